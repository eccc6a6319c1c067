/**
 * JSON taken apart and printed again as other programs would: key order, repeated keys and the text of numbers and strings
 * are kept unless a style changes them, so that a printed form is exact.
 */

type JsonNode =
  | { kind: 'scalar'; raw: string }
  /** `plain`: printed alike in every style. */
  | { kind: 'string'; raw: string; plain: boolean }
  | { kind: 'number'; raw: string; plain: boolean }
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'object'; members: Member[] };

interface Member {
  key: string;
  plain: boolean;
  value: JsonNode;
}

export interface JsonStyle {
  /** Spaces or a tab a level; absent: in one line. */
  indent?: string;
  /** Between items on one line. */
  itemSeparator?: string;
  keySeparator?: string;
  sortKeys?: boolean;
  /** Another order of keys than they stand in; wins over `sortKeys`. */
  order?: KeyOrder;
  /** What a line is broken with; a line feed where absent. */
  lineBreak?: string;
  /** Lists stand on one line (`[ 1, 2 ]`) though objects don't: Jackson. */
  inlineLists?: boolean;
  /** Members that are left out: those that are null, or also those that are empty. */
  omit?: 'nulls' | 'empties';
  /** Empty objects become empty lists: PHP, which has one type for both. */
  emptyObject?: '{}' | '[]';
  /** Inside empty lists and objects when laid out: nothing, a blank (Jackson), a line break (old Ruby). */
  insideEmpty?: string;
  /** Given the text of every string first: dates that a library printed anew. */
  values?: (text: string) => string;
  /** Given the text of strings that some program writes in another way; the others are printed as they stand. */
  strings?: (text: string) => string;
  /** Given numbers that aren't plain whole ones of up to 15 digits, which every program prints alike. */
  numbers?: (raw: string) => string;
  /** `numbers` is given plain ones too. */
  everyNumber?: boolean;
}

/**
 * `v8`: whole numbers first, in their order, the last of equal keys in the place of the first (JSON.parse and stringify).
 * `length`: the shortest first (jsonb, MySQL). `top`: sorted on the outermost level alone.
 */
export type KeyOrder =
  | 'code-unit'
  | 'bytes'
  | 'length'
  | 'v8'
  | 'case-insensitive'
  | 'top'
  | 'reversed'
  | 'deduplicated';

