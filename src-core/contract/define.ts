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

/** Payloads given to a call: exactly one form. */
export const BodyInput = {
  body: z.string().optional(),
  bodyBase64: z.base64().optional(),
};
