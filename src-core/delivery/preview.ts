import { toBase64, utf8Text } from '../bytes/encoding.ts';
import type { BodyPreview } from '../contract/define.ts';

/** How much of a body a delivery's detail holds; `deliveries.body` serves the rest. */
export const detailPreviewBytes = 262_144;

/** Where to cut at or before `limit`, so that no UTF-8 character is split: at most three bytes earlier. */
function characterBoundary(bytes: Uint8Array, limit: number): number {
  if (limit >= bytes.length) return bytes.length;
  for (let at = limit; at > limit - 4 && at >= 0; at--) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at;
  }
  return limit;
}

/**
 * Bytes as they cross a boundary: text where they are valid UTF-8, else base64, cut at `limitBytes` (text at the end of
 * a character). `bytes` may be a range of a body of `totalBytes` that begins at `offsetBytes`.
 */
export function bodyPreview(
  bytes: Uint8Array,
  limitBytes: number,
  offsetBytes = 0,
  totalBytes = offsetBytes + bytes.length,
): BodyPreview {
  const cut = characterBoundary(bytes, limitBytes);
  // A range that the caller cut may itself end within a character.
  const ends = cut === bytes.length && offsetBytes + cut < totalBytes ? lastWholeCharacter(bytes) : cut;
  const text = utf8Text(bytes.subarray(0, ends));
  const shown = text === null ? bytes.subarray(0, limitBytes) : bytes.subarray(0, ends);
  return {
    encoding: text === null ? 'base64' : 'utf8',
    data: text ?? toBase64(shown),
    totalBytes,
    offsetBytes,
    truncated: offsetBytes > 0 || shown.length + offsetBytes < totalBytes,
  };
}

/** The length of `bytes` without a character that is cut off at its end. */
function lastWholeCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
