/**
 * Lays JSON out in lines without parsing it into values: numbers keep their digits, duplicate keys stay, strings keep their
 * escapes. What is shown is what was on the wire, only with other white space. However deep it nests there is no recursion,
 * and a line is a few numbers in a table: megabytes are laid out in a worker and handed over without a copy.
 */

import { skipSpace } from './tokens.ts';

export interface JsonLine {
  depth: number;
  /** As written, quotes included; null in arrays and at the top. */
  key: string | null;
  /** As written; `{`, `[`, `}`, `]`, or `{}` and `[]` where there is nothing inside. */
  value: string;
  kind: 'string' | 'number' | 'word' | 'open' | 'close' | 'empty';
  comma: boolean;
  /** Of an opening line: the index of the line that closes it. */
  closeAt: number;
  /** Of an opening line: how many entries are inside. */
  entries: number;
}

/** Where each line's parts are in the text: `fieldsOf` numbers a line. */
export interface JsonTable {
  readonly count: number;
  readonly cells: Int32Array<ArrayBuffer>;
}

export type JsonLayout =
  | { ok: true; table: JsonTable }
  /** `offset` is in UTF-16 units. */
  | { ok: false; offset: number; expected: string };

const kinds = ['string', 'number', 'word', 'open', 'close', 'empty'] as const;
type Kind = (typeof kinds)[number];

/** The numbers of a line, in their order. A key of -1 is none; a value is a stretch of the text. */
const at = { depth: 0, kind: 1, keyFrom: 2, keyTo: 3, from: 4, to: 5, comma: 6, closeAt: 7, entries: 8 };
const fieldsOf = 9;

class TableWriter {
  count = 0;
  private cells = new Int32Array(fieldsOf * 256);

  add(depth: number, kind: Kind, key: readonly [number, number] | null, from: number, to: number): void {
    const base = this.count * fieldsOf;
    if (base + fieldsOf > this.cells.length) {
      const larger = new Int32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    const fields = [depth, kinds.indexOf(kind), key?.[0] ?? -1, key?.[1] ?? -1, from, to, 0, -1, 0];
    this.cells.set(fields, base);
    this.count += 1;
  }

  get(line: number, field: number): number {
    return this.cells[line * fieldsOf + field] ?? 0;
  }

  set(line: number, field: number, value: number): void {
    this.cells[line * fieldsOf + field] = value;
  }

  table(): JsonTable {
    return { count: this.count, cells: this.cells.slice(0, this.count * fieldsOf) };
  }
}

/** One line of a table that was made from `text`. */
export function jsonLine(text: string, { cells }: JsonTable, line: number): JsonLine {
  const field = (index: number) => cells[line * fieldsOf + index] ?? 0;
  const keyFrom = field(at.keyFrom);
  const kind = kinds[field(at.kind)] ?? 'word';
  const value = text.slice(field(at.from), field(at.to));
  return {
    depth: field(at.depth),
    key: keyFrom < 0 ? null : text.slice(keyFrom, field(at.keyTo)),
    // Between the brackets of something empty there may be white space.
    value: kind === 'empty' ? (value.startsWith('{') ? '{}' : '[]') : value,
    kind,
    comma: field(at.comma) === 1,
    closeAt: field(at.closeAt),
    entries: field(at.entries),
  };
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Index after a string's closing quote; -1 where it isn't one. By hand, as a pattern would run out of stack on megabytes. */
function stringEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== 34) return -1;
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) return index + 1;
    if (code < 32) return -1;
    if (code !== 92) continue;
    escapeSequence.lastIndex = index;
    if (!escapeSequence.test(text)) return -1;
    index = escapeSequence.lastIndex - 1;
  }
  return -1;
}

function patternEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** A value that holds no others: its kind and end; null where none begins here. */
function readScalar(text: string, from: number): { kind: Kind; end: number } | null {
  if (text.charCodeAt(from) === 34) {
    const end = stringEnd(text, from);
    return end < 0 ? null : { kind: 'string', end };
  }
  const numberEnd = patternEnd(number, text, from);
  if (numberEnd >= 0) return { kind: 'number', end: numberEnd };
  const wordEnd = patternEnd(word, text, from);
  return wordEnd < 0 ? null : { kind: 'word', end: wordEnd };
}

/** Reads a text from its start to its end, a line for each value and bracket. */
class JsonReader {
  private readonly text: string;
  private readonly lines = new TableWriter();
  /** Indices of the opening lines that are open. */
  private readonly open: number[] = [];
  private index = 0;
  private key: readonly [number, number] | null = null;

  constructor(text: string) {
    this.text = text;
  }

  layout(): JsonLayout {
    for (;;) {
      const wrong = this.readValue();
      if (wrong !== null) return { ok: false, offset: this.index, expected: wrong };
      if (this.goDeeper) continue;
      const end = this.closeAndGoOn();
      if (end === 'done') return { ok: true, table: this.lines.table() };
      if (end !== 'next') return { ok: false, offset: this.index, expected: end };
    }
  }

  private goDeeper = false;

