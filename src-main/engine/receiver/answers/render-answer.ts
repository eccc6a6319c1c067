import { STATUS_CODES } from 'node:http';
import type { RawHeaders } from '#core/http/headers.ts';
import type { Behaviour } from '#core/retry/scenario.ts';

/** The part of a behaviour that says what is answered. */
export type AnswerFields = Pick<Extract<Behaviour, { do: 'respond' }>, 'status' | 'headers' | 'body'>;

/** An answer ready for the wire. */
export interface RenderedAnswer {
  status: number;
  rawHeaders: RawHeaders;
  body: string;
}

const hasNoBody = (method: string, status: number): boolean =>
  method === 'HEAD' || status === 204 || status === 304;

const has = (headers: RawHeaders, name: string): boolean =>
  headers.some(([key]) => key.toLowerCase() === name);

/** The headers as given, in their order and case, and after them what HTTP needs that they don't say. */
export function renderAnswer(
  { status, headers, body }: AnswerFields,
  method: string,
  added: RawHeaders = [],
): RenderedAnswer {
  const framed = has(headers, 'content-length') || has(headers, 'transfer-encoding') || status === 204;
  const length: RawHeaders = framed ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  const missing = [...length, ...added].filter(([name]) => !has(headers, name.toLowerCase()));
  return {
    status,
    rawHeaders: [...headers, ...missing],
    body: hasNoBody(method, status) ? '' : body,
  };
}

/** Status line and headers as bytes, for answers that Node's own writer would refuse to garble. */
export function headBytes({ status, rawHeaders }: Pick<RenderedAnswer, 'status' | 'rawHeaders'>): Buffer {
  const lines = rawHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines}\r\n`, 'latin1');
}
