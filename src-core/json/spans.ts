/** Where values stand in JSON text, so that one can be read or replaced without printing the rest again. */

import { endOfScalar, endOfString, skipSpace, stringValue } from './tokens.ts';

export interface Span {
  start: number;
  end: number;
}

/** The index after the value that begins at `at`; the text is known to be valid JSON. */
function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === 0x22) return endOfString(text, at);
  if (first !== 0x7b && first !== 0x5b) {
    return endOfScalar(text, at);
  }
  let depth = 0;
  for (let i = at; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code === 0x22) {
      i = endOfString(text, i);
      continue;
    }
    if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) {
      depth--;
      if (depth === 0) return i + 1;
    }
    i++;
  }
  return text.length;
}

function splitPointer(pointer: string): string[] {
  if (pointer === '') return [];
  const segments = pointer.slice(1).split('/');
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Pointers stand in schemes and catalogs: few, and asked for with every request. */
const knownPointers = new Map<string, readonly string[]>();
const knownPointersLimit = 2048;

/** The segments of a JSON pointer, unescaped. The empty pointer is the whole. */
export function pointerSegments(pointer: string): readonly string[] {
  const known = knownPointers.get(pointer);
  if (known) return known;
  if (knownPointers.size >= knownPointersLimit) knownPointers.clear();
  const segments = splitPointer(pointer);
  knownPointers.set(pointer, segments);
  return segments;
}

/** The span of a member of the object or list that begins at `at`. The last of equal keys wins, as in JSON.parse. */
function memberSpan(text: string, at: number, segment: string): Span | undefined {
  const isObject = text.charCodeAt(at) === 0x7b;
  if (!isObject && text.charCodeAt(at) !== 0x5b) return undefined;
  let found: Span | undefined;
  let index = 0;
  let i = skipSpace(text, at + 1);
  while (i < text.length && text.charCodeAt(i) !== (isObject ? 0x7d : 0x5d)) {
    let name = String(index++);
    if (isObject) {
      const keyEnd = endOfString(text, i);
      name = stringValue(text.slice(i, keyEnd));
      i = skipSpace(text, skipSpace(text, keyEnd) + 1);
    }
    const end = endOfValue(text, i);
    if (name === segment) found = { start: i, end };
    i = skipSpace(text, end);
    if (text.charCodeAt(i) === 0x2c) i = skipSpace(text, i + 1);
  }
  return found;
}

/** Where the elements of the list at `pointer` stand, in one pass; none where there is no list. */
export function elementSpans(text: string, pointer: string): Span[] {
  const list = spanAt(text, pointer);
  if (!list || text.charCodeAt(list.start) !== 0x5b) return [];
  const spans: Span[] = [];
  let i = skipSpace(text, list.start + 1);
  while (i < text.length && text.charCodeAt(i) !== 0x5d) {
    const end = endOfValue(text, i);
    spans.push({ start: i, end });
    i = skipSpace(text, end);
    if (text.charCodeAt(i) === 0x2c) i = skipSpace(text, i + 1);
  }
  return spans;
}

/** Where the value at `pointer` stands in valid JSON `text`; undefined where there is none. */
export function spanAt(text: string, pointer: string): Span | undefined {
  const start = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  let span: Span | undefined = { start, end: endOfValue(text, start) };
  for (const segment of pointerSegments(pointer)) {
    span = span && memberSpan(text, span.start, segment);
  }
  return span;
}

/**
 * `text` with the value at `pointer` being `json`. Missing members are added at the end of their object; everything else
 * stays as it is, byte for byte. Null where the way there leads through something that is no object.
 */
export function withValueAt(text: string, pointer: string, json: string): string | null {
  const span = spanAt(text, pointer);
  if (span) return text.slice(0, span.start) + json + text.slice(span.end);
  const cut = pointer.lastIndexOf('/');
  if (cut < 0) return null;
  const key = pointerSegments(pointer.slice(cut)).at(0) ?? '';
  const member = `${JSON.stringify(key)}:${json}`;
  const parent = spanAt(text, pointer.slice(0, cut));
  if (!parent) return withValueAt(text, pointer.slice(0, cut), `{${member}}`);
  if (text.charCodeAt(parent.start) !== 0x7b) return null;
  const isEmpty = skipSpace(text, parent.start + 1) === parent.end - 1;
  return `${text.slice(0, parent.end - 1)}${isEmpty ? '' : ','}${member}${text.slice(parent.end - 1)}`;
}

/** A member of an object, or an element of a list (its key is its place). `keyStart` is where the key's text begins. */
export interface MemberSpan extends Span {
  key: string;
  keyStart: number;
}

/** The members of the value that begins in `start` … `end` of valid JSON, in their order, the first `limit` of them. */
export function* memberSpans(text: string, start: number, end: number, limit: number): Generator<MemberSpan> {
  const at = skipSpace(text, text.charCodeAt(start) === 0xfeff ? start + 1 : start);
  const isObject = text.charCodeAt(at) === 0x7b;
  if (!isObject && text.charCodeAt(at) !== 0x5b) return;
  let i = skipSpace(text, at + 1);
  for (let index = 0; index < limit && i < end && text.charCodeAt(i) !== (isObject ? 0x7d : 0x5d); index++) {
    const keyStart = i;
    let key = String(index);
    if (isObject) {
      const keyEnd = endOfString(text, i);
      key = stringValue(text.slice(i, keyEnd));
      i = skipSpace(text, skipSpace(text, keyEnd) + 1);
    }
    const valueEnd = endOfValue(text, i);
    yield { key, keyStart, start: i, end: valueEnd };
    i = skipSpace(text, valueEnd);
    if (text.charCodeAt(i) === 0x2c) i = skipSpace(text, i + 1);
  }
}
