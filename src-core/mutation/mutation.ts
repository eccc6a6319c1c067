import { z } from 'zod';
import type { RawHeaders } from '../http/headers.ts';
import type { SignedRequest } from '../http/request.ts';

/** What kind of thing a mutation bends. */
export const MutationFamily = z.enum(['structure', 'values', 'bytes', 'wire', 'signature']);
export type MutationFamily = z.infer<typeof MutationFamily>;

/**
 * What a handler is expected to do with a case: `accept` it with a status that its provider takes for success, `reject` it with
 * a 4xx and do nothing, or `survive` it: accept or reject, without a 5xx, a hang or a crash.
 */
export const Expectation = z.enum(['accept', 'reject', 'survive']);
export type Expectation = z.infer<typeof Expectation>;

/**
 * How a request is put on the wire. `trickle`: one byte a packet; `slow`: in a few pieces with pauses; `hang-up`: the sender
 * goes once the request is out, without waiting for the answer.
 */
export const WireManner = z.enum([
  'plain',
  'chunked',
  'chunked-trailers',
  'expect-continue',
  'trickle',
  'slow',
  'hang-up',
  'gzip',
]);
export type WireManner = z.infer<typeof WireManner>;

/** A named way of bending a valid event into an edge case, as the deck tells of it. */
export const DeckCard = z.object({
  /** `family.name`, with `:pointer` where it bends one field. The same for the same event. */
  id: z.string(),
  family: MutationFamily,
  title: z.string(),
  /** What it is for. */
  purpose: z.string(),
  /** The class of real incidents that it stands for. */
  incident: z.string(),
  expect: Expectation,
});
export type DeckCard = z.infer<typeof DeckCard>;

/** An event as its provider would send it, before it is signed. */
export interface UnsignedEvent {
  method: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
}

/** A signed request, and the means to make others of it. */
export interface SignedEvent {
  request: SignedRequest;
  /** Names of the headers that hold the signature itself; none where it travels elsewhere. */
  signatureHeaders: readonly string[];
  /** The same event signed with a secret that is not the right one. Throws where none of the right form can be made. */
  signedByAnother(): SignedRequest;
  /** The same event signed by the scheme with another hash; null where its scheme has none. */
  signedWithHash(hash: 'sha1' | 'md5' | 'sha512'): SignedRequest | null;
  /** The event signed by an older way of the provider's to sign; null where it has none. */
  signedByLegacy(): SignedRequest | null;
}

/** What a mutation makes of an event: bytes and headers before signing, and what happens to them afterwards. */
export interface Bent extends UnsignedEvent {
  /** Signed this long ago; negative: in the future. */
  ageSeconds: number;
  /** False: goes out unsigned. */
  signed: boolean;
  manner: WireManner;
  /** Bends the signed request; null where there is nothing to bend. */
  afterSigning?: (signed: SignedEvent) => SignedRequest | null;
}

/** A card that can be played. */
export interface Mutation extends DeckCard {
  bend(): Bent;
}

type Card = Omit<DeckCard, 'id' | 'family'>;

/** A mutation that bends an event before it is signed. */
export const mutation = (
  id: string,
  family: MutationFamily,
  { title, purpose, incident, expect }: Card,
  event: UnsignedEvent,
  bend: () => Partial<Bent>,
): Mutation => ({
  id: `${family}.${id}`,
  family,
  title,
  purpose,
  incident,
  expect,
  bend: () => ({
    method: event.method,
    rawHeaders: event.rawHeaders,
    body: event.body,
    ageSeconds: 0,
    signed: true,
    manner: 'plain',
    ...bend(),
  }),
});
