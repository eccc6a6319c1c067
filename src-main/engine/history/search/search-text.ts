import { RawHeaders } from '#core/http/headers.ts';
import { maskText } from '#core/http/mask.ts';
import { maskSecretHeaders, maskTarget } from '#core/http/mask-request.ts';
import { providerById } from '#core/providers/registry.ts';
import { schemesOf } from '#core/providers/schemes-of.ts';
import { type Scheme, StoredScheme } from '#core/signing/schemes/scheme.ts';
import { type SecretPlaces, secretPlaces } from '#core/signing/schemes/secret-places.ts';
import { maskMembers } from '../../masks/mask-members.ts';
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
  /** The scheme by which it was signed, and its endpoint's own one, as JSON. */
  scheme: string | null;
  endpoint_scheme: string | null;
  body_file: string | null;
  /** At most {@link searchedBodyBytes} of it. */
  body: Buffer | null;
}

export const searchableColumns = `d.key, d.delivery_id, d.provider, d.event_type, d.provider_delivery_id, d.target,
  d.content_type, r.raw_headers, r.scheme, r.body_file, r.body,
  (SELECT e.scheme FROM endpoints AS e WHERE e.webhook_id = d.webhook_id) AS endpoint_scheme`;

/** A header that could be a credential has one of these in its name. */
const nameOfSecret = /auth|cookie|token|secret|pass|credential|session|key/i;

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function schemeOf(text: string | null): Scheme[] {
  const read = text === null ? null : StoredScheme.safeParse(jsonOrNull(text));
  return read?.success ? [read.data] : [];
}

/** Providers and schemes are few, rows are many. */
const knownPlaces = new Map<string, SecretPlaces>();
const maxKnownPlaces = 500;

/** Where a row's request carries a secret, which is neither found nor shown. */
function secretsIn(row: SearchableRow): SecretPlaces {
  const key = `${row.provider}\n${row.scheme ?? ''}\n${row.endpoint_scheme ?? ''}`;
  const known = knownPlaces.get(key);
  if (known) return known;
  const provider = providerById(row.provider);
  const places = secretPlaces([
    ...schemeOf(row.scheme),
    ...schemeOf(row.endpoint_scheme),
    ...(provider ? schemesOf(provider) : []),
  ]);
  if (knownPlaces.size >= maxKnownPlaces) knownPlaces.clear();
  knownPlaces.set(key, places);
  return places;
}

/** A shorter one is a word that stands in any text. */
const shortestSentSecret = 8;

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
  const shown = maskMembers(body.subarray(0, searchedBodyBytes), secretsIn(row).members);
  const text = Buffer.from(shown.buffer, shown.byteOffset, shown.length).toString('utf8');
  return maskText(text, sentSecrets(row));
}

/** What stands where the scheme has its secret in a header: it is hidden in the body as well. */
function sentSecrets(row: SearchableRow): string[] {
  const { headers } = secretsIn(row);
  if (headers.size === 0) return [];
  const read = RawHeaders.safeParse(jsonOrNull(row.raw_headers));
  if (!read.success) return [];
  return read.data.flatMap(([name, value]) =>
    headers.has(name.toLowerCase()) && value.length >= shortestSentSecret ? [value] : [],
  );
}

/** The headers as JSON, without the credentials in them. */
export function headersJson(row: SearchableRow): string {
  const { headers } = secretsIn(row);
  if (headers.size === 0 && !nameOfSecret.test(row.raw_headers)) return row.raw_headers;
  const read = RawHeaders.safeParse(jsonOrNull(row.raw_headers));
  return read.success ? JSON.stringify(maskSecretHeaders(read.data, headers)) : '[]';
}

const isForm = (row: SearchableRow): boolean => row.content_type?.includes('x-www-form-urlencoded') === true;

const idsText = (row: SearchableRow): string =>
  `${row.delivery_id}\n${row.provider}\n${row.event_type ?? ''}\n${row.provider_delivery_id ?? ''}\n${maskTarget(row.target)}`;

/** What parts of words are looked for in, folded: ids, headers, and a JSON body's values. */
export function partsText(row: SearchableRow, readFile: (name: string) => Buffer): string {
  const raw = bodyText(row, readFile);
  const values = /^\s*[[{"]/.test(raw) ? jsonValues(raw) : isForm(row) ? formText(raw) : raw;
  return fold(`${idsText(row)}\n${jsonValues(headersJson(row))}\n${values}`);
}

/** What whole words are looked for in, folded: the same and a JSON body's keys. */
export function wordsText(row: SearchableRow, readFile: (name: string) => Buffer): string {
  const raw = bodyText(row, readFile);
  // Beside the raw text, which has the keys, the values with their escapes undone.
  const unescapedValues = raw.includes('\\') ? jsonValues(raw) : '';
  const body = isForm(row) ? formText(raw) : `${raw}\n${unescapedValues}`;
  return fold(`${idsText(row)}\n${jsonValues(headersJson(row))}\n${body}`);
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
