import { type Bytes, fromBase64, lossyText, utf8 } from '#core/bytes/encoding.ts';
import type { BodyPreview } from '#core/delivery/body-preview.ts';

/** The bytes of a body as it crossed: text is UTF-8, the rest base64. */
export const previewBytes = (preview: BodyPreview): Bytes =>
  preview.encoding === 'utf8' ? utf8(preview.data) : (fromBase64(preview.data) ?? new Uint8Array());

/** As text, with U+FFFD where it isn't any. */
export const previewText = (preview: BodyPreview): string =>
  preview.encoding === 'utf8' ? preview.data : lossyText(previewBytes(preview));

/** A form's fields, decoded, in their order; null where the content type isn't a form's. */
export function formFields(contentType: string | null, text: string): [string, string][] | null {
  if (!contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded')) return null;
  return [...new URLSearchParams(text)];
}
