import { type Bytes, utf8, utf8Text } from '../../bytes/encoding.ts';
import { findHeader, pathAndQuery, queryOf, type SignedRequest, urlOf } from '../../http/request.ts';
import { canonicalJson } from '../../json/canonical.ts';
import { formOf } from './parsed-body.ts';

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Values by name in one pass: asking for each name's values again would cost the square of the fields. */
function valuesByName(fields: URLSearchParams): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of fields) {
    const known = byName.get(name);
    if (known) known.push(value);
    else byName.set(name, [value]);
  }
  return byName;
}

/** Names and values, both sorted by code unit. */
const sortedValues = (fields: URLSearchParams): [name: string, values: string[]][] =>
  [...valuesByName(fields)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([name, values]) => [name, values.sort(byCodeUnit)]);

/** Each form field's name at once followed by its value, sorted by name; of a repeated one its unique values, sorted (Twilio). */
export function sortedFormParams(request: SignedRequest): string {
  return sortedValues(formOf(request))
    .flatMap(([name, values]) => [...new Set(values)].map((value) => name + value))
    .join('');
}

/** The query's pairs as they stand, sorted by code unit: nothing is decoded, so that nothing can be read in two ways. */
export const sortedQuery = (request: SignedRequest): string =>
  queryOf(request).split('&').filter(Boolean).sort(byCodeUnit).join('&');

/** Host and port as the URL has them; undefined where no host is known. */
export const hostOf = (request: SignedRequest): string | undefined => authority.exec(urlOf(request))?.[2];

/** The body as canonical JSON; null where it has no such form. */
export function canonicalBody(body: Bytes): string | null {
  const text = utf8Text(body);
  return text === null ? null : canonicalJson(text);
}

/** More than any sender signs. A list that names one long header often would make a content far larger than the request. */
const maxSignedHeaders = 100;

/**
 * `name:value;name:value` of the headers that the header `listedIn` names (Contentful). Undefined where one is missing or
 * named twice, or where the list is longer than any sender's.
 */
export function signedHeaders(request: SignedRequest, listedIn: string): string | undefined {
  const list = findHeader(request.rawHeaders, listedIn);
  const names = list?.split(',', maxSignedHeaders + 1).map((name) => name.trim().toLowerCase());
  if (!names || names.length > maxSignedHeaders || new Set(names).size < names.length) return undefined;
  const wanted = new Set(names);
  const values = new Map<string, string>();
  for (const [name, value] of request.rawHeaders) {
    const key = name.toLowerCase();
    if (wanted.has(key) && !values.has(key)) values.set(key, value.trim());
  }
  return values.size < names.length
    ? undefined
    : names.map((name) => `${name}:${values.get(name) ?? ''}`).join(';');
}

const authority = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i;

/** The URL with its scheme's own port spelled out (`with`) or any port left out; undefined where no host is known. */
export function urlPort(request: SignedRequest, port: 'with' | 'without'): string | undefined {
  const url = urlOf(request);
  const match = authority.exec(url);
  if (!match) return undefined;
  const [whole, scheme = '', host = ''] = match;
  const bare = host.replace(/:\d+$/, '');
  const rest = url.slice(whole.length);
  if (port === 'without') return `${scheme}://${bare}${rest}`;
  const spelled = bare === host ? `${bare}:${scheme.toLowerCase() === 'http' ? 80 : 443}` : host;
  return `${scheme}://${spelled}${rest}`;
}

/** Non-ASCII characters as \uXXXX in lower case and / as \/, as PHP's json_encode prints (Box signs this form too); null for no text. */
export function escapedBody(body: Bytes): Bytes | null {
  const text = utf8Text(body);
  if (text === null) return null;
  return utf8(
    text
      .replace(/(?<!\\)\//g, '\\/')
      .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** Escapes that HubSpot decodes before it signs a URL (its v3 documentation lists them; `?` stays escaped). */
const hubspotDecoded: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

export const hubspotUrl = (request: SignedRequest): string =>
  urlOf(request).replace(/%[0-9a-f]{2}/gi, (code) => hubspotDecoded[code.toUpperCase()] ?? code);

/** Path, and the query escaped as one string, then encodeURI over both (@contentful/node-apps-toolkit 3). */
export function contentfulPath(request: SignedRequest): string {
  const whole = pathAndQuery(request);
  const question = whole.indexOf('?');
  const path = question < 0 ? whole : whole.slice(0, question);
  const query = question < 0 ? '' : `?${encodeURIComponent(whole.slice(question + 1))}`;
  try {
    return encodeURI(path + query);
  } catch {
    return path + query;
  }
}

const sortedPairs = (fields: URLSearchParams, between: string, joint: string): string =>
  sortedValues(fields)
    .flatMap(([name, values]) => values.map((value) => name + between + value))
    .join(joint);

/** The URL with its query sorted, then `.` and the sorted form fields (plivo 4, validateV3Signature). */
export function plivoUrl(request: SignedRequest): string {
  const url = urlOf(request);
  const question = url.indexOf('?');
  const base = question < 0 ? url : url.slice(0, question);
  const query = sortedPairs(new URLSearchParams(queryOf(request)), '=', '&');
  const fields = request.method.toUpperCase() === 'POST' ? sortedPairs(formOf(request), '', '') : '';
  const hasFields = fields !== '';
  return `${base}${query !== '' || hasFields ? `?${query}` : ''}${query !== '' && hasFields ? '.' : ''}${fields}`;
}
