import { randomFillSync } from 'node:crypto';

export type IdPrefix = 'whd' | 'att' | 'whk' | 'rej' | 'sec' | 'run' | 'body';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeDigits = 10;
const randomDigits = 16;

let lastMs = -1;
/** The random part's digits, each 0 to 31, the most significant first. */
const digits = new Uint8Array(randomDigits);

function drawDigits(): void {
  randomFillSync(digits);
  for (let i = 0; i < randomDigits; i++) digits[i] = (digits[i] ?? 0) & 31;
}

/** The next higher random part; a carry out of its top digit draws anew (once in 2^80). */
function incrementDigits(): void {
  for (let i = randomDigits - 1; i >= 0; i--) {
    const next = (digits[i] ?? 0) + 1;
    digits[i] = next & 31;
    if (next < 32) return;
  }
  drawDigits();
}

/**
 * A fresh id such as `whd_01JD3Z…`: the prefix and a ULID in Crockford's base 32, of 48 bits of time and 80 of chance.
 * Ids of one millisecond ascend in the order they were made, so that they sort as their deliveries do.
 */
export function newId(prefix: IdPrefix, nowMs: number): string {
  if (nowMs === lastMs) incrementDigits();
  else drawDigits();
  lastMs = nowMs;
  let time = '';
  for (let rest = Math.floor(nowMs), i = 0; i < timeDigits; i++) {
    time = alphabet.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let chance = '';
  for (const digit of digits) chance += alphabet.charAt(digit);
  return `${prefix}_${time}${chance}`;
}
