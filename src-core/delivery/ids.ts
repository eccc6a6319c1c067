import { z } from 'zod';

export const WebhookId = z.string().regex(/^whk_[0-9A-Z]+$/i, 'a webhook id begins with whk_');
export const DeliveryId = z.string().regex(/^whd_[0-9A-Z]+$/i, 'a delivery id begins with whd_');
export const AttemptId = z.string().regex(/^att_[0-9A-Z]+$/i, 'an attempt id begins with att_');

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes of chance in an id: 80 bits, so that ids never meet. */
export const idRandomBytes = 10;

/**
 * A ULID behind a prefix, as `whd_01J9ZK3V5T…`: 48 bits of time, so that ids sort by when they were made, then 80 bits
 * of chance.
 */
export function newId(
  prefix: 'whk' | 'whd' | 'att' | 'rej' | 'sec' | 'run',
  nowMs: number,
  random: Uint8Array,
): string {
  let chance = '';
  // 40 bits are eight digits.
  for (let at = 0; at < idRandomBytes; at += 5) {
    const byte = (offset: number): number => random[at + offset] ?? 0;
    const high = (byte(0) << 12) | (byte(1) << 4) | (byte(2) >> 4);
    const low = ((byte(2) & 15) << 16) | (byte(3) << 8) | byte(4);
    chance += twoDigits(high >> 10) + twoDigits(high) + twoDigits(low >> 10) + twoDigits(low);
  }
  return `${prefix}_${timeDigits(nowMs)}${chance}`;
}

const pairs = Array.from(
  { length: 1024 },
  (_, bits) => crockford.charAt(bits >> 5) + crockford.charAt(bits & 31),
);

/** The digits of the ten lowest bits. */
const twoDigits = (bits: number): string => pairs[bits & 1023] ?? '';

let lastTime = { ms: -1, digits: '' };

/** Many ids are made within a millisecond. */
function timeDigits(nowMs: number): string {
  const ms = Math.floor(nowMs);
  if (lastTime.ms === ms) return lastTime.digits;
  let digits = '';
  for (let rest = ms, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) {
    digits = crockford.charAt(rest % 32) + digits;
  }
  lastTime = { ms, digits };
  return digits;
}
