/**
 * JSON taken apart and printed again as other programs would: key order, repeated keys and the text of numbers and strings
 * are kept unless a style changes them, so that a printed form is exact.
 */

type JsonNode =
  | { kind: 'scalar'; raw: string }
  | { kind: 'string'; raw: string }
  | { kind: 'number'; raw: string }
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'object'; members: [key: string, value: JsonNode][] };

export interface JsonStyle {
  /** Spaces or a tab a level; absent: in one line. */
  indent?: string;
  /** Between items on one line. */
  itemSeparator?: string;
  keySeparator?: string;
  sortKeys?: boolean;
  strings?: (text: string) => string;
  numbers?: (raw: string) => string;
}

/** Deeper nesting isn't printed again: no webhook has it, and recursion must end. */
const maxDepth = 400;

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

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
    if (code === 0x22) return { kind: 'string', raw: this.string() };
    if (code === 0x7b) return this.object(depth);
    if (code === 0x5b) return this.list(depth);
    const start = this.at;
    while (this.at < this.text.length && !' \n\r\t,]}'.includes(this.text.charAt(this.at))) this.at++;
    const raw = this.text.slice(start, this.at);
    return { kind: code === 0x2d || (code >= 0x30 && code <= 0x39) ? 'number' : 'scalar', raw };
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
    const members: [string, JsonNode][] = [];
    this.at++;
    this.space();
    while (this.text.charCodeAt(this.at) !== 0x7d) {
      const key = this.string();
      this.space();
      this.at++;
      members.push([key, this.value(depth + 1)]);
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

const decode = (raw: string): string => {
  const value: unknown = JSON.parse(raw);
  return String(value);
};

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function printNode(node: JsonNode, style: JsonStyle, newline: string, out: string[]): void {
  if (node.kind === 'scalar') out.push(node.raw);
  else if (node.kind === 'number') out.push(style.numbers ? style.numbers(node.raw) : node.raw);
  else if (node.kind === 'string') out.push(style.strings ? style.strings(decode(node.raw)) : node.raw);
  else printContainer(node, style, newline, out);
}

function printContainer(
  node: Extract<JsonNode, { kind: 'list' | 'object' }>,
  style: JsonStyle,
  newline: string,
  out: string[],
): void {
  const isList = node.kind === 'list';
  const count = isList ? node.items.length : node.members.length;
  if (count === 0) {
    out.push(isList ? '[]' : '{}');
    return;
  }
  const inner = style.indent === undefined ? '' : newline + style.indent;
  const between = style.indent === undefined ? (style.itemSeparator ?? ',') : `,${inner}`;
  const colon = style.keySeparator ?? (style.indent === undefined ? ':' : ': ');
  out.push(isList ? '[' : '{', inner);
  if (isList) {
    node.items.forEach((item, index) => {
      if (index > 0) out.push(between);
      printNode(item, style, inner, out);
    });
  } else {
    const members = style.sortKeys
      ? [...node.members].sort(([a], [b]) => byCodeUnit(decode(a), decode(b)))
      : node.members;
    members.forEach(([key, value], index) => {
      if (index > 0) out.push(between);
      out.push(style.strings ? style.strings(decode(key)) : key, colon);
      printNode(value, style, inner, out);
    });
  }
  if (style.indent !== undefined) out.push(newline);
  out.push(isList ? ']' : '}');
}

/** Takes JSON text apart; null where it isn't JSON (or nests beyond all sense). */
export function parseJsonForm(text: string): JsonForm | null {
  try {
    JSON.parse(text);
    const root = new Reader(text).read();
    return {
      print(style) {
        const out: string[] = [];
        printNode(root, style, '\n', out);
        return out.join('');
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
