import { z } from 'zod';
import { RawHeaders } from '#core/contract/define.ts';
import { fold } from './terms.ts';

/** How much of a body is searched: a megabyte of trigrams would cost as much as a thousand ordinary deliveries. */
export const searchedBodyBytes = 262_144;

/** What a search looks at. */
export interface SearchableRow {
  key: number;
  delivery_id: string;
  provider: string;
  event_type: string | null;
  provider_delivery_id: string | null;
  target: string;
  content_type: string | null;
  raw_headers: string;
  body_file: string | null;
  /** At most {@link searchedBodyBytes} of it. */
  body: Buffer | null;
}

export const searchableColumns = `d.key, d.delivery_id, d.provider, d.event_type, d.provider_delivery_id, d.target,
  d.content_type, r.raw_headers, r.body_file, r.body`;

/** A string literal with what makes it a key, or a number literal as written: 64-bit ids must keep their digits. */
const jsonToken = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|-?\d[\d.eE+-]*/gs;

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal;
  try {
    return z.string().parse(JSON.parse(`"${literal}"`));
  } catch {
    return literal;
  }
}

/** The values of a JSON text, without its keys, a line each. A text that was cut short gives what it has. */
function jsonValues(text: string): string {
  const values: string[] = [];
  for (const [token, literal, colon] of text.matchAll(jsonToken)) {
    if (colon === undefined) values.push(literal === undefined ? token : unescaped(literal));
  }
  return values.join('\n');
}

function formText(text: string): string {
  return [...new URLSearchParams(text)].map(([name, value]) => `${name} ${value}`).join('\n');
}

/** A body as text; empty for binary ones. */
export function bodyText(row: SearchableRow, readFile: (name: string) => Buffer): string {
  const body = row.body_file === null ? row.body : readFile(row.body_file);
  if (!body || body.includes(0)) return '';
  return body.toString('utf8', 0, searchedBodyBytes);
}

/** The two texts of a delivery, folded: everything, for words; ids, header values and JSON values, for parts of words. */
export function searchTexts(
  row: SearchableRow,
  readFile: (name: string) => Buffer,
): { words: string; parts: string } {
  const raw = bodyText(row, readFile);
  const body = row.content_type?.includes('x-www-form-urlencoded') ? formText(raw) : raw;
  const headers = RawHeaders.parse(JSON.parse(row.raw_headers));
  const ids = [
    row.delivery_id,
    row.provider,
    row.event_type ?? '',
    row.provider_delivery_id ?? '',
    row.target,
  ];
  const values = [...ids, ...headers.map(([, value]) => value)].join('\n');
  const names = headers.map(([name]) => name).join('\n');
  const isJson = /^\s*[[{"]/.test(body);
  return {
    words: fold(`${values}\n${names}\n${body}`),
    parts: fold(`${values}\n${isJson ? jsonValues(body) : body}`),
  };
}
