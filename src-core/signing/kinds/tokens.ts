import type { Crypto } from '../../bytes/crypto.ts';
import { fromBase64, latin1, toBase64, utf8, utf8Text } from '../../bytes/encoding.ts';
import { findHeader, type SignedRequest } from '../../http/request.ts';
import { elementSpans, pointerSegments, withValueAt } from '../../json/spans.ts';
import { fingerprintOf } from '../schemes/key.ts';
import { unfitAt } from '../schemes/locate.ts';
import { jsonOf } from '../schemes/parsed-body.ts';
import type { Scheme } from '../schemes/scheme.ts';
import { unwrap } from '../schemes/value-format.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Verdict } from '../verify/verdict.ts';

/** Schemes in which the secret itself travels: nothing is computed, and nothing of it may be shown. */

type Of<K extends Scheme['kind']> = Extract<Scheme, { kind: K }>;

/** Dots in place of a secret, with its length, which is what people compare first. */
const masked = (text: string): string => `•••••••• (${text.length} characters)`;

/**
 * The secret that equals `received`. Every one is compared, so that the time tells nothing of which. On the wire a header
 * is bytes, read as one character each: a secret beyond ASCII is compared with these as well.
 */
function matching(received: string, secrets: readonly string[], crypto: Crypto): string | undefined {
  const texts = [utf8(received), latin1(received)];
  let match: string | undefined;
  for (const secret of secrets) {
    const bytes = utf8(secret);
    const equals = texts.map((text) => crypto.equal(text, bytes));
    if (secret !== '' && equals.includes(true)) match ??= secret;
  }
  return match;
}

function compare(
  list: Checklist,
  what: string,
  received: readonly string[],
  secrets: readonly string[],
  crypto: Crypto,
): Verdict {
  const [first] = secrets;
  if (first === undefined) return list.fail('secret', 'secret_missing', 'There is no secret to check with.');
  const shown = masked(received[0] ?? '');
  const matches = received.map((value) => matching(value, secrets, crypto));
  const secretFingerprint = fingerprintOf(matches[0] ?? first, crypto);
  if (matches.some((match) => match === undefined)) {
    const text = `Not genuine with this secret: ${what} holds another one.`;
    return list.fail('signature', 'no_matching_signature', text, {
      value: shown,
      received: shown,
      secretFingerprint,
    });
  }
  list.pass('signature', `The secret in ${what} matches.`, shown);
  return list.genuine(`Genuine: ${what} holds this secret.`, { received: shown, secretFingerprint });
}

export function verifyStaticToken(
  scheme: Of<'static-token'>,
  request: SignedRequest,
  secrets: readonly string[],
  crypto: Crypto,
): Verdict {
  const list = new Checklist();
  list.pass('scheme', `The secret itself travels in the header ${scheme.header}. Nothing is signed.`);
  const value = findHeader(request.rawHeaders, scheme.header);
  if (value === undefined) {
    return list.fail(
      'header',
      'signature_missing',
      `The token is missing: the request lacks the header ${scheme.header}.`,
    );
  }
  const token = unwrap(scheme.format, 'secret', value);
  if (token === null || token === '') {
    const form = scheme.format.replace('{secret}', '…');
    return list.fail(
      'header',
      'signature_malformed',
      `The header ${scheme.header} does not have the form ${form}.`,
      {
        value: masked(value),
      },
    );
  }
  list.pass('header', `The header ${scheme.header} is there.`);
  return compare(list, `the header ${scheme.header}`, [token], secrets, crypto);
}

export function verifyBasic(request: SignedRequest, secrets: readonly string[], crypto: Crypto): Verdict {
  const list = new Checklist();
  list.pass('scheme', 'HTTP Basic: user and password travel in the header Authorization. Nothing is signed.');
  const value = findHeader(request.rawHeaders, 'authorization');
  if (value === undefined) {
    return list.fail(
      'header',
      'signature_missing',
      'The credentials are missing: the request lacks the header Authorization.',
    );
  }
  const encoded = /^basic +/i.test(value) ? value.slice(value.indexOf(' ')).trim() : null;
  const bytes = encoded === null ? null : fromBase64(encoded);
  const credentials = bytes && utf8Text(bytes);
  if (credentials === null || !credentials.includes(':')) {
    const text = 'The header Authorization is not "Basic" followed by base64 of user:password.';
    return list.fail('header', 'signature_malformed', text, { value: masked(value) });
  }
  list.pass('header', 'The header Authorization is there.');
  return compare(list, 'the header Authorization', [credentials], secrets, crypto);
}

export const basicHeader = (secret: string): string => `Basic ${toBase64(utf8(secret))}`;

/** What a pattern's segments lead to: with `*`, one value for each element of a list. Undefined where the way ends early. */
function valuesAt(root: unknown, segments: readonly string[]): unknown[] {
  const [first, ...rest] = segments;
  if (first === undefined) return [root];
  if (first === '*') return Array.isArray(root) ? root.flatMap((element) => valuesAt(element, rest)) : [];
  if (typeof root !== 'object' || root === null || !Object.hasOwn(root, first)) return [undefined];
  return valuesAt((root as Record<string, unknown>)[first], rest);
}

export function verifyPayloadField(
  scheme: Of<'payload-field'>,
  request: SignedRequest,
  secrets: readonly string[],
  crypto: Crypto,
): Verdict {
  const list = new Checklist();
  list.pass('scheme', `The secret itself travels in the body's field ${scheme.pointer}. Nothing is signed.`);
  const json = jsonOf(request);
  if (!json) {
    const unfit = unfitAt({ in: 'json', pointer: '' }, request);
    return unfit === null
      ? list.fail('header', 'signature_missing', 'The secret is missing: the body is not JSON.')
      : list.fail('header', 'signature_malformed', `The secret can't be read: ${unfit}.`);
  }
  const found = valuesAt(json.value, pointerSegments(scheme.pointer));
  const values = found.filter((value) => typeof value === 'string');
  if (found.length === 0 || found.some((value) => value === undefined || value === null)) {
    const text = `The secret is missing: the body lacks the field ${scheme.pointer}.`;
    return list.fail('header', 'signature_missing', text);
  }
  if (values.length < found.length) {
    const text = `The secret can't be read: the body's field ${scheme.pointer} holds something else than a text.`;
    return list.fail('header', 'signature_malformed', text);
  }
  list.pass('header', `The body's field ${scheme.pointer} is there.`);
  return compare(list, `the body's field ${scheme.pointer}`, values, secrets, crypto);
}

/** The body with the secret in its field; null where the body is no JSON object that could hold it. */
export function bodyWithSecret(
  scheme: Of<'payload-field'>,
  request: SignedRequest,
  secret: string,
): string | null {
  const json = jsonOf(request);
  const star = scheme.pointer.indexOf('/*');
  if (!json || star < 0) return json && withValueAt(json.text, scheme.pointer, JSON.stringify(secret));
  const { text } = json;
  const [before, after] = [scheme.pointer.slice(0, star), scheme.pointer.slice(star + 2)];
  let made = '';
  let end = 0;
  for (const element of elementSpans(text, before)) {
    const filled = withValueAt(text.slice(element.start, element.end), after, JSON.stringify(secret));
    if (filled === null) return null;
    made += text.slice(end, element.start) + filled;
    end = element.end;
  }
  return made + text.slice(end);
}