/** Characters that styles differ about. */
const special = /[\\/<>&'+=`\u007f-\uffff]/;
const plainNumber = /^-?[1-9]\d{0,14}$|^0$/;

/** Deeper nesting isn't printed again: no webhook has it, and recursion must end. */
const maxDepth = 400;

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonNode {
    const node = this.value(0);
    this.space();
    if (this.at < this.text.length) throw new SyntaxError('text after the value');
    return node;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private value(depth: number): JsonNode {
    if (depth > maxDepth) throw new SyntaxError('nested too deeply');
    this.space();
    const code = this.text.charCodeAt(this.at);
    if (code === 0x22) {
      const raw = this.string();
      return { kind: 'string', raw, plain: !special.test(raw) };
    }
    if (code === 0x7b) return this.object(depth);
    if (code === 0x5b) return this.list(depth);
    const start = this.at;
    while (this.at < this.text.length && !' \n\r\t,]}'.includes(this.text.charAt(this.at))) this.at++;
    const raw = this.text.slice(start, this.at);
    const isNumber = code === 0x2d || (code >= 0x30 && code <= 0x39);
    return isNumber ? { kind: 'number', raw, plain: plainNumber.test(raw) } : { kind: 'scalar', raw };
  }

  private string(): string {
    const start = this.at++;
    for (;;) {
      const code = this.text.charCodeAt(this.at++);
      if (code === 0x22) return this.text.slice(start, this.at);
      if (code === 0x5c) this.at++;
      if (this.at > this.text.length) throw new SyntaxError('string without end');
    }
  }

  private list(depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    this.space();
    while (this.text.charCodeAt(this.at) !== 0x5d) {
      items.push(this.value(depth + 1));
      this.separator(0x5d);
    }
    this.at++;
    return { kind: 'list', items };
  }

  private object(depth: number): JsonNode {
    const members: Member[] = [];
    this.at++;
    this.space();
    while (this.text.charCodeAt(this.at) !== 0x7d) {
      const key = this.string();
      this.space();
      this.at++;
      members.push({ key, plain: !special.test(key), value: this.value(depth + 1) });
      this.separator(0x7d);
    }
    this.at++;
    return { kind: 'object', members };
  }

  private separator(close: number): void {
    this.space();
    const code = this.text.charCodeAt(this.at);
    if (code === 0x2c) this.at++;
    else if (code !== close) throw new SyntaxError('comma expected');
    this.space();
  }
}

/** A parsed JSON text that can be printed in many styles. */
export interface JsonForm {
  print(style: JsonStyle): string;
}

function decode(raw: string): string {
  if (!raw.includes('\\')) return raw.slice(1, -1);
  const value: unknown = JSON.parse(raw);
  return String(value);
}

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Code points in their order, which is that of UTF-8 bytes. */
function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; ) {
    const [x = 0, y = 0] = [a.codePointAt(i), b.codePointAt(i)];
    if (x !== y) return x - y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

interface Named {
  member: Member;
  name: string;
}

const utf8Length = (text: string) => new TextEncoder().encode(text).length;

const comparisons = {
  'code-unit': byCodeUnit,
  bytes: byCodePoint,
  length: (a: string, b: string) => utf8Length(a) - utf8Length(b) || byCodePoint(a, b),
  'case-insensitive': (a: string, b: string) => byCodeUnit(a.toLowerCase(), b.toLowerCase()),
} as const;

const isIndex = (name: string) => /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 4_294_967_295;

/** The last of equal keys, in the place of the first. */
function deduplicated(named: readonly Named[]): Named[] {
  const last = new Map<string, Named>();
  for (const one of named) last.set(one.name, one);
  return last.size === named.length ? [...named] : [...last.values()];
}

function ordered(members: readonly Member[], order: KeyOrder, isTop: boolean): readonly Member[] {
  if (order === 'top' && !isTop) return members;
  if (order === 'reversed') return [...members].reverse();
  const named = members.map((member) => ({ member, name: decode(member.key) }));
  if (order === 'deduplicated') return deduplicated(named).map(({ member }) => member);
  if (order === 'v8') {
    const unique = deduplicated(named);
    const indexes = unique
      .filter(({ name }) => isIndex(name))
      .sort((a, b) => Number(a.name) - Number(b.name));
    return [...indexes, ...unique.filter(({ name }) => !isIndex(name))].map(({ member }) => member);
  }
  const compare = comparisons[order === 'top' ? 'code-unit' : order];
  return named.sort((a, b) => compare(a.name, b.name)).map(({ member }) => member);
}

/** Whether a member of this value is left out. */
function isOmitted(value: JsonNode, omit: 'nulls' | 'empties'): boolean {
  if (value.kind === 'scalar' && value.raw === 'null') return true;
  if (omit === 'nulls') return false;
  if (value.kind === 'string') return value.raw === '""';
  return (
    (value.kind === 'list' && value.items.length === 0) ||
    (value.kind === 'object' && value.members.length === 0)
  );
}

/** Prints in one style. Text is appended to one string, which engines do faster than joining pieces. */
class Printer {
  text = '';
  private readonly style: JsonStyle;
  private readonly colon: string;
  private readonly lineBreak: string;

  constructor(style: JsonStyle) {
    this.style = style;
    this.lineBreak = style.lineBreak ?? '\n';
    this.colon = style.keySeparator ?? (style.indent === undefined ? ':' : ': ');
  }

  private key(raw: string, plain: boolean): void {
    this.text += plain || !this.style.strings ? raw : this.style.strings(decode(raw));
  }

  private string(raw: string, plain: boolean): void {
    const { values, strings } = this.style;
    if (values && raw.length < 48) {
      const text = decode(raw);
      const other = values(text);
      if (other !== text) {
        this.text += strings ? strings(other) : JSON.stringify(other);
        return;
      }
    }
    this.text += plain || !strings ? raw : strings(decode(raw));
  }

  private members(node: JsonNode & { kind: 'object' }, isTop: boolean): readonly Member[] {
    const { order, sortKeys, omit } = this.style;
    const wanted = order ?? (sortKeys ? 'code-unit' : undefined);
    const members = wanted ? ordered(node.members, wanted, isTop) : node.members;
    return omit ? members.filter(({ value }) => !isOmitted(value, omit)) : members;
  }

  /** `newline` is a line break with the indentation of the level. */
  print(node: JsonNode, newline: string): void {
    if (node.kind === 'string') this.string(node.raw, node.plain);
    else if (node.kind === 'scalar') this.text += node.raw;
    else if (node.kind === 'number') {
      this.text +=
        (node.plain && !this.style.everyNumber) || !this.style.numbers
          ? node.raw
          : this.style.numbers(node.raw);
    } else if (node.kind === 'list') this.list(node.items, newline);
    else this.object(this.members(node, newline === this.lineBreak), newline);
  }

  private empty(open: string, close: string, newline: string): void {
    const { insideEmpty = '', indent } = this.style;
    const inside = indent === undefined ? '' : insideEmpty.replaceAll('\n', newline);
    this.text += open + inside + close;
  }

  private list(items: readonly JsonNode[], newline: string): void {
    if (items.length === 0) {
      this.empty('[', ']', newline);
      return;
    }
    const { indent, itemSeparator = ',', inlineLists } = this.style;
    if (inlineLists) {
      this.inlineList(items, newline);
      return;
    }
    const inner = indent === undefined ? '' : newline + indent;
    let before = `[${inner}`;
    for (const item of items) {
      this.text += before;
      this.print(item, inner);
      before = indent === undefined ? itemSeparator : `,${inner}`;
    }
    this.text += indent === undefined ? ']' : `${newline}]`;
  }

  private inlineList(items: readonly JsonNode[], newline: string): void {
    let before = '[ ';
    for (const item of items) {
      this.text += before;
      this.print(item, newline);
      before = ', ';
    }
    this.text += ' ]';
  }

  private object(members: readonly Member[], newline: string): void {
    if (members.length === 0) {
      if (this.style.emptyObject === '[]') this.text += '[]';
      else this.empty('{', '}', newline);
      return;
    }
    const { indent, itemSeparator = ',' } = this.style;
    const inner = indent === undefined ? '' : newline + indent;
    let before = `{${inner}`;
    for (const { key, plain, value } of members) {
      this.text += before;
      this.key(key, plain);
      this.text += this.colon;
      this.print(value, inner);
      before = indent === undefined ? itemSeparator : `,${inner}`;
    }
    this.text += indent === undefined ? '}' : `${newline}}`;
  }
}

/** Takes JSON text apart; null where it isn't JSON (or nests beyond all sense). */
export function parseJsonForm(text: string): JsonForm | null {
  try {
    JSON.parse(text);
    const root = new Reader(text).read();
    return {
      print(style) {
        const printer = new Printer(style);
        printer.print(root, style.lineBreak ?? '\n');
        return printer.text;
      },
    };
  } catch {
    return null;
  }
}

const unicodeEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const upperEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** PHP writes these in upper case, the rest in lower. */
const upperHexEscape = (unit: string) =>
  unit.charCodeAt(0) < 0x80 ? upperEscape(unit) : unicodeEscape(unit);

/** How well-known programs print a string. */
export const stringStyles = {
  plain: (text: string) => JSON.stringify(text),
  /** Python's ensure_ascii: everything beyond printable ASCII is escaped. */
  ascii: (text: string) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, unicodeEscape),
  slashes: (text: string) => JSON.stringify(text).replaceAll('/', '\\/'),
  /** PHP's json_encode. */
  php: (text: string) =>
    JSON.stringify(text)
      .replaceAll('/', '\\/')
      .replace(/[\u0080-\uffff]/g, unicodeEscape),
  /** Go's encoding/json, and Rails' to_json. */
  html: (text: string) => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, unicodeEscape),
  /** Gson's default, with HTML escaping. */
  gson: (text: string) => JSON.stringify(text).replace(/[<>&='\u2028\u2029]/g, unicodeEscape),
  asciiUpper: (text: string) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, upperEscape),
  /** PHP with JSON_UNESCAPED_SLASHES: everything beyond ASCII is escaped. */
  asciiOnly: (text: string) => JSON.stringify(text).replace(/[\u0080-\uffff]/g, unicodeEscape),
  /** org.json (Java) and others: `</` is `<\\/`. */
  closingTags: (text: string) => JSON.stringify(text).replaceAll('</', '<\\/'),
  /** Rails' to_json with HTML entities and everything beyond ASCII escaped. */
  htmlAscii: (text: string) => JSON.stringify(text).replace(/[<>&\u007f-\uffff]/g, unicodeEscape),
  /** Newtonsoft with EscapeHtml. */
  htmlQuotes: (text: string) => JSON.stringify(text).replace(/[<>&'\u2028\u2029]/g, unicodeEscape),
  /** PHP's JSON_HEX_TAG, _AMP, _APOS and _QUOT. */
  phpHex: (text: string) =>
    `"${JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('\\"', '\\u0022')
      .replaceAll('/', '\\/')
      .replace(/[<>&'\u0080-\uffff]/g, upperHexEscape)}"`,
  /** System.Text.Json's default encoder. */
  dotnet: (text: string) =>
    `"${JSON.stringify(text)
      .slice(1, -1)
      .replaceAll('\\"', '\\u0022')
      .replace(/[<>&'+`\u007f-\uffff]/g, upperEscape)}"`,
} as const;

