import { utf8 } from '#core/bytes/encoding.ts';
import { parseCurl } from '#core/http/text/parse-curl.ts';
import { type HarEntryRequest, parseHar } from '#core/http/text/parse-har.ts';
import { parseHttp } from '#core/http/text/parse-http.ts';
import { type ParsedRequest, wireText } from '#core/http/text/parsed-request.ts';
import { type ReadRequest, type RequestForm, readRequest } from '#core/http/text/read-request.ts';
import type { PastedText, RequestByHand, TextSource } from './verify-store.ts';

/** What is in a pasted text. */
export type Reading =
  | { kind: 'empty' }
  | { kind: 'problem'; message: string }
  | { kind: 'request'; request: ParsedRequest; entries: readonly HarEntryRequest[] };

const natural: Record<TextSource, RequestForm> = { http: 'raw HTTP', curl: 'a cURL line', har: 'HAR' };
const parsers = { http: parseHttp, curl: parseCurl, har: parseHar };

/** Whatever the tab, what was pasted is read for what it is; where it is nothing, the tab says what is wrong with it. */
function parse(source: TextSource, input: PastedText, harEntry: number): Reading {
  const given = input.bytes ?? input.text;
  let read: ReadRequest;
  try {
    read = readRequest(given, harEntry);
  } catch (error) {
    parsers[source](given);
    throw error;
  }
  const { form, request, entries } = read;
  const notes = form === natural[source] ? request.notes : [`Read as ${form}.`, ...request.notes];
  return { kind: 'request', request: { ...request, notes }, entries };
}

/** Reads what was pasted; what is wrong with it is part of the answer. */
export function readPasted(source: TextSource, input: PastedText, harEntry: number): Reading {
  if (input.text.trim() === '' && !input.bytes?.length) return { kind: 'empty' };
  try {
    return parse(source, input, harEntry);
  } catch (error) {
    return { kind: 'problem', message: error instanceof Error ? error.message : String(error) };
  }
}

/** What was filled in by hand. Nothing is there until it has a header or a body. */
export function readByHand({ method, url, headers, body }: RequestByHand): Reading {
  const named = headers.filter(([name]) => name.trim() !== '');
  if (named.length === 0 && body === '') return { kind: 'empty' };
  const request: ParsedRequest = {
    method,
    url,
    httpVersion: '1.1',
    rawHeaders: named.map(([name, value]) => [name.trim(), wireText(value.trim())]),
    body: utf8(body),
    notes: [],
  };
  return { kind: 'request', request, entries: [] };
}
