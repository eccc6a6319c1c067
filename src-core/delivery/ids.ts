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
  let time = '';
  for (let rest = Math.floor(nowMs), i = 0; i < 10; i++, rest = Math.floor(rest / 32)) {
    time = crockford.charAt(rest % 32) + time;
  }
  let chance = '';
  let held = 0;
  let heldBits = 0;
  for (const byte of random.subarray(0, idRandomBytes)) {
    held = ((held << 8) | byte) & 0xfff;
    for (heldBits += 8; heldBits >= 5; ) {
      heldBits -= 5;
      chance += crockford.charAt((held >> heldBits) & 31);
    }
  }
  return `${prefix}_${time}${chance}`;
}
