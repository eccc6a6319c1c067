import { type Bytes, toBase64, utf8 } from '../../bytes/encoding.ts';
import { urlOf } from '../../http/request.ts';
import type { ByteChange } from '../verify/verdict.ts';
import type { Situation } from './mistake.ts';

/** As many places as a person looks at. */
const maxChanges = 24;
/** How far ahead the two texts are searched for a common stretch again, and how long that has to be. */
const lookAhead = 160;
const stretch = 6;
/** One change shows no more than that. */
const maxShown = 512;

const sameFrom = (a: Bytes, i: number, b: Bytes, j: number): boolean => {
  for (let k = 0; k < stretch; k++) {
    const [left, right] = [a[i + k], b[j + k]];
    if (left !== right) return false;
    if (left === undefined) return true;
  }
  return true;
};

/** The nearest place after a difference where both go on alike; null where there is none nearby. */
function resync(a: Bytes, i: number, b: Bytes, j: number): [removed: number, inserted: number] | null {
  for (let distance = 1; distance <= lookAhead; distance++) {
    for (let removed = 0; removed <= distance; removed++) {
      const inserted = distance - removed;
      if (sameFrom(a, i + removed, b, j + inserted)) return [removed, inserted];
    }
  }
  return null;
}

/** What turns `received` into `original`, as the first places where they differ. Offsets are those of `received`. */
function byteChanges(of: ByteChange['of'], received: Bytes, original: Bytes): ByteChange[] {
  const changes: ByteChange[] = [];
  let [i, j] = [0, 0];
  while (changes.length < maxChanges) {
    while (i < received.length && j < original.length && received[i] === original[j]) {
      i++;
      j++;
    }
    if (i >= received.length && j >= original.length) break;
    const found = resync(received, i, original, j) ?? [received.length - i, original.length - j];
    const [removed, inserted] = found;
    if (removed > maxShown || inserted > maxShown) break;
    changes.push({
      of,
      offset: i,
      removedBase64: toBase64(received.subarray(i, i + removed)),
      insertedBase64: toBase64(original.subarray(j, j + inserted)),
    });
    i += removed;
    j += inserted;
  }
  return changes;
}

/** What of the bytes differs between the situation at hand and the one that was supposed. Secrets are never among it. */
export function situationChanges(actual: Situation, supposed: Situation): ByteChange[] {
  const changes: ByteChange[] = [];
  if (actual.request.body !== supposed.request.body) {
    changes.push(...byteChanges('body', actual.request.body, supposed.request.body));
  }
  if (actual.request.url !== supposed.request.url) {
    changes.push(...byteChanges('url', utf8(urlOf(actual.request)), utf8(urlOf(supposed.request))));
  }
  return changes;
}
