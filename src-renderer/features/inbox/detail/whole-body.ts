import { type Bytes, lossyText, utf8Text } from '#core/bytes/encoding.ts';
import type { BodyPreview } from '#core/delivery/body-preview.ts';
import { previewBytes } from './body-bytes.ts';

/** A body, all of it. */
export interface WholeBody {
  readonly bytes: Bytes;
  /** With U+FFFD where it isn't any. */
  readonly text: string;
  readonly isText: boolean;
}

/** Read in pieces of this size, so that no answer keeps the page from drawing for long. */
const pieceBytes = 1_048_576;

/** The newest large bodies, by whose they are: a change of tabs reads none of them again. What was caught never changes. */
const kept = new Map<string, WholeBody>();
const keptBodies = 3;

const wholeOf = (bytes: Bytes): WholeBody => {
  const text = utf8Text(bytes);
  return { bytes, text: text ?? lossyText(bytes), isText: text !== null };
};

/** A body whose preview is all of it. */
export const wholePreview = (preview: BodyPreview): WholeBody =>
  preview.encoding === 'utf8'
    ? { bytes: previewBytes(preview), text: preview.data, isText: true }
    : wholeOf(previewBytes(preview));

export const keptBody = (key: string): WholeBody | null => kept.get(key) ?? null;

/** Reads a body piece by piece; `key` says whose it is. */
export async function readWhole(
  key: string,
  totalBytes: number,
  read: (offsetBytes: number, lengthBytes: number) => Promise<BodyPreview>,
): Promise<WholeBody> {
  const known = kept.get(key);
  if (known) return known;
  const bytes = new Uint8Array(totalBytes);
  for (let offset = 0; offset < totalBytes; offset += pieceBytes) {
    const piece = previewBytes(await read(offset, Math.min(pieceBytes, totalBytes - offset)));
    bytes.set(piece.subarray(0, totalBytes - offset), offset);
  }
  const whole = wholeOf(bytes);
  kept.set(key, whole);
  for (const old of [...kept.keys()].slice(0, -keptBodies)) kept.delete(old);
  return whole;
}
