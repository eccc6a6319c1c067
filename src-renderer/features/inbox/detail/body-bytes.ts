import { type Bytes, fromBase64, lossyText, utf8 } from '#core/bytes/encoding.ts';
import type { BodyPreview } from '#core/delivery/body-preview.ts';

/** The bytes of a body as it crossed: text is UTF-8, the rest base64. */
export const previewBytes = (preview: BodyPreview): Bytes =>
  preview.encoding === 'utf8' ? utf8(preview.data) : (fromBase64(preview.data) ?? new Uint8Array());

/** As text, with U+FFFD where it isn't any. */
export const previewText = (preview: BodyPreview): string =>
  preview.encoding === 'utf8' ? preview.data : lossyText(previewBytes(preview));

/** A form, decoded: as many fields as one looks through, and how many more there are. */
export interface FormFields {
  shown: [name: string, value: string][];
  more: number;
}

const shownFields = 2000;

/** A form's fields, decoded, in their order; null where the content type isn't a form's. */
export function formFields(contentType: string | null, text: string): FormFields | null {
  if (!contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded')) return null;
  const pairs = text.split('&', shownFields + 1);
  if (pairs.length <= shownFields) return { shown: [...new URLSearchParams(text)], more: 0 };
  const shown = [...new URLSearchParams(pairs.slice(0, shownFields).join('&'))];
  let more = 1 - shownFields;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) more += 1;
  return { shown, more };
}
