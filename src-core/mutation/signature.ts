import { findHeader, type SignedRequest, withHeader } from '../http/request.ts';
import { carriesSecret, type Scheme } from '../signing/schemes/scheme.ts';
import { signatureFormat } from '../signing/schemes/signature-format.ts';
import type { DeckEvent } from './deck-event.ts';
import { type Bent, type Expectation, type Mutation, mutation, type SignedEvent } from './mutation.ts';

interface SignatureCase {
  id: string;
  title: string;
  purpose: string;
  incident: string;
  expect: Expectation;
  /** Whether a scheme can be bent so. */
  fits?: (scheme: Scheme) => boolean;
  bend: Partial<Bent>;
}

/** The request with each of its signature headers changed; null where the signature is in no header. */
function eachSignature(
  { request, signatureHeaders }: SignedEvent,
  change: (value: string) => string | null,
): SignedRequest | null {
  if (signatureHeaders.length === 0) return null;
  let changed = request;
  for (const name of signatureHeaders) {
    const value = change(findHeader(request.rawHeaders, name) ?? '');
    changed =
      value === null
        ? {
            ...changed,
            rawHeaders: changed.rawHeaders.filter(([key]) => key.toLowerCase() !== name.toLowerCase()),
          }
        : { ...changed, rawHeaders: withHeader(changed.rawHeaders, name, value) };
  }
  return changed;
}

/** The signature's own text inside its header's value: the longest run of digits, letters and Base64 marks. */
const signatureText = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

const withText = (value: string, change: (text: string) => string): string => {
  const runs = value.match(signatureText) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  return longest === '' ? change(value) : value.replace(longest, () => change(longest));
};

const signed = ({ kind }: Scheme): boolean => kind !== 'none';
const isProof = (scheme: Scheme): boolean => signed(scheme) && !carriesSecret(scheme);
/** A scheme whose signature covers the body, so that a tampered one shows. */
const coversBody = (scheme: Scheme): boolean =>
  isProof(scheme) && !(scheme.kind === 'hmac' && !/body|Form|Json/i.test(scheme.signedContent));
const isTimed = (scheme: Scheme): boolean =>
  'timestamp' in scheme && scheme.timestamp !== undefined && isProof(scheme);
const refusesOld = (scheme: Scheme): boolean =>
  isTimed(scheme) && 'timestamp' in scheme && typeof scheme.timestamp?.toleranceSeconds === 'number';
const separatorOf = (scheme: Scheme): string | undefined =>
  scheme.kind === 'hmac' || scheme.kind === 'asymmetric' ? scheme.signature.separator : undefined;

const noCheck =
  'Whoever knows the address sends events in the provider’s name: paid orders that nobody paid.';

/** Beyond any tolerance in the catalog. */
const longAgoSeconds = 86_400;

/** Both signatures in one header, as during a rotation. */
function both(scheme: Scheme, event: SignedEvent, order: 'old-first' | 'new-first'): SignedRequest | null {
  const separator = separatorOf(scheme);
  const [name] = event.signatureHeaders;
  if (separator === undefined || name === undefined) return null;
  if (scheme.kind !== 'hmac' && scheme.kind !== 'asymmetric') return null;
  const format = signatureFormat(scheme.signature.format, separator);
  const right = findHeader(event.request.rawHeaders, name) ?? '';
  const other = findHeader(event.signedByAnother().rawHeaders, name) ?? '';
  const itemOf = (value: string): string | undefined => {
    const text = format.read(value)[0]?.signature;
    return text === undefined ? undefined : value.split(separator).find((item) => item.includes(text));
  };
  const [rightItem, otherItem] = [itemOf(right), itemOf(other)];
  if (rightItem === undefined || otherItem === undefined) return null;
  const pair = order === 'new-first' ? [rightItem, otherItem] : [otherItem, rightItem];
  const value = right
    .split(separator)
    .flatMap((item) => (item === rightItem ? pair : [item]))
    .join(separator);
  return { ...event.request, rawHeaders: withHeader(event.request.rawHeaders, name, value) };
}

