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
  /** Given the text of strings that some program writes in another way; the others are printed as they stand. */
  strings?: (text: string) => string;
  /** Given numbers that aren't plain whole ones of up to 15 digits, which every program prints alike. */
  numbers?: (raw: string) => string;
}

/** Characters that styles differ about. */
const special = /[\\/<>&'+`\u007f-\uffff]/;
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

const sorted = (members: readonly Member[]): Member[] =>
  members
    .map((member) => ({ member, name: decode(member.key) }))
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ member }) => member);

/** Prints in one style. Text is appended to one string, which engines do faster than joining pieces. */
class Printer {
  text = '';
  private readonly style: JsonStyle;
  private readonly colon: string;

  constructor(style: JsonStyle) {
    this.style = style;
    this.colon = style.keySeparator ?? (style.indent === undefined ? ':' : ': ');
  }

  private string(raw: string, plain: boolean): void {
    this.text += plain || !this.style.strings ? raw : this.style.strings(decode(raw));
  }

  /** `newline` is a line break with the indentation of the level. */
  print(node: JsonNode, newline: string): void {
    if (node.kind === 'string') this.string(node.raw, node.plain);
    else if (node.kind === 'scalar') this.text += node.raw;
    else if (node.kind === 'number') {
      this.text += node.plain || !this.style.numbers ? node.raw : this.style.numbers(node.raw);
    } else if (node.kind === 'list') this.list(node.items, newline);
    else this.object(this.style.sortKeys ? sorted(node.members) : node.members, newline);
  }

  private list(items: readonly JsonNode[], newline: string): void {
    if (items.length === 0) {
      this.text += '[]';
      return;
    }
    const { indent, itemSeparator = ',' } = this.style;
    const inner = indent === undefined ? '' : newline + indent;
    let before = `[${inner}`;
    for (const item of items) {
      this.text += before;
      this.print(item, inner);
      before = indent === undefined ? itemSeparator : `,${inner}`;
    }
    this.text += indent === undefined ? ']' : `${newline}]`;
  }

  private object(members: readonly Member[], newline: string): void {
    if (members.length === 0) {
      this.text += '{}';
      return;
    }
    const { indent, itemSeparator = ',' } = this.style;
    const inner = indent === undefined ? '' : newline + indent;
    let before = `{${inner}`;
    for (const { key, plain, value } of members) {
      this.text += before;
      this.string(key, plain);
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
        printer.print(root, '\n');
        return printer.text;
      },
    };
  } catch {
    return null;
  }
}

const unicodeEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const upperEscape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

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