  private put(kind: Kind, from: number, to: number): void {
    this.lines.add(this.open.length, kind, this.key, from, to);
    this.key = null;
  }

  private isObject(line: number): boolean {
    return this.text.charCodeAt(this.lines.get(line, at.from)) === 123;
  }

  /** What should have been there; null where a value, or the opening of one, was read. */
  private readValue(): string | null {
    this.index = skipSpace(this.text, this.index);
    this.goDeeper = false;
    const from = this.index;
    const opens = this.text[from];
    if (opens === '{' || opens === '[') return this.readOpening(opens);
    const scalar = readScalar(this.text, from);
    if (!scalar) return opens === '"' ? 'the end of a string' : 'a value';
    this.index = scalar.end;
    this.put(scalar.kind, from, scalar.end);
    return null;
  }

  private readOpening(opens: '{' | '['): string | null {
    const from = this.index;
    this.index = skipSpace(this.text, from + 1);
    if (this.text[this.index] === (opens === '{' ? '}' : ']')) {
      this.index += 1;
      this.put('empty', from, this.index);
      return null;
    }
    this.put('open', from, from + 1);
    this.open.push(this.lines.count - 1);
    this.goDeeper = true;
    return opens === '{' && !this.readKey() ? 'a name in quotes and a colon' : null;
  }

  private readKey(): boolean {
    const from = skipSpace(this.text, this.index);
    const end = stringEnd(this.text, from);
    this.index = end < 0 ? from : skipSpace(this.text, end);
    if (end < 0 || this.text[this.index] !== ':') return false;
    this.key = [from, end];
    this.index += 1;
    return true;
  }

  /** A value has ended: closes what ends here. `next` after a comma, `done` at the end, else what should have been there. */
  private closeAndGoOn(): string {
    for (;;) {
      const open = this.open.at(-1);
      this.index = skipSpace(this.text, this.index);
      if (open === undefined) return this.index === this.text.length ? 'done' : 'the end';
      this.lines.set(open, at.entries, this.lines.get(open, at.entries) + 1);
      const isObject = this.isObject(open);
      const next = this.text[this.index];
      if (next === ',') {
        this.index += 1;
        this.lines.set(this.lines.count - 1, at.comma, 1);
        return isObject && !this.readKey() ? 'a name in quotes and a colon' : 'next';
      }
      if (next !== (isObject ? '}' : ']')) return isObject ? 'a comma or }' : 'a comma or ]';
      this.index += 1;
      this.open.pop();
      this.lines.set(open, at.closeAt, this.lines.count);
      this.put('close', this.index - 1, this.index);
    }
  }
}

/** The names and places that lead from the root to a line's value. */
export function placeOfLine(text: string, table: JsonTable, line: number): (string | number)[] {
  const place: (string | number)[] = [];
  let inside = line;
  let depth = jsonLine(text, table, line).depth;
  let count = 0;
  for (let before = line; before >= 0 && depth > 0; before--) {
    const { depth: level, kind, value } = jsonLine(text, table, before);
    if (level === depth && before !== inside && kind !== 'close') count += 1;
    if (level >= depth) continue;
    const own = jsonLine(text, table, inside).key;
    place.unshift(value === '[' ? count : nameOf(own ?? '""'));
    inside = before;
    depth = level;
    count = 0;
  }
  return place;
}

const nameOf = (literal: string): string => String(JSON.parse(literal));

/** Lays out `text`, or says where it stops being JSON. */
export const layoutJson = (text: string): JsonLayout => new JsonReader(text).layout();

/** Deeper levels are indented no further: nobody would see them, and each line would cost its depth. */
export const maxIndent = 60;

export const indentOf = (depth: number): string => '  '.repeat(Math.min(depth, maxIndent));

/** The laid out text with two spaces a level, for copying. */
export function jsonText(text: string, table: JsonTable): string {
  const lines: string[] = [];
  for (let line = 0; line < table.count; line++) {
    const { depth, key, value, comma } = jsonLine(text, table, line);
    lines.push(`${indentOf(depth)}${key === null ? '' : `${key}: `}${value}${comma ? ',' : ''}`);
  }
  return lines.join('\n');
}

/** The laid out text without white space between its parts. Numbers and strings stay as they are written. */
export function compactText(text: string, table: JsonTable): string {
  const parts: string[] = [];
  for (let line = 0; line < table.count; line++) {
    const { key, value, comma } = jsonLine(text, table, line);
    parts.push(key === null ? value : `${key}:${value}`, comma ? ',' : '');
  }
  return parts.join('');
}

/** Indices of the lines that are seen while the given opening lines are folded; null where all are. */
export function unfoldedLines(table: JsonTable, folded: ReadonlySet<number>): Int32Array | null {
  if (folded.size === 0) return null;
  const seen = new Int32Array(table.count);
  let count = 0;
  for (let line = 0; line < table.count; line++) {
    seen[count] = line;
    count += 1;
    const closeAt = table.cells[line * fieldsOf + at.closeAt] ?? -1;
    if (closeAt > line && folded.has(line)) line = closeAt;
  }
  return seen.subarray(0, count);
}
