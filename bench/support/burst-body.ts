/** Bodies of a burst: JSON of exactly so many bytes, each with a number of its own, so that none can be lost or doubled unseen. */
const digits = 12;

export const sequenceDigits = (sequence: number): string => String(sequence).padStart(digits, '0');

const opening = `"${'0'.repeat(digits)}`;

/** A JSON text whose number stands at offset 1. */
export function burstBody(bodyBytes: number): Buffer {
  return Buffer.from(`${opening}${'x'.repeat(bodyBytes - opening.length - 1)}"`);
}

/** The number in a body, or null where it is not one of these, byte for byte. */
export function sequenceOf(body: Buffer): number | null {
  const text = body.toString('latin1', 1, 1 + digits);
  const expected = burstBody(body.length);
  expected.write(text, 1, 'latin1');
  return /^\d+$/.test(text) && expected.equals(body) ? Number(text) : null;
}
