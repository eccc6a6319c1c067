import { type Bytes, lossyText, utf8Text } from '../../bytes/encoding.ts';
import { findHeader, type SignedRequest } from '../../http/request.ts';
import { isTooDeep } from '../../json/nesting.ts';

/** What a body says when read as JSON: the value and the text that it stands in. */
export interface JsonView {
  value: unknown;
  text: string;
}

interface Views {
  json?: JsonView | null;
  form?: URLSearchParams;
}

/**
 * Bodies beyond this are not parsed: a megabyte of JSON is some 10 ms of the thread that catches, and a hostile one grows
 * thirtyfold in memory. Signatures over raw bytes are checked whatever the size.
 */
export const longestParsedBytes = 1_048_576;

/** A body is parsed at most once, and only when a locator or template asks. */
const viewsByRequest = new WeakMap<SignedRequest, Views>();

function viewsOf(request: SignedRequest): Views {
  let views = viewsByRequest.get(request);
  if (!views) {
    views = {};
    viewsByRequest.set(request, views);
  }
  return views;
}

function parseJson(text: string): JsonView | null {
  if (isTooDeep(text)) return null;
  try {
    return { value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text), text };
  } catch {
    return null;
  }
}

/** Form fields under which providers send JSON inside a form (GitHub and Slack; Dropbox Sign). */
const jsonFields = ['payload', 'json'];

/** The body as JSON, or a form's field that holds it; null where neither is. Never throws. */
export function jsonOf(request: SignedRequest): JsonView | null {
  const views = viewsOf(request);
  if (views.json === undefined && request.body.length > longestParsedBytes) views.json = null;
  if (views.json === undefined) {
    const field = isForm(request) ? jsonFields.map((name) => formOf(request).get(name)).find(Boolean) : null;
    const text = field ?? utf8Text(request.body);
    views.json = text === null ? null : parseJson(text);
  }
  return views.json;
}

const contentType = (request: SignedRequest) => findHeader(request.rawHeaders, 'content-type') ?? '';

export function isUrlEncoded(request: SignedRequest): boolean {
  return contentType(request).toLowerCase().includes('application/x-www-form-urlencoded');
}

/** Whether the body is a form, url-encoded or multipart. */
export function isForm(request: SignedRequest): boolean {
  return isUrlEncoded(request) || contentType(request).toLowerCase().startsWith('multipart/form-data');
}

function multipartFields(body: Bytes, type: string): URLSearchParams {
  const fields = new URLSearchParams();
  const boundary = /boundary="?([^";]{1,200})"?/i.exec(type)?.[1];
  if (!boundary) return fields;
  for (const part of lossyText(body).split(`--${boundary}`).slice(1, -1)) {
    const headEnd = part.indexOf('\r\n\r\n');
    const name = /name="([^"]{0,200})"/i.exec(part.slice(0, Math.max(headEnd, 0)))?.[1];
    if (name !== undefined) fields.append(name, part.slice(headEnd + 4).replace(/\r\n$/, ''));
  }
  return fields;
}

/** The body's form fields, decoded, in their order; empty where the body is no form, or a url-encoded one that is no text. */
export function formOf(request: SignedRequest): URLSearchParams {
  const views = viewsOf(request);
  if (!views.form) {
    const type = contentType(request);
    const isTooLong = request.body.length > longestParsedBytes;
    views.form = isTooLong
      ? new URLSearchParams()
      : isUrlEncoded(request)
        ? new URLSearchParams(utf8Text(request.body) ?? '')
        : type.toLowerCase().startsWith('multipart/form-data')
          ? multipartFields(request.body, type)
          : new URLSearchParams();
  }
  return views.form;
}
