import { utf8 } from '#core/bytes/encoding.ts';
import type { RequestEdit } from '#core/delivery/attempt-plan.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { isCredentialHeader, mask } from '#core/http/mask.ts';
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

/**
 * Headers as somebody hands them back after an edit, each mask among them replaced by what stood there: the first of a name
 * by the first of that name, and so on.
 *
 * @throws invalid_input where a mask stands for nothing
 */
export function unmasked(before: RawHeaders, given: RawHeaders): RawHeaders {
  const rest = [...before];
  return given.map(([name, value]) => {
    const at = rest.findIndex(([key]) => key.toLowerCase() === name.toLowerCase());
    const [old] = at < 0 ? [] : rest.splice(at, 1);
    if (!value.includes(mask)) return [name, value];
    if (old) return [name, old[1]];
    throw new TackleboxError(
      'invalid_input',
      `headers: the value of ${name} is a mask, and the request has no such header. Give the value itself.`,
    );
  });
}

/**
 * Credentials among the headers that a caller gave belong to the target, which keeps them in the vault.
 *
 * @param known stand in the request itself: they are nobody's to keep apart
 */
export function splitCredentials(
  headers: RawHeaders,
  known: RawHeaders = [],
): { plain: RawHeaders; credentials: RawHeaders } {
  const isOwn = ([name, value]: RawHeaders[number]) =>
    isCredentialHeader(name) &&
    !known.some(([key, old]) => key.toLowerCase() === name.toLowerCase() && old === value);
  return { plain: headers.filter((header) => !isOwn(header)), credentials: headers.filter(isOwn) };
}