/** As JavaScript prints the double nearest to a number: 1.0 becomes 1, digits beyond 2^53 are lost. */
export const javascriptNumber = (raw: string): string => JSON.stringify(Number(raw));

/** As Python prints it: whole numbers keep every digit, others become the shortest float with a point. */
export function pythonNumber(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const number = Number(raw);
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return number.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const text = String(number);
  return text.includes('.') ? text : `${text}.0`;
}

/** Every number with a point, as Java's doubles and Newtonsoft's floats are printed. */
export function pointedNumber(raw: string): string {
  const number = Number(raw);
  const size = Math.abs(number);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [mantissa = '', exponent = ''] = number.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
  }
  const text = String(number);
  return text.includes('.') ? text : `${text}.0`;
}

/** As Newtonsoft prints doubles: a point in whole numbers, no exponent below 1e15. */
export function fixedPointNumber(raw: string): string {
  const text = String(Number(raw));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** As Go prints floats: an exponent from 1e21 on and below 1e-6, of two digits at most where needed. */
export const goNumber = (raw: string): string => {
  const text = String(Number(raw));
  return text.replace(/e-0?(\d)$/, 'e-0$1').replace(/e\+0?(\d)$/, 'e+0$1');
};

/** As PHP prints floats: an exponent with a point and a sign. */
export const phpNumber = (raw: string): string => {
  if (/^-?\d+$/.test(raw)) return raw;
  return String(Number(raw)).replace(/^(-?\d)e/, '$1.0e');
};
