import { z } from 'zod';
import { toBase64, utf8Text } from '../bytes/encoding.ts';

/** Bytes in transit: text where they are valid UTF-8, else base64. */
export const BodyPreview = z.object({
  encoding: z.enum(['utf8', 'base64']),
  data: z.string(),
  /** The whole body's size, whatever of it is here. */
  totalBytes: z.number().int(),
  offsetBytes: z.number().int().default(0),
  truncated: z.boolean(),
});
export type BodyPreview = z.infer<typeof BodyPreview>;

/** How much of a body crosses with its delivery or attempt: enough to read, small enough that a list of attempts stays light. */
export const previewBytes = 65_536;

/** A character of UTF-8 has at most 4 bytes, so at most 3 of one that was cut hang over the end. */
const longestCutCharacter = 3;

/**
 * Bytes as they are shown: text where they are valid UTF-8, else base64. A character that the bound cuts in two is left
 * out; the whole size says that there is more.
 *
 * @param body the body, or the part of it that begins at `offsetBytes`
 * @param totalBytes the whole body's size where `body` is only a part of it
 */
export function bodyPreview(
  body: Uint8Array,
  limitBytes = previewBytes,
  offsetBytes = 0,
  totalBytes = offsetBytes + body.length,
): BodyPreview {
  const part = body.subarray(0, limitBytes);
  const truncated = offsetBytes > 0 || offsetBytes + part.length < totalBytes;
  const shortest = part.length - (offsetBytes + part.length < totalBytes ? longestCutCharacter : 0);
  for (let end = part.length; end >= Math.max(0, shortest); end--) {
    const text = utf8Text(part.subarray(0, end));
    if (text !== null && (end > 0 || part.length === 0)) {
      return { encoding: 'utf8', data: text, totalBytes, offsetBytes, truncated };
    }
  }
  return { encoding: 'base64', data: toBase64(part), totalBytes, offsetBytes, truncated };
}
