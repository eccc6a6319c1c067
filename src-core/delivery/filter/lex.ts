/** Where something stands in a filter's text. */
export interface Place {
  start: number;
  end: number;
}

export type Comparator = ':' | '=' | '!=' | '>' | '>=' | '<' | '<=';

/** A value as it was typed. What stands in quotes is taken as it is: no `*`, no list, no range. */
export interface TypedValue extends Place {
  text: string;
  quoted: boolean;
}

export type Lexeme = Place &
  (
    | { kind: 'open' | 'close' | 'or' | 'not' }
    /** `key:` with nothing behind it has an empty value. */
    | { kind: 'term'; key: string; comparator: Comparator; value: TypedValue }
    | { kind: 'word'; text: string; quoted: boolean }
  );

/** A name, `header.name`, or `body.path` with its brackets and what they quote, before a comparator. */
const keyPattern =
  /((?:header|body)(?:\.[^\s.:=<>!()[\]"']*|\[[^\]\s"']*\]|\["(?:[^"\\]|\\.)*"\]|\['[^']*'\])+|[a-z][a-z_-]*)(:|=|!=|>=|<=|>|<)/iy;
const quotedPattern = /"((?:[^"\\]|\\.)*)("?)/y;
const barePattern = /[^\s"()][^\s()]*/y;
const looseBarePattern = /[^\s"][^\s]*/y;
const comparatorOf: Record<string, Comparator> = {
  ':': ':',
  '=': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};

const unescaped = (text: string): string => text.replace(/\\(["\\])/g, '$1');

/** Reads text from `at`: in quotes up to the next one, or up to a blank or a bracket. */
function valueAt(text: string, at: number, inBrackets: boolean): TypedValue {
  quotedPattern.lastIndex = at;
  const quoted = quotedPattern.exec(text);
  if (quoted) {
    return { text: unescaped(quoted[1] ?? ''), quoted: true, start: at, end: at + quoted[0].length };
  }
  const pattern = inBrackets ? barePattern : looseBarePattern;
  pattern.lastIndex = at;
  const [bare = ''] = pattern.exec(text) ?? [];
  return { text: bare, quoted: false, start: at, end: at + bare.length };
}

/**
 * Takes a filter's text apart, from left to right, each character once. `isKey` says which names take a value; others are
 * words with a colon in them (`https://…`).
 */
export function lexemesOf(text: string, isKey: (name: string) => boolean): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const one = { start: at, end: at + 1 };
    if (character === '(') {
      depth += 1;
      lexemes.push({ kind: 'open', ...one });
    } else if (character === ')' && depth > 0) {
      depth -= 1;
      lexemes.push({ kind: 'close', ...one });
    } else if (character === '-' && /[^\s)]/.test(text[at + 1] ?? ' ')) lexemes.push({ kind: 'not', ...one });
    else lexemes.push(pieceAt(text, at, isKey, depth > 0));
    at = lexemes.at(-1)?.end ?? text.length;
  }
  return lexemes;
}

function pieceAt(text: string, at: number, isKey: (name: string) => boolean, inBrackets: boolean): Lexeme {
  keyPattern.lastIndex = at;
  const match = keyPattern.exec(text);
  const [whole = '', key = '', sign = ''] = match ?? [];
  const comparator = comparatorOf[sign];
  if (comparator !== undefined && isKey(key)) return termAt(text, at, whole, key, comparator, inBrackets);
  quotedPattern.lastIndex = at;
  const quoted = quotedPattern.exec(text);
  if (quoted) {
    const words = unescaped(quoted[1] ?? '');
    return { kind: 'word', text: words, quoted: true, start: at, end: at + quoted[0].length };
  }
  const pattern = inBrackets ? barePattern : looseBarePattern;
  pattern.lastIndex = at;
  const [bare = text.slice(at, at + 1)] = pattern.exec(text) ?? [];
  const place = { start: at, end: at + bare.length };
  if (bare === 'OR') return { kind: 'or', ...place };
  if (bare === 'NOT') return { kind: 'not', ...place };
  return { kind: 'word', text: bare, quoted: false, ...place };
}

/** `size:>1MB` is `size>1MB`. */
function termAt(
  text: string,
  at: number,
  whole: string,
  key: string,
  first: Comparator,
  inBrackets: boolean,
): Lexeme {
  let comparator = first;
  let from = at + whole.length;
  const sign = first === ':' ? /^(>=|<=|>|<)/.exec(text.slice(from, from + 2))?.[1] : undefined;
  if (sign !== undefined) {
    comparator = comparatorOf[sign] ?? ':';
    from += sign.length;
  }
  const value = valueAt(text, from, inBrackets);
  return { kind: 'term', key, comparator, value, start: at, end: value.end };
}
