import { utf8, utf8Text } from '#core/bytes/encoding.ts';
import { findHeader, type SignedRequest, withHeader } from '#core/http/request.ts';
import { HmacScheme } from '#core/signing/schemes/scheme.ts';
import type { Broken, Chance, Genuine } from './genuine.ts';

export const families = [
  'signature text',
  'secret text',
  'nearly the secret',
  'not the secret',
  'HMAC misused',
  'content',
  'body printed',
  'body wrapped',
  'body bytes',
  'form',
  'time',
  'URL',
  'headers',
  'evidence',
  'two at once',
] as const;
export type Family = (typeof families)[number];

/** A class of incident: damages a genuine request as it happened, and knows in plain words what a person should be told. */
export interface Fault {
  name: string;
  family: Family;
  on: 'body' | 'url' | 'time' | 'odd';
  /** Null where this request can't have this incident. */
  damage(genuine: Genuine, chance: Chance): Broken | null;
  /** All of these are said by one cause: its title, explanation, fixes or name. */
  says: readonly RegExp[];
}

export const fault =
  (family: Family, on: Fault['on'] = 'body') =>
  (name: string, damage: Fault['damage'], ...says: RegExp[]): Fault => ({ family, on, name, damage, says });

/** The signature's value as the scheme's header carries it, changed. */
export function withSignature(genuine: Genuine, change: (value: string) => string): Broken | null {
  const { scheme, request, secret } = genuine;
  if (!('signature' in scheme) || scheme.signature.at.in !== 'header') return null;
  const { name } = scheme.signature.at;
  const value = findHeader(request.rawHeaders, name);
  if (value === undefined) return null;
  const other = change(value);
  if (other === value) return null;
  return {
    request: { ...request, rawHeaders: withHeader(request.rawHeaders, name, other) },
    secrets: [secret],
  };
}

/** Only the encoded digest inside the signature's header, changed. */
export function withDigest(
  genuine: Genuine,
  change: (digest: string, bytes: Buffer) => string,
): Broken | null {
  const { scheme } = genuine;
  if (scheme.kind !== 'hmac') return null;
  const isHex = scheme.encoding.startsWith('hex');
  const pattern = isHex ? /[0-9a-f]{40,128}/i : /[\w+/-]{27,90}={0,2}$/;
  return withSignature(genuine, (value) =>
    value.replace(pattern, (digest) => change(digest, Buffer.from(digest, isHex ? 'hex' : 'base64'))),
  );
}

export const isHex = ({ scheme }: Genuine): boolean => scheme.kind === 'hmac' && scheme.encoding === 'hex';
export const isBase64 = ({ scheme }: Genuine): boolean =>
  scheme.kind === 'hmac' && scheme.encoding === 'base64';

/** The checker's secret is another than the sender's: damaged on the way into the configuration. */
export const withSecret = (genuine: Genuine, secret: string | null): Broken | null =>
  secret === null || secret === genuine.secret ? null : { request: genuine.request, secrets: [secret] };

/** The sender's secret is another than the checker's, whose is right. Null where it can't sign with that. */
export function signedWith(genuine: Genuine, secret: string): Broken | null {
  const { scheme } = genuine;
  if (scheme.kind !== 'hmac' || scheme.key !== 'utf8' || secret === '') return null;
  return { request: genuine.signed({ secret }), secrets: [genuine.secret] };
}

export const bodyText = (request: SignedRequest): string | null => utf8Text(request.body);

/** The body that arrives is another than the one that was signed. */
export function received(genuine: Genuine, body: string | Uint8Array | null): Broken | null {
  if (body === null) return null;
  const bytes = typeof body === 'string' ? utf8(body) : body;
  if (Buffer.compare(bytes, genuine.request.body) === 0) return null;
  return { request: { ...genuine.request, body: bytes }, secrets: [genuine.secret] };
}

/** The body that was signed is another than the one that was sent. */
export function signedOver(genuine: Genuine, body: string | Uint8Array | null): Broken | null {
  if (body === null) return null;
  const signed = genuine.signed({ body });
  if (Buffer.compare(signed.body, genuine.request.body) === 0) return null;
  return { request: { ...signed, body: genuine.request.body }, secrets: [genuine.secret] };
}

/** Either of the two, by chance. */
export const eitherWay = (
  genuine: Genuine,
  chance: Chance,
  body: string | Uint8Array | null,
): Broken | null => (chance.next() < 0.5 ? received(genuine, body) : signedOver(genuine, body));

/** The sender signs by a scheme that differs in some points. */
export function bySender(
  genuine: Genuine,
  change: Partial<HmacScheme>,
  secret = genuine.secret,
): Broken | null {
  if (genuine.scheme.kind !== 'hmac') return null;
  const scheme = HmacScheme.parse({ ...genuine.scheme, alsoSigned: undefined, ...change });
  const request = genuine.signed({ scheme, secret });
  return {
    request: { ...request, body: genuine.request.body, url: genuine.request.url },
    secrets: [genuine.secret],
  };
}

/** The sender computes the signature bytes in a way of its own, over the right content. */
export function computed(genuine: Genuine, compute: (key: Buffer, content: Buffer) => Buffer): Broken | null {
  const parts = contentAndKey(genuine);
  if (!parts) return null;
  const { scheme } = genuine;
  if (scheme.kind !== 'hmac') return null;
  const digest = compute(parts.key, parts.content);
  const text = scheme.encoding === 'hex' ? digest.toString('hex') : digest.toString('base64');
  return withDigest(genuine, () => text);
}

/** The key's bytes, and the content for the common schemes (those without the URL in it). */
export function contentAndKey({ scheme, request, secret }: Genuine): { key: Buffer; content: Buffer } | null {
  if (scheme.kind !== 'hmac' || /url|path|method|escaped|header|json|hash/i.test(scheme.signedContent))
    return null;
  const key =
    scheme.key === 'whsec-base64'
      ? Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      : scheme.key === 'utf8'
        ? Buffer.from(secret)
        : null;
  if (!key) return null;
  const timestamp = timestampOf({ scheme, request });
  const id = scheme.id?.in === 'header' ? (findHeader(request.rawHeaders, scheme.id.name) ?? '') : '';
  const pieces = scheme.signedContent.split(/(\{\w+\})/).map((piece) => {
    if (piece === '{body}') return Buffer.from(request.body);
    if (piece === '{timestamp}') return Buffer.from(timestamp);
    return piece === '{id}' ? Buffer.from(id) : Buffer.from(piece);
  });
  return { key, content: Buffer.concat(pieces) };
}

export function timestampOf({ scheme, request }: Pick<Genuine, 'scheme' | 'request'>): string {
  if (!('timestamp' in scheme) || !scheme.timestamp) return '';
  if (scheme.timestamp.at.in === 'header')
    return findHeader(request.rawHeaders, scheme.timestamp.at.name) ?? '';
  if (scheme.timestamp.at.in !== 'signature' || scheme.signature.at.in !== 'header') return '';
  const value = findHeader(request.rawHeaders, scheme.signature.at.name) ?? '';
  return /(?:t|ts)=(\d+)/.exec(value)?.[1] ?? '';
}
