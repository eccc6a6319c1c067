import type { Bytes } from '../../bytes/encoding.ts';
import { parseCurl } from './parse-curl.ts';
import { isDump, parseDump } from './parse-dump.ts';
import { parseFetch } from './parse-fetch.ts';
import { type HarEntryRequest, parseHar } from './parse-har.ts';
import { parseHttp } from './parse-http.ts';
import { parseLogged } from './parse-logged.ts';
import { type ParsedRequest, readableText } from './parsed-request.ts';

/** How a text was read. */
export type RequestForm = 'raw HTTP' | 'a cURL line' | 'HAR' | 'a fetch call' | 'a log entry' | 'a dump';

export interface ReadRequest {
  form: RequestForm;
  request: ParsedRequest;
  /** All requests of a HAR file; none otherwise. */
  entries: readonly HarEntryRequest[];
}

/** The JSON of a log line, which may have a time and a level before it. Undefined where there is none. */
function jsonIn(text: string): unknown {
  const from = text.search(/[[{]/);
  if (from < 0 || (from > 0 && /\n/.test(text.slice(0, from).trim()))) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  try {
    return JSON.parse(text.slice(from, end + 1));
  } catch {
    return undefined;
  }
}

const isArchive = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ('log' in value || ('request' in value && 'response' in value));

/** As far as a form shows in its beginning. */
const looked = 4096;

/**
 * Reads a request from whatever people have of one, and says how: raw HTTP (also without its first line, or with HTTP/2's
 * pseudo-headers), a cURL line, HAR, a browser's fetch call, an Express or Lambda log entry, a dump by tcpdump, xxd or
 * hexdump. Throws `invalid_input`.
 *
 * @param entry which request of a HAR file, from 0
 */
export function readRequest(input: string | Bytes, entry = 0): ReadRequest {
  const bytes = typeof input === 'string' ? null : input;
  const start = (
    typeof input === 'string' ? input.slice(0, looked) : readableText(input.subarray(0, looked))
  ).trimStart();
  const text = (): string => (bytes ? readableText(bytes) : String(input)).replace(/^\uFEFF/, '');
  const one = (form: RequestForm, request: ParsedRequest): ReadRequest => ({ form, request, entries: [] });
  if (/^(?:[$%#>] )?curl(?:\.exe)?\s/.test(start)) return one('a cURL line', parseCurl(input));
  if (/^(?:await\s+)?fetch\s*\(/.test(start)) return one('a fetch call', parseFetch(text()));
  if (isDump(start)) return one('a dump', parseDump(text()));
  if (/^\uFEFF?[[{]/.test(start) || /^[^\n]*\s\{"/.test(start)) {
    const value = jsonIn(text());
    if (isArchive(value)) {
      const entries = parseHar(input);
      return { form: 'HAR', request: (entries[entry] ?? entries[0]).request, entries };
    }
    if (value !== undefined) return one('a log entry', parseLogged(value));
  }
  return one('raw HTTP', parseHttp(input));
}
