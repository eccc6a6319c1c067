import type { Crypto, HashName } from '../../bytes/crypto.ts';
import { type Bytes, equalBytes } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import type { Scheme } from '../schemes/scheme.ts';
import type { Cause, Verdict } from '../verify/verdict.ts';
import { verify } from '../verify/verify.ts';

/** All that a check depends on. A mistake is undone by supposing another situation. */
export interface Situation {
  scheme: Scheme;
  request: SignedRequest;
  secrets: readonly string[];
  /** In place of the keys that the secrets hold; of schemes by HMAC alone. */
  keys?: readonly Bytes[];
  /** In place of the scheme's own digest; of schemes by HMAC alone. */
  digest?: Digest;
  /** The text that was signed in place of the request's timestamp; of schemes by HMAC alone. */
  signedTime?: string;
}

/** Another way to make a signature's bytes of key and content. */
export type Digest = (crypto: Crypto, hash: HashName, key: Bytes, content: Bytes) => Bytes;

/** A situation in which the request would be genuine, had this mistake been made. */
export interface Supposition {
  situation: Situation;
  /** Fills the `…` of the mistake's sentences: a label, a name, a count. */
  detail?: string;
  /** Words of its own, where the mistake is a family. */
  words?: Partial<Pick<Mistake, 'id' | 'title' | 'explanation' | 'fixes'>>;
}

/** What a mistake changed. Two mistakes with the same one are tried together only for bodies. */
export type Slot =
  | 'signature'
  | 'secret'
  | 'key'
  | 'hash'
  | 'content'
  | 'timestamp'
  | 'url'
  | 'body'
  | 'scheme';

export type Fix = Cause['fixes'][number];

/** What is known besides the situation. */
export interface Surroundings {
  crypto: Crypto;
  nowMs: number;
  /** Other secrets that are at hand, such as other endpoints' or rotated ones. Labels are shown, secrets never. */
  otherSecrets: readonly { label: string; secret: string }[];
  otherSchemes: readonly { label: string; scheme: Scheme }[];
  /** Tacklebox caught the request itself: its bytes are those of the wire, so that the sender alone can have gone wrong. */
  isCaught?: boolean;
}

/** A known mistake: a small named function from a situation to what would have been, had it been made. */
export interface Mistake {
  id: string;
  slot: Slot;
  /** Has so many forms, or is so rare, that it isn't tried together with another. */
  alone?: true;
  /** Tried after all others, and together with the commonest alone. */
  late?: true;
  suppose(situation: Situation, around: Surroundings): Iterable<Supposition>;
  /** One sentence, as "It becomes genuine when …". `…` stands for the supposition's detail. */
  title: string;
  explanation: string;
  fixes: readonly Fix[];
}

export const withSecrets = (
  situation: Situation,
  change: (secret: string) => string | null,
): Supposition[] => {
  const secrets = situation.secrets.flatMap((secret) => {
    const other = change(secret);
    return other === null || other === '' || other === secret ? [] : [other];
  });
  return secrets.length === 0 ? [] : [{ situation: { ...situation, secrets } }];
};

/** The same with another body; nothing where the body stays as it is. */
export function withBody(situation: Situation, body: Bytes | null, detail?: string): Supposition[] {
  if (body === null || equalBytes(body, situation.request.body)) return [];
  const supposed = { ...situation, request: { ...situation.request, body } };
  return [detail === undefined ? { situation: supposed } : { situation: supposed, detail }];
}

export function withUrl(situation: Situation, url: string): Supposition[] {
  return url === situation.request.url
    ? []
    : [{ situation: { ...situation, request: { ...situation.request, url } } }];
}

export const withScheme = (situation: Situation, scheme: Scheme, detail?: string): Supposition =>
  detail === undefined
    ? { situation: { ...situation, scheme } }
    : { situation: { ...situation, scheme }, detail };

/** Whether the signature holds, whatever its age: the one thing that makes a cause proven. */
export const signatureHolds = ({ ok, code }: Verdict): boolean =>
  ok || code === 'timestamp_too_old' || code === 'timestamp_in_future';

export function check(situation: Situation, around: Surroundings): Verdict {
  const { scheme, request, secrets } = situation;
  return verify(scheme, request, secrets, { crypto: around.crypto, nowMs: around.nowMs });
}
