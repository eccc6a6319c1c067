import type { Crypto } from '../../bytes/crypto.ts';
import { type Bytes, toBase64 } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import {
  type InnerList,
  isInnerList,
  type Parameters,
  parseDictionary,
  printMember,
} from '../../http/structured-fields.ts';
import { spanText } from '../../numbers/duration.ts';
import { knownFields } from '../schemes/fields.ts';
import type { HttpSignatureScheme } from '../schemes/http-signature-scheme.ts';
import { fingerprintOf, keyOf } from '../schemes/key.ts';
import { secretsFor } from '../schemes/key-ids.ts';
import { joinPieces, previewPieces } from '../schemes/signed-content.ts';
import { Checklist } from '../verify/checklist.ts';
import type { Binding, Verdict } from '../verify/verdict.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { keyText } from './asymmetric.ts';
import { contentDigestProblem } from './content-digest.ts';
import { asymmetricNames, headerText, piecesOf } from './http-signature-parts.ts';
import {
  type Component,
  componentOf,
  isNoValue,
  readComponent,
  signatureBase,
} from './message-components.ts';

/** Checks HTTP Message Signatures (RFC 9421): the same components on both sides, a line each, under the key that is named. */

/** As many signatures of a message as are looked at. */
const maxSignatures = 16;

function keyHolds(
  scheme: HttpSignatureScheme,
  secret: string,
  base: Bytes,
  signature: Bytes,
  crypto: Crypto,
): boolean | string {
  if (scheme.algorithm === 'hmac-sha256') {
    const key = keyOf(secret, scheme.key, crypto);
    return 'problem' in key ? key.problem : crypto.equal(crypto.hmac('sha256', key.key, base), signature);
  }
  try {
    return crypto.verifyAsymmetric(
      asymmetricNames[scheme.algorithm],
      keyText(secret),
      base,
      signature,
      'raw',
    );
  } catch {
    return `The key is not a public key for ${scheme.algorithm}.`;
  }
}

interface Found {
  label: string;
  input: InnerList;
  signature: Bytes;
}

const textParam = (params: Parameters, name: string): string | undefined => {
  const param = params.get(name);
  return param?.kind === 'string' ? param.value : undefined;
};

/** Signatures of the message that may be meant, or the verdict where there are none. */
function signaturesOf(
  scheme: HttpSignatureScheme,
  request: SignedRequest,
  list: Checklist,
): Found[] | Verdict {
  const [inputText, signatureText] = [
    headerText(request, 'signature-input'),
    headerText(request, 'signature'),
  ];
  if (inputText === undefined || signatureText === undefined) {
    const name = inputText === undefined ? 'Signature-Input' : 'Signature';
    return list.fail(
      'header',
      'signature_missing',
      `The signature is missing: the request lacks the header ${name}.`,
    );
  }
  const malformed = (text: string) =>
    list.fail('header', 'signature_malformed', text, {
      value: inputText,
      received: signatureText.slice(0, 300),
    });
  const [inputs, signatures] = [parseDictionary(inputText), parseDictionary(signatureText)];
  if (!inputs || !signatures)
    return malformed('Signature-Input and Signature are not both dictionaries (RFC 9651).');
  const found = [...inputs].slice(0, maxSignatures).flatMap(([label, input]): Found[] => {
    const member = signatures.get(label);
    if (!isInnerList(input) || !member || isInnerList(member) || member.item.kind !== 'bytes') return [];
    if (scheme.tag !== undefined && textParam(input.params, 'tag') !== scheme.tag) return [];
    return [{ label, input, signature: member.item.value }];
  });
  if (found.length > 0) return found;
  return malformed(
    scheme.tag === undefined
      ? 'No label stands in both Signature-Input and Signature, with components in one and bytes in the other.'
      : `No signature has the tag ${JSON.stringify(scheme.tag)}.`,
  );
}

