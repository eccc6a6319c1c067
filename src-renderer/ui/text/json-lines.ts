/**
 * Lays JSON out in lines without parsing it into values: numbers keep their digits, duplicate keys stay, strings keep their
 * escapes. What is shown is what was on the wire, only with other white space.
 */

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

export type JsonLayout = { ok: true; lines: JsonLine[] } | { ok: false; offset: number; expected: string };

const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Index after a string's closing quote; -1 where it isn't one. By hand, as a pattern would run out of stack on megabytes. */
function stringEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== 34) return -1;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code < 32) return -1;
    if (code !== 92) continue;
    escapeSequence.lastIndex = at;
    if (!escapeSequence.test(text)) return -1;
    at = escapeSequence.lastIndex - 1;
  }
  return -1;
}

/** Lays out `text`, or says where it stops being JSON (the offset is in UTF-16 units). */
export function layoutJson(text: string): JsonLayout {
  const lines: JsonLine[] = [];
  /** Indices of the opening lines that are open. */
  const stack: number[] = [];
  let at = 0;
  let key: string | null = null;

  const skip = () => {
    while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) return null;
    at = pattern.lastIndex;
    return match[0];
  };
  const takeString = (): string | null => {
    const end = stringEnd(text, at);
    if (end < 0) return null;
    const slice = text.slice(at, end);
    at = end;
    return slice;
  };
  const put = (kind: JsonLine['kind'], value: string) => {
    lines.push({ depth: stack.length, key, value, kind, comma: false, closeAt: -1, entries: 0 });
    key = null;
  };
  const openLine = (): JsonLine | undefined => {
    const open = stack.at(-1);
    return open === undefined ? undefined : lines[open];
  };
  const fail = (expected: string): JsonLayout => ({ ok: false, offset: at, expected });
  const readKey = (): boolean => {
    skip();
    key = takeString();
    skip();
    if (key === null || text[at] !== ':') return false;
    at += 1;
    return true;
  };

  skip();
  for (;;) {
    // A value begins here.
    skip();
    const character = text[at];
    if (character === '{' || character === '[') {
      at += 1;
      skip();
      const close = character === '{' ? '}' : ']';
      if (text[at] === close) {
        at += 1;
        put('empty', character + close);
      } else {
        put('open', character);
        stack.push(lines.length - 1);
        if (character === '{' && !readKey()) return fail('a name in quotes and a colon');
        continue;
      }
    } else if (character === '"') {
      const value = takeString();
      if (value === null) return fail('the end of a string');
      put('string', value);
    } else {
      const figure = take(number);
      const value = figure ?? take(word);
      if (value === null) return fail('a value');
      put(figure === null ? 'word' : 'number', value);
    }
    // A value has ended: close what ends here, go on after a comma.
    for (;;) {
      const open = openLine();
      if (open) open.entries += 1;
      skip();
      if (!open) return at === text.length ? { ok: true, lines } : fail('the end');
      const next = text[at];
      if (next === ',') {
        at += 1;
        const line = lines.at(-1);
        if (line) line.comma = true;
        if (open.value === '{' && !readKey()) return fail('a name in quotes and a colon');
        break;
      }
      if (next !== (open.value === '{' ? '}' : ']'))
        return fail(open.value === '{' ? 'a comma or }' : 'a comma or ]');
      at += 1;
      stack.pop();
      open.closeAt = lines.length;
      put('close', next);
    }
  }
}

/** The laid out text with two spaces a level, for copying. */
export const jsonText = (lines: readonly JsonLine[]): string =>
  lines
    .map((line) => {
      const key = line.key === null ? '' : `${line.key}: `;
      return `${'  '.repeat(line.depth)}${key}${line.value}${line.comma ? ',' : ''}`;
    })
    .join('\n');

/** Indices of the lines that are seen while the given opening lines are folded. */
export function unfoldedLines(lines: readonly JsonLine[], folded: ReadonlySet<number>): number[] {
  const seen: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    seen.push(index);
    const line = lines[index];
    if (line && folded.has(index) && line.closeAt > index) index = line.closeAt;
  }
  return seen;
}
