import { z } from 'zod';
import { type Bytes, fromBase64, utf8 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { RawHeaders } from '../headers.ts';
import { type ParsedRequest, readableText, wireText } from './parsed-request.ts';

const Pairs = z.array(z.object({ name: z.string(), value: z.string() }));

/** A request as HAR 1.2 has it; browsers and proxies write much more. */
export const HarRequest = z.object({
  method: z.string(),
  url: z.url(),
  /** As har.ts writes it: the request-target where no URL says it as it was. */
  _target: z.string().min(1).optional(),
  httpVersion: z.string().default('HTTP/1.1'),
  headers: Pairs.default([]),
  postData: z
    .object({
      text: z.string().optional(),
      params: z.array(z.object({ name: z.string(), value: z.string().default('') })).optional(),
      /** As har.ts writes it; HAR 1.2 knows no encoding of requests. */
      _encoding: z.string().optional(),
    })
    .optional(),
});
export type HarRequest = z.infer<typeof HarRequest>;

const Entry = z.object({ startedDateTime: z.string().optional(), request: HarRequest });
const Archive = z.object({ log: z.object({ entries: z.array(Entry) }) });

/** HTTP/2's pseudo-headers were never headers on the wire. */
export const harHeaders = (pairs: z.infer<typeof Pairs>): RawHeaders =>
  pairs.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => [name, wireText(value)]);

export function harBody({ postData }: HarRequest): Bytes {
  if (postData?.text !== undefined) {
    const decoded = postData._encoding === 'base64' ? fromBase64(postData.text) : null;
    return decoded ?? utf8(postData.text);
  }
  const form = new URLSearchParams();
  for (const { name, value } of postData?.params ?? []) form.append(name, value);
  return utf8(form.toString());
}

export interface HarEntryRequest {
  /** ISO 8601, where the entry says it. */
  startedAt: string | null;
  request: ParsedRequest;
}

function toRequest({ startedDateTime, request }: z.infer<typeof Entry>): HarEntryRequest {
  const { method, url, httpVersion, headers, postData } = request;
  const fromFields =
    postData !== undefined && postData.text === undefined && (postData.params?.length ?? 0) > 0;
  return {
    startedAt: startedDateTime ?? null,
    request: {
      method,
      url,
      httpVersion: httpVersion.replace(/^HTTP\//i, ''),
      rawHeaders: harHeaders(headers),
      body: harBody(request),
      notes: fromFields
        ? ['The entry holds form fields, not the body as sent: it was put together again and may differ.']
        : [],
    },
  };
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TackleboxError('invalid_input', `This is no JSON, so no HAR: ${why}`, { cause });
  }
};

/** All requests of a HAR file, or of a single entry of one. Throws `invalid_input` with the path of what is wrong. */
export function parseHar(input: string | Bytes): [HarEntryRequest, ...HarEntryRequest[]] {
  const value = parseJson((typeof input === 'string' ? input : readableText(input)).replace(/^\ufeff/, ''));
  const whole = typeof value === 'object' && value !== null && 'log' in value;
  const parsed = whole ? Archive.safeParse(value) : Entry.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') || 'the whole';
    throw new TackleboxError(
      'invalid_input',
      `This is no HAR ${whole ? 'file' : 'entry'}: ${place}: ${issue?.message}`,
    );
  }
  const entries = 'log' in parsed.data ? parsed.data.log.entries : [parsed.data];
  const [first, ...rest] = entries.map(toRequest);
  if (!first) throw new TackleboxError('invalid_input', 'This HAR file holds no entries.');
  return [first, ...rest];
}