/** One bit of the body, in the middle of it. */
function tampered(request: SignedRequest): SignedRequest {
  const body = request.body.slice();
  const text = new TextDecoder('latin1').decode(body);
  // A digit or letter of a value, so that the JSON stays one.
  const at = text.search(/[a-y0-8](?=[a-z0-9]*"?[,}\]&]|$)/);
  const place = at < 0 ? Math.floor(body.length / 2) : at;
  body[place] = (body[place] ?? 0) + 1;
  return { ...request, body };
}

const cases: SignatureCase[] = [
  {
    id: 'missing',
    title: 'No signature',
    purpose: 'The event without any signature.',
    incident: noCheck,
    expect: 'reject',
    bend: { signed: false },
  },
  {
    id: 'empty',
    title: 'An empty signature',
    purpose: 'The header is there, with nothing in it.',
    incident: 'An empty value is falsy: "if (signature && …)" lets it pass.',
    expect: 'reject',
    bend: { afterSigning: (event) => eachSignature(event, () => '') },
  },
  {
    id: 'garbage',
    title: 'A signature of garbage',
    purpose: 'Characters that no signature has.',
    incident:
      'Decoding fails, and the exception becomes a 500 that the provider retries; or a catch lets it pass.',
    expect: 'reject',
    bend: { afterSigning: (event) => eachSignature(event, () => '%%%,,,===;;; tacklebox') },
  },
  {
    id: 'wrong-length',
    title: 'A signature of another length',
    purpose: 'The right form, half as long.',
    incident:
      'A comparison in constant time throws for different lengths (timingSafeEqual): a 500 in place of a 401.',
    expect: 'reject',
    bend: {
      afterSigning: (event) =>
        eachSignature(event, (value) => withText(value, (text) => text.slice(0, text.length >> 1))),
    },
  },
  {
    id: 'prefix',
    title: 'Only the beginning of the right signature',
    purpose: 'Its first eight characters.',
    incident:
      'startsWith in place of equality, or a comparison up to the shorter length: eight characters can be guessed.',
    expect: 'reject',
    bend: {
      afterSigning: (event) => eachSignature(event, (value) => withText(value, (text) => text.slice(0, 8))),
    },
  },
  {
    id: 'prefix-then-wrong',
    title: 'The right beginning, then another end',
    purpose: 'Eight right characters, the rest turned around.',
    incident: 'Only the beginning is compared.',
    expect: 'reject',
    bend: {
      afterSigning: (event) =>
        eachSignature(event, (value) =>
          withText(value, (text) => {
            const tail = [...text.slice(8).replace(/=+$/, '')].reverse().join('');
            const end = /=+$/.exec(text)?.[0] ?? '';
            return `${text.slice(0, 8)}${tail === text.slice(8) ? tail.replace(/./, 'x') : tail}${end}`;
          }),
        ),
    },
  },
  {
    id: 'wrong-secret',
    title: 'Signed with another secret',
    purpose: 'A signature that is right in every way, made with another secret of the same form.',
    incident: noCheck,
    expect: 'reject',
    bend: { afterSigning: (event) => event.signedByAnother() },
  },
  {
    id: 'tampered',
    title: 'The body was changed after signing',
    purpose: 'One character of a value is another.',
    incident: 'The signature is checked for its form only, or over something else than the body.',
    expect: 'reject',
    fits: coversBody,
    bend: { afterSigning: ({ request }) => tampered(request) },
  },
  {
    id: 'stale',
    title: 'Signed a day ago',
    purpose: 'Genuine, and far older than the provider’s tolerance.',
    incident: 'A captured request is sent again years later: without a tolerance it is genuine for ever.',
    expect: 'reject',
    fits: refusesOld,
    bend: { ageSeconds: longAgoSeconds },
  },
  {
    id: 'future',
    title: 'Signed a day ahead',
    purpose: 'Genuine, with a time that has not come yet.',
    incident: 'A clock that runs ahead, or an attacker who prepares requests for later.',
    expect: 'survive',
    fits: isTimed,
    bend: { ageSeconds: -longAgoSeconds },
  },
  {
    id: 'two-old-first',
    title: 'Two signatures, the other secret’s first',
    purpose: 'What a provider sends while a secret is rotated: one of the two is ours.',
    incident: 'Only the first signature is looked at: every event fails on the day of the rotation.',
    expect: 'accept',
    fits: (scheme) => separatorOf(scheme) !== undefined,
    bend: {},
  },
  {
    id: 'two-new-first',
    title: 'Two signatures, the other secret’s last',
    purpose: 'What a provider sends while a secret is rotated: one of the two is ours.',
    incident: 'The last of equal keys wins in a parsed header: every event fails on the day of the rotation.',
    expect: 'accept',
    fits: (scheme) => separatorOf(scheme) !== undefined,
    bend: {},
  },
  ...(['sha1', 'md5', 'sha512'] as const).map(
    (hash): SignatureCase => ({
      id: `hash-${hash}`,
      title: `Signed with ${hash.toUpperCase()}`,
      purpose: 'The right secret and content, another hash.',
      incident: 'The algorithm is taken from the request: whoever sends it chooses the weakest.',
      expect: 'reject',
      fits: (scheme) => scheme.kind === 'hmac' && scheme.hash !== hash,
      bend: { afterSigning: (event) => event.signedWithHash(hash) },
    }),
  ),
  {
    id: 'legacy',
    title: 'Signed in the old way only',
    purpose: 'The provider’s older signature, without the one that replaced it.',
    incident:
      'A fallback to the old algorithm stays in the code: a downgrade for anyone who leaves the new header out.',
    expect: 'reject',
    fits: isProof,
    bend: { afterSigning: (event) => event.signedByLegacy() },
  },
  {
    id: 'upper-case',
    title: 'Hex digits in upper case',
    purpose: 'The right signature, written otherwise.',
    incident: 'Some proxies and senders write hex in capitals; either answer will do, a 500 will not.',
    expect: 'survive',
    fits: (scheme) => scheme.kind === 'hmac' && scheme.encoding === 'hex',
    bend: {
      afterSigning: (event) => eachSignature(event, (value) => withText(value, (text) => text.toUpperCase())),
    },
  },
  {
    id: 'other-header',
    title: 'The right signature in another provider’s header',
    purpose: 'X-Signature-Of-Another holds what ours should.',
    incident: 'Any header that looks like a signature is taken for one.',
    expect: 'reject',
    bend: {
      afterSigning: ({ request, signatureHeaders }) =>
        signatureHeaders.length === 0
          ? null
          : {
              ...request,
              rawHeaders: request.rawHeaders.map(([name, value]) =>
                signatureHeaders.some((own) => own.toLowerCase() === name.toLowerCase())
                  ? ['X-Signature-Of-Another', value]
                  : [name, value],
              ),
            },
    },
  },
];

/** What the bend of a case is for a scheme: rotation needs to know how the scheme writes two signatures. */
function bendOf(item: SignatureCase, scheme: Scheme): Partial<Bent> {
  if (item.id === 'two-old-first') return { afterSigning: (event) => both(scheme, event, 'old-first') };
  if (item.id === 'two-new-first') return { afterSigning: (event) => both(scheme, event, 'new-first') };
  return item.bend;
}

/** Signatures that are missing, wrong, old, or right in an unusual way. None for a provider that signs nothing. */
export function signatureMutations(event: DeckEvent): Mutation[] {
  const { scheme } = event;
  if (!signed(scheme)) return [];
  return cases
    .filter(({ fits }) => fits?.(scheme) ?? true)
    .map((item) => {
      const { id, title, purpose, incident, expect } = item;
      return mutation(id, 'signature', { title, purpose, incident, expect }, event, () =>
        bendOf(item, scheme),
      );
    });
}

/** Another secret of the same form: letters and digits in its middle become their neighbours. */
export function anotherSecret(secret: string): string {
  const next = (character: string): string => {
    if (/[0-8a-eg-yA-EG-Y]/.test(character)) return String.fromCharCode(character.charCodeAt(0) + 1);
    return { '9': '0', f: 'a', F: 'A', z: 'g', Z: 'G' }[character] ?? character;
  };
  const from = Math.floor(secret.length * 0.4);
  const to = Math.max(from + 1, Math.ceil(secret.length * 0.7));
  const changed = secret.slice(0, from) + secret.slice(from, to).replace(/./g, next) + secret.slice(to);
  return changed === secret ? `${secret}x` : changed;
}
