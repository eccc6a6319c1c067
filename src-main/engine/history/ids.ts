import { randomFillSync } from 'node:crypto';
import { newId as idOf, idRandomBytes } from '#core/delivery/ids.ts';

let lastMs = -1;
const random = new Uint8Array(idRandomBytes);

/** Random bytes to come: a call for them costs more than the bytes. */
const pool = new Uint8Array(400 * idRandomBytes);
let drawn = pool.length;

function draw(): void {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  random.set(pool.subarray(drawn, drawn + idRandomBytes));
  drawn += idRandomBytes;
}

/** The next higher random part; a carry out of its top byte draws anew (once in 2^80). */
function increment(): void {
  for (let i = random.length - 1; i >= 0; i--) {
    const next = (random[i] ?? 0) + 1;
    random[i] = next & 255;
    if (next < 256) return;
  }
  draw();
}

/**
 * A fresh id such as `whd_01JD3Z…`: a ULID behind its prefix. Ids of one millisecond ascend in the order they were made,
 * so that they sort as their deliveries do and an index of them grows at its end.
 */
export function newId(prefix: Parameters<typeof idOf>[0], nowMs: number): string {
  if (nowMs === lastMs) increment();
  else draw();
  lastMs = nowMs;
  return idOf(prefix, nowMs, random);
}
