import { z } from 'zod';
import { type Bytes, fromBase64, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { RawHeaders } from '../headers.ts';
import { parseUrl } from '../parse-url.ts';
import { findHeader } from '../request.ts';
import { type ParsedRequest, wireText } from './parsed-request.ts';

const HeaderValue = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);

/** By name, in pairs, as objects of a name and a value, or flat as Node's `rawHeaders`. */
const Headers = z.union([
  z.record(z.string(), HeaderValue.nullish()),
  z.array(z.tuple([z.string(), z.string()])),
  z.array(z.object({ name: z.string(), value: z.string() })),
  z.array(z.object({ key: z.string(), value: z.string() })),
  z.array(z.string()),
]);

const printedBuffer = z.object({
  type: z.literal('Buffer'),
  data: z.array(z.number().int().min(0).max(255)),
});
const text = z.string().nullish();

/** A request as frameworks, gateways and inspectors write it into their logs: each names its parts in its own way. */
const Logged = z.looseObject({
  headers: Headers.nullish(),
  multiValueHeaders: Headers.nullish(),
  rawHeaders: Headers.nullish(),
  rawBody: z.unknown().optional(),
  body: z.unknown().optional(),
  content: z.unknown().optional(),
  payload: z.unknown().optional(),
  isBase64Encoded: z.boolean().nullish(),
  method: text,
  httpMethod: text,
  originalUrl: text,
  url: text,
  path: text,
  rawPath: text,
  rawQueryString: text,
  requestContext: z
    .looseObject({ http: z.looseObject({ method: text, path: text }).nullish(), domainName: text })
    .nullish(),
});
type Logged = z.infer<typeof Logged>;

function headersOf(given: z.infer<typeof Headers> | null | undefined): RawHeaders {
  if (!given) return [];
  if (!Array.isArray(given)) {
    return Object.entries(given).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).map(
        (each): [string, string] => [name, wireText(String(each))],
      ),
    );
  }
  const headers: RawHeaders = [];
  let name: string | null = null;
  for (const each of given) {
    if (typeof each !== 'string') {
      const [key, value] = Array.isArray(each) ? each : ['name' in each ? each.name : each.key, each.value];
      headers.push([key, wireText(value)]);
    } else if (name === null) name = each;
    else {
      headers.push([name, wireText(each)]);
      name = null;
    }
  }
  return headers;
}

function bodyOf(logged: Logged): { body: Bytes; notes: string[] } {
  const given = [logged.rawBody, logged.body, logged.content, logged.payload].find(
    (each) => each !== undefined && each !== null,
  );
  if (given === undefined) return { body: new Uint8Array(), notes: [] };
  const buffer = printedBuffer.safeParse(given).data;
  if (buffer) return { body: Uint8Array.from(buffer.data), notes: [] };
  if (typeof given !== 'string') {
    const note =
      'The log has the parsed body, whose bytes are lost: it was printed again without blanks, which is a guess. Log the raw body to be sure.';
    return { body: utf8(JSON.stringify(given)), notes: [note] };
  }
  const decoded = logged.isBase64Encoded === true ? fromBase64(given) : null;
  return { body: decoded ?? utf8(given), notes: [] };
}

function urlOf(logged: Logged, headers: RawHeaders): string {
  const { rawPath, rawQueryString, requestContext } = logged;
  const target =
    logged.originalUrl ??
    logged.url ??
    (rawPath == null ? null : `${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`) ??
    logged.path ??
    requestContext?.http?.path ??
    '/';
  if (parseUrl(target)?.host) return target;
  const host =
    findHeader(headers, 'x-forwarded-host') ?? findHeader(headers, 'host') ?? requestContext?.domainName;
  const path = target.startsWith('/') ? target : `/${target}`;
  const scheme = findHeader(headers, 'x-forwarded-proto')?.split(',')[0]?.trim() ?? 'https';
  return host ? `${scheme}://${host}${path}` : path;
}

/** Where a log keeps the request beside other things. */
const wrappers = ['request', 'req', 'event', 'http', 'message', 'data'];

function found(value: unknown): Logged | null {
  if (typeof value !== 'object' || value === null) return null;
  const logged = Logged.safeParse(value).data;
  const { headers, multiValueHeaders, rawHeaders } = logged ?? {};
  if (logged && (headers ?? multiValueHeaders ?? rawHeaders)) return logged;
  for (const name of wrappers) {
    const inner = Object.hasOwn(value, name) ? found(Reflect.get(value, name)) : null;
    if (inner) return inner;
  }
  return null;
}

/**
 * A request from a JSON object that has its headers and its body: an event of AWS Lambda (API Gateway 1 and 2, function
 * URLs), an Express or Fastify log line, an export of an inspector. Throws `invalid_input` where it has no headers.
 */
export function parseLogged(value: unknown): ParsedRequest {
  const logged = found(value);
  if (!logged) {
    throw new TackleboxError(
      'invalid_input',
      'This JSON is neither a HAR file nor a request: an object with "headers" and a "body" was looked for.',
    );
  }
  const rawHeaders = headersOf(logged.rawHeaders ?? logged.multiValueHeaders ?? logged.headers);
  const method = logged.method ?? logged.httpMethod ?? logged.requestContext?.http?.method;
  const { body, notes } = bodyOf(logged);
  return {
    method: (method ?? 'POST').toUpperCase(),
    url: urlOf(logged, rawHeaders),
    httpVersion: '1.1',
    rawHeaders,
    body,
    notes,
  };
}
