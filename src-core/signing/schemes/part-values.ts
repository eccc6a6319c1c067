import { type Bytes, lossyText, utf8 } from '../../bytes/encoding.ts';
import { findHeader, pathAndQuery, queryOf, type SignedRequest, urlOf } from '../../http/request.ts';
import { formOf } from './parsed-body.ts';

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Each form field's name at once followed by its value, sorted by name; of a repeated one its unique values, sorted (Twilio). */
export function sortedFormParams(request: SignedRequest): string {
  const form = formOf(request);
  return [...new Set(form.keys())]
    .sort(byCodeUnit)
    .flatMap((name) => [...new Set(form.getAll(name))].sort(byCodeUnit).map((value) => name + value))
    .join('');
}

/** `name:value;name:value` of the headers that the header `listedIn` names (Contentful). Undefined where one is missing. */
export function signedHeaders(request: SignedRequest, listedIn: string): string | undefined {
  const list = findHeader(request.rawHeaders, listedIn);
  if (list === undefined) return undefined;
  const pairs: string[] = [];
  for (const listed of list.split(',')) {
    const name = listed.trim().toLowerCase();
    const value = findHeader(request.rawHeaders, name);
    if (value === undefined) return undefined;
    pairs.push(`${name}:${value.trim()}`);
  }
  return pairs.join(';');
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

/** Non-ASCII characters as \uXXXX in lower case and / as \/, as PHP's json_encode prints (Box signs this form too). */
export function escapedBody(body: Bytes): Bytes {
  return utf8(
    lossyText(body)
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

function sortedPairs(fields: URLSearchParams, between: string, joint: string): string {
  return [...new Set(fields.keys())]
    .sort(byCodeUnit)
    .flatMap((name) =>
      fields
        .getAll(name)
        .sort(byCodeUnit)
        .map((value) => name + between + value),
    )
    .join(joint);
}

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