const timeParams = ['created', 'expires'] as const;

/** Why the signature is refused for its times, with its age where it says one. */
function timesOf(scheme: HttpSignatureScheme, params: Parameters, nowMs: number) {
  const now = Math.floor(nowMs / 1000);
  const strange = timeParams.find((name) => params.has(name) && params.get(name)?.kind !== 'integer');
  if (strange) {
    return {
      code: 'timestamp_malformed' as const,
      text: `The parameter ${strange} is not a whole number of seconds.`,
    };
  }
  const [created, expires] = timeParams.map((name) => params.get(name)?.value as number | undefined);
  const ageSeconds = created === undefined ? undefined : now - created;
  const { toleranceSeconds } = scheme;
  if (expires !== undefined && now >= expires) {
    return {
      code: 'timestamp_too_old' as const,
      text: `The signature expired ${spanText(now - expires)} ago.`,
      ageSeconds,
    };
  }
  if (toleranceSeconds === null) return { ageSeconds };
  if (ageSeconds === undefined) {
    return { code: 'timestamp_missing' as const, text: 'The signature lacks the parameter created.' };
  }
  const allowed = `${spanText(toleranceSeconds)} are allowed.`;
  if (ageSeconds > toleranceSeconds) {
    return {
      code: 'timestamp_too_old' as const,
      text: `The signature is too old: ${spanText(ageSeconds)}. ${allowed}`,
      ageSeconds,
    };
  }
  if (ageSeconds < -toleranceSeconds) {
    return {
      code: 'timestamp_in_future' as const,
      text: `The signature is ${spanText(ageSeconds)} in the future. ${allowed}`,
      ageSeconds,
    };
  }
  return { ageSeconds };
}

/** Components of a signature, or why they can't be believed. */
function coveredBy(input: InnerList): Component[] | string {
  const components: Component[] = [];
  for (const item of input.items) {
    const component = componentOf(item);
    if (isNoValue(component)) return component.problem;
    components.push(component);
  }
  return components;
}

function requiredBy({ required, components }: HttpSignatureScheme): string[] {
  return (required ?? components).flatMap((text) => {
    const component = readComponent(text);
    return isNoValue(component) ? [] : [component.text];
  });
}

function bindingOf(components: readonly Component[]): Binding {
  const names = new Set(components.map(({ name }) => name));
  const coversAddress =
    names.has('@target-uri') ||
    (names.has('@authority') &&
      (names.has('@request-target') || (names.has('@path') && names.has('@query'))));
  const parts = {
    'the body': names.has('content-digest'),
    'the address': coversAddress,
    'the method': names.has('@method'),
  };
  return {
    covered: [
      ...Object.entries(parts).flatMap(([part, isCovered]) => (isCovered ? [part] : [])),
      ...components.map(({ text }) => text),
    ],
    open: Object.entries(parts).flatMap(([part, isCovered]) => (isCovered ? [] : [part])),
  };
}

