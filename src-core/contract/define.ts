import { z } from 'zod';

/** A method of the contract: what may be asked and what comes back. */
export interface Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'call';
  /** One line for the generated reference. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

/** Something the engine tells without being asked. The payload's fields stand beside `type` in the frame. */
export interface Push<P extends z.ZodObject = z.ZodObject> {
  readonly kind: 'push';
  readonly summary: string;
  readonly payload: P;
}

export const call = <I extends z.ZodType, O extends z.ZodType>(
  summary: string,
  input: I,
  output: O,
): Call<I, O> => ({
  kind: 'call',
  summary,
  input,
  output,
});

export const push = <P extends z.ZodObject>(summary: string, payload: P): Push<P> => ({
  kind: 'push',
  summary,
  payload,
});

/** A page of a list that is walked by key: pass `next` as `after` to go on; null at the end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

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

export const WebhookId = z.string().regex(/^whk_[0-9A-Z]+$/i, 'a webhook id begins with whk_');
export const DeliveryId = z.string().regex(/^whd_[0-9A-Z]+$/i, 'a delivery id begins with whd_');
export const AttemptId = z.string().regex(/^att_[0-9A-Z]+$/i, 'an attempt id begins with att_');

/** Header names and values in their order and case, duplicates included. */
export const RawHeaders = z.array(z.tuple([z.string(), z.string()]));
export type RawHeaders = z.infer<typeof RawHeaders>;

/** ISO 8601 in UTC with milliseconds. */
export const IsoTime = z.string();

/** Payloads given to a call: exactly one form. */
export const BodyInput = {
  body: z.string().optional(),
  bodyBase64: z.base64().optional(),
};
