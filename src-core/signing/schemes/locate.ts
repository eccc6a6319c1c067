import { lossyText, utf8Text } from '../../bytes/encoding.ts';
import { allHeaders, findHeader, queryOf, type SignedRequest } from '../../http/request.ts';
import { pointerSegments, spanAt } from '../../json/spans.ts';
import { formOf, isForm, isUrlEncoded, jsonOf, longestParsedBytes } from './parsed-body.ts';
import type { Locator } from './scheme.ts';

/** Where a provider's names and ids are looked for in a body too long to be parsed. */
const searchedStartBytes = 65_536;

/** The value at a JSON pointer, undefined where there is none. Own members only. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointerSegments(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/** Of a body too long to be parsed, the text or number at a pointer where it stands near the beginning, as most do. */
function textNearStart(request: SignedRequest, pointer: string): string | undefined {
  const start = lossyText(request.body.subarray(0, searchedStartBytes));
  if (!/^\ufeff?\s{0,100}\{/.test(start)) return undefined;
  try {
    const span = spanAt(start, pointer);
    if (!span || span.end >= start.length) return undefined;
    const value: unknown = JSON.parse(start.slice(span.start, span.end));
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON value as text: strings as they are, numbers as they are written, true and false; else undefined. */
function jsonText(request: SignedRequest, pointer: string): string | undefined {
  if (request.body.length > longestParsedBytes) return textNearStart(request, pointer);
  const json = jsonOf(request);
  if (!json) return undefined;
  const value = valueAt(json.value, pointer);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return undefined;
  const span = spanAt(json.text, pointer);
  return span ? json.text.slice(span.start, span.end) : String(value);
}

/** Every value that a locator finds, in the request's order. Never throws. */
export function locateAll(locator: Locator, request: SignedRequest): string[] {
  switch (locator.in) {
    case 'header':
      return [locator.name, ...(locator.alsoNamed ?? [])].flatMap((name) =>
        allHeaders(request.rawHeaders, name),
      );
    case 'json': {
      const text = jsonText(request, locator.pointer);
      return text === undefined ? [] : [text];
    }
    case 'query':
      return new URLSearchParams(queryOf(request)).getAll(locator.name);
    case 'form':
      return formOf(request).getAll(locator.name);
  }
}

/** The value that a locator names, undefined where the request has none. Bodies are parsed once, and never throw. */
export function locate(locator: Locator, request: SignedRequest): string | undefined {
  if (locator.in === 'header' && !locator.alsoNamed && !locator.name.endsWith('*')) {
    return findHeader(request.rawHeaders, locator.name);
  }
  return locateAll(locator, request)[0];
}

/**
 * Why nothing can be read where something is, as the end of a sentence: bytes that are no text, a list where a text
 * belongs. Null where there simply is nothing. To be asked once `locate` has found nothing.
 */
export function unfitAt(locator: Locator, request: SignedRequest): string | null {
  if (locator.in !== 'json' && locator.in !== 'form') return null;
  const isMultipart = isForm(request) && !isUrlEncoded(request);
  if (!isMultipart && utf8Text(request.body) === null) return 'the body is not valid UTF-8';
  const json = locator.in === 'json' ? jsonOf(request) : null;
  const value = json && locator.in === 'json' ? valueAt(json.value, locator.pointer) : null;
  if (typeof value !== 'object' || value === null) return null;
  return `${describeLocator(locator)} holds ${Array.isArray(value) ? 'a list' : 'an object'} where a text belongs`;
}

/** A locator in words, for sentences: "the header X-Id". */
export function describeLocator(locator: Locator): string {
  switch (locator.in) {
    case 'header':
      return `the header ${locator.name}`;
    case 'json':
      return locator.pointer === '' ? 'the JSON body' : `the body's field ${locator.pointer}`;
    case 'query':
      return `the query parameter ${locator.name}`;
    case 'form':
      return `the form field ${locator.name}`;
  }
}
