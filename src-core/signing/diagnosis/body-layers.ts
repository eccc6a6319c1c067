import { type Bytes, utf8, utf8Text } from '../../bytes/encoding.ts';
import type { Surroundings } from './mistake.ts';

/** A body that the signed one may have been, and what was done to it since; `done` ends "It becomes genuine when …". */
export interface BodyChange {
  id: string;
  done: string;
  body: Bytes;
}

/** What may have been done to a body: name, words, and the body without it; null where that can't be. */
export type Make = (
  body: Bytes,
  text: string | null,
  around: Surroundings,
) => Iterable<[id: string, done: string, body: Bytes | string | null]>;

/** Those that can be, as bytes. */
export function* changes(make: Make, body: Bytes, around: Surroundings): Generator<BodyChange> {
  for (const [id, done, other] of make(body, utf8Text(body), around)) {
    if (other !== null) yield { id, done, body: typeof other === 'string' ? utf8(other) : other };
  }
}
