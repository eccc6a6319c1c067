import { utf8 } from '#core/bytes/encoding.ts';
import type { RequestEdit } from '#core/delivery/attempt-plan.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';

export interface BodyInput {
  body?: string | undefined;
  bodyBase64?: string | undefined;
}

export interface EditInput extends BodyInput {
  method?: string | undefined;
  headers?: RawHeaders | undefined;
  removeHeaders?: string[] | undefined;
}

/** The body's bytes where they are given; undefined where not. */
export function givenBody({ body, bodyBase64 }: BodyInput): Uint8Array | undefined {
  if (body !== undefined && bodyBase64 !== undefined) {
    throw new TackleboxError('invalid_input', 'body and bodyBase64 are both given: give one of them.');
  }
  if (bodyBase64 !== undefined) return Buffer.from(bodyBase64, 'base64');
  return body === undefined ? undefined : utf8(body);
}

/** An edit of a request with these headers: some taken out, then the given ones in place of all of their name. */
export function requestEdit(rawHeaders: RawHeaders, edit: EditInput = {}): RequestEdit {
  const removed = new Set((edit.removeHeaders ?? []).map((name) => name.toLowerCase()));
  const kept = rawHeaders.filter(([name]) => !removed.has(name.toLowerCase()));
  const body = givenBody(edit);
  return {
    ...(edit.method === undefined ? {} : { method: edit.method }),
    rawHeaders: overriddenBy(kept, edit.headers ?? []),
    ...(body === undefined ? {} : { bodyBase64: Buffer.from(body).toString('base64') }),
  };
}