function checkOne(
  scheme: HttpSignatureScheme,
  request: SignedRequest,
  { label, input, signature }: Found,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  const { crypto } = context;
  const list = new Checklist();
  list.pass('scheme', `An HTTP Message Signature (RFC 9421) with ${scheme.algorithm}.`);
  const received = toBase64(signature).slice(0, 300);
  const params = printMember(input);
  const components = coveredBy(input);
  if (typeof components === 'string') {
    return list.fail(
      'header',
      'signature_malformed',
      `The signature ${label} can't be read: ${components}.`,
      { value: params, received },
    );
  }
  const alg = input.params.get('alg');
  if (alg && (alg.kind !== 'string' || alg.value !== scheme.algorithm)) {
    const text = `The signature ${label} is of another algorithm; ${scheme.algorithm} is expected.`;
    return list.fail('header', 'signature_malformed', text, { value: String(alg.value), received });
  }
  const keyId = textParam(input.params, 'keyid');
  const wanted = knownFields(scheme, context.fields).keyId;
  if (wanted !== undefined && keyId !== wanted) {
    return list.fail('header', 'claim_mismatch', `The signature ${label} is not for the key id ${wanted}.`, {
      value: keyId ?? 'missing',
      received,
    });
  }
  list.pass('header', `The signature ${label} is there.`, params);
  const covered = new Set(components.map(({ text }) => text));
  const lacking = requiredBy(scheme).filter((text) => !covered.has(text));
  if (lacking.length > 0) {
    const text = `The signature ${label} does not cover ${lacking.join(', ')}, which has to be covered.`;
    return list.fail('content', 'claim_mismatch', text, { value: params, received });
  }
  const [first] = secrets;
  if (first === undefined)
    return list.fail('secret', 'secret_missing', 'There is no key to check with.', { received });
  const keys = secretsFor(secrets, keyId, scheme.secretByKeyId);
  if (keys.length === 0) {
    const text = `None of the secrets is for the key id ${JSON.stringify(keyId?.slice(0, 100) ?? '')}.`;
    return list.fail('secret', 'no_matching_signature', text, { received });
  }
  const lines = signatureBase(components, params, request);
  if (!Array.isArray(lines)) {
    return list.fail(
      'content',
      'part_missing',
      `The signed content can't be put together: ${lines.problem}.`,
      { received },
    );
  }
  const pieces = piecesOf(lines);
  const base = joinPieces(pieces);
  const results = keys.map((key) => keyHolds(scheme, key, base, signature, crypto));
  const problem = results.find((result) => typeof result === 'string');
  if (problem !== undefined && results.every((result) => typeof result === 'string')) {
    return list.fail('secret', 'secret_malformed', problem, { received });
  }
  const match = keys[results.indexOf(true)];
  const secretFingerprint = fingerprintOf(match ?? keys[0] ?? first, crypto);
  list.pass('secret', `The key is one for ${scheme.algorithm}.`, secretFingerprint);
  list.pass('content', `${components.length} components are signed.`, params);
  const times = timesOf(scheme, input.params, context.nowMs);
  const facts = {
    received,
    signedContent: previewPieces(pieces),
    secretFingerprint,
    ...(times.ageSeconds === undefined ? {} : { ageSeconds: times.ageSeconds }),
  };
  if (match === undefined) {
    return list.fail(
      'signature',
      'no_matching_signature',
      'Not genuine with this key: the signature does not hold.',
      { ...facts, value: received },
    );
  }
  list.pass('signature', 'The signature holds.', received);
  const digest = components.some(({ name }) => name === 'content-digest')
    ? contentDigestProblem(request, crypto)
    : null;
  if (digest !== null) return list.fail('content', 'claim_mismatch', digest, facts);
  if (times.code !== undefined)
    return list.fail('timestamp', times.code, `The signature holds, but it is refused. ${times.text}`, facts);
  const binding = bindingOf(components);
  const leaves = binding.open.length === 0 ? '' : ` It does not bind ${binding.open.join(' or ')}.`;
  return list.genuine(`Genuine: the signature ${label} holds with this key.${leaves}`, { ...facts, binding });
}

/** Checks every signature of the message that may be meant: one that holds and covers enough is enough. */
export function verifyHttpSignature(
  scheme: HttpSignatureScheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  const list = new Checklist();
  list.pass('scheme', `An HTTP Message Signature (RFC 9421) with ${scheme.algorithm}.`);
  const found = signaturesOf(scheme, request, list);
  if (!Array.isArray(found)) return found;
  let verdict: Verdict | undefined;
  for (const one of found) {
    const next = checkOne(scheme, request, one, secrets, context);
    if (next.ok) return next;
    if (!verdict || next.steps.length > verdict.steps.length) verdict = next;
  }
  return verdict ?? list.fail('header', 'signature_missing', 'The signature is missing.');
}
