import { type Bytes, concatBytes, latin1, utf8 } from '../bytes/encoding.ts';
import type { RawHeaders } from '../http/headers.ts';
import { reasonPhrase } from '../http/reason-phrases.ts';
import type { Behaviour } from './scenario.ts';

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
  const length: RawHeaders = framed ? [] : [['Content-Length', String(utf8(body).length)]];
  const missing = [...length, ...added].filter(([name]) => !has(headers, name.toLowerCase()));
  return {
    status,
    rawHeaders: [...headers, ...missing],
    body: hasNoBody(method, status) ? '' : body,
  };
}

/** Status line and headers as bytes, for answers that a well-behaved HTTP writer would refuse to garble. */
export function headBytes({ status, rawHeaders }: Pick<RenderedAnswer, 'status' | 'rawHeaders'>): Bytes {
  const lines = rawHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return latin1(`HTTP/1.1 ${status} ${reasonPhrase(status)}\r\n${lines}\r\n`);
}

/** All that goes out for an answer, as far as nothing bends it. */
export const answerBytes = (answer: RenderedAnswer): Bytes =>
  concatBytes(headBytes(answer), utf8(answer.body));

/** Headers that a bent answer carries besides its own: its connection is not used again. */
export const bentHeaders: RawHeaders = [['Connection', 'close']];
