import { randomFillSync } from 'node:crypto';
import { newId as idOf, idRandomBytes } from '#core/delivery/ids.ts';

let lastMs = -1;
const random = new Uint8Array(idRandomBytes);

/** The next higher random part; a carry out of its top byte draws anew (once in 2^80). */
function increment(): void {
  for (let i = random.length - 1; i >= 0; i--) {
    const next = (random[i] ?? 0) + 1;
    random[i] = next & 255;
    if (next < 256) return;
  }
  randomFillSync(random);
}

/**
 * A fresh id such as `whd_01JD3Z…`: a ULID behind its prefix. Ids of one millisecond ascend in the order they were made,
 * so that they sort as their deliveries do and an index of them grows at its end.
 */
export function newId(prefix: Parameters<typeof idOf>[0], nowMs: number): string {
  if (nowMs === lastMs) increment();
  else randomFillSync(random);
  lastMs = nowMs;
  return idOf(prefix, nowMs, random);
}
