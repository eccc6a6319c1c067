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

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal;
  try {
    const text: unknown = JSON.parse(`"${literal}"`);
    return typeof text === 'string' ? text : literal;
  } catch {
    return literal;
  }
}

/** Where the string that begins behind the quote at `from` ends: its closing quote, or the text's end. */
function endOfLiteral(text: string, from: number): number {
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (quote - 1 - slashes >= at && text.charCodeAt(quote - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

const numberToken = /-?\d[\d.eE+-]*/y;
const keyColon = /\s*:/y;

/**
 * The values of a JSON text, without its keys, a line each; numbers as written, as 64-bit ids must keep their digits. A
 * text that was cut short gives what it has. Each character is looked at once, whatever the text.
 */
function jsonValues(text: string): string {
  const values: string[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === quotationMark) {
      const end = endOfLiteral(text, at + 1);
      keyColon.lastIndex = end + 1;
      const isKey = keyColon.test(text);
      if (!isKey) values.push(unescaped(text.slice(at + 1, end)));
      at = isKey ? keyColon.lastIndex : end + 1;
    } else if (code === minus || (code >= digitZero && code <= digitNine)) {
      numberToken.lastIndex = at;
      const [number] = numberToken.exec(text) ?? [];
      if (number !== undefined) values.push(number);
      at += number?.length ?? 1;
    } else {
      at += 1;
    }
  }
  return values.join('\n');
}

const quotationMark = 0x22;
const backslash = 0x5c;
const minus = 0x2d;
const digitZero = 0x30;
const digitNine = 0x39;

function formText(text: string): string {
  return [...new URLSearchParams(text)].map(([name, value]) => `${name} ${value}`).join('\n');
}

/** A body as text; empty for binary ones. */
export function bodyText(row: SearchableRow, readFile: (name: string) => Buffer): string {
  const body = row.body_file === null ? row.body : readFile(row.body_file);
  if (!body || body.includes(0)) return '';
  return body.toString('utf8', 0, searchedBodyBytes);
}

const isForm = (row: SearchableRow): boolean => row.content_type?.includes('x-www-form-urlencoded') === true;

const idsText = (row: SearchableRow): string =>
  `${row.delivery_id}\n${row.provider}\n${row.event_type ?? ''}\n${row.provider_delivery_id ?? ''}\n${row.target}`;

/** What parts of words are looked for in, folded: ids, headers, and a JSON body's values. */
export function partsText(row: SearchableRow, readFile: (name: string) => Buffer): string {
  const raw = bodyText(row, readFile);
  const values = /^\s*[[{"]/.test(raw) ? jsonValues(raw) : isForm(row) ? formText(raw) : raw;
  return fold(`${idsText(row)}\n${jsonValues(row.raw_headers)}\n${values}`);
}

/** What whole words are looked for in, folded: the same and a JSON body's keys. */
export function wordsText(row: SearchableRow, readFile: (name: string) => Buffer): string {
  const raw = bodyText(row, readFile);
  // Beside the raw text, which has the keys, the values with their escapes undone.
  const unescapedValues = raw.includes('\\') ? jsonValues(raw) : '';
  const body = isForm(row) ? formText(raw) : `${raw}\n${unescapedValues}`;
  return fold(`${idsText(row)}\n${jsonValues(row.raw_headers)}\n${body}`);
}

/** Characters that JSON may write as an escape, so that a term with one of them can hide from a look at the raw text. */
const escapable = /["\\/]|[^\p{ASCII}]/u;
const hidesText = /\\u|[\u0080-\uffff]/;

/**
 * A cheap test that a row can not fit: a term that is nowhere in its raw text. Answers null where the raw text can hide
 * what the parsed one shows.
 */
export function createQuickTest(terms: readonly string[]): (row: SearchableRow) => boolean {
  if (terms.some((term) => escapable.test(term))) return () => true;
  return (row) => {
    if (row.body_file !== null || isForm(row)) return true;
    const raw = `${idsText(row)}\n${row.raw_headers}\n${row.body?.toString('latin1') ?? ''}`;
    if (hidesText.test(raw)) return true;
    const folded = raw.toLowerCase();
    return terms.every((term) => folded.includes(term));
  };
}
