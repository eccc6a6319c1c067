/** How printers of other languages write JSON, from their documents and from memory: no code of the product. */
export interface Style {
  comma?: string;
  colon?: string;
  indent?: string;
  newline?: string;
  sort?: (a: string, b: string) => number;
  text?: (text: string) => string;
  number?: (n: number) => string;
  emptyObject?: string;
  dropNull?: boolean;
  dropEmpty?: boolean;
}

const u = (ch: string, upper = false) => {
  const code = ch.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${upper ? code.toUpperCase() : code}`;
};
const ascii = (s: string, upper = false) => s.replace(/[\u007f-\uffff]/g, (ch) => u(ch, upper));
export const asciiLower = (s: string) => ascii(JSON.stringify(s));
export const asciiUpper = (s: string) => ascii(JSON.stringify(s), true);
export const phpText = (s: string) => asciiLower(s).replaceAll('/', '\\/');
export const goText = (s: string) => JSON.stringify(s).replace(/[<>&\u2028\u2029]/g, (ch) => u(ch));
export const gsonText = (s: string) => JSON.stringify(s).replace(/[<>&='\u2028\u2029]/g, (ch) => u(ch));
export const slashText = (s: string) => JSON.stringify(s).replaceAll('/', '\\/');
export const dotnetText = (s: string) =>
  `"${s.replace(/["\\<>&'+`\n\r\t\b\f]|[^\x20-\x7e]/g, (ch) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' })[ch] ?? u(ch, true))}"`;
export const pythonNumber = (n: number): string => {
  if (Number.isInteger(n) && Math.abs(n) < 1e16) return String(n);
  const t = String(n);
  return t.includes('e') ? t.replace(/e([+-])(\d)$/, 'e$10$2') : t;
};
export const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const byLength = (a: string, b: string) => a.length - b.length || byBytes(a, b);

export function print(value: unknown, style: Style, depth = 0): string {
  const {
    comma = ',',
    colon = ':',
    indent = '',
    newline = '\n',
    text = (s: string) => JSON.stringify(s),
  } = style;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return (style.number ?? String)(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = indent ? newline + indent.repeat(depth + 1) : '';
  const outer = indent ? newline + indent.repeat(depth) : '';
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${inner}${value.map((one) => print(one, style, depth + 1)).join(comma + inner)}${outer}]`;
  }
  const isEmpty = (v: unknown) =>
    v === '' || (typeof v === 'object' && v !== null && Object.keys(v).length === 0);
  let entries = Object.entries(value).filter(
    ([, v]) => !(style.dropNull && v === null) && !(style.dropEmpty && isEmpty(v)),
  );
  if (style.sort) entries = entries.sort(([a], [b]) => style.sort?.(a, b) ?? 0);
  if (entries.length === 0) return style.emptyObject ?? '{}';
  return `{${inner}${entries.map(([k, v]) => `${text(k)}${colon}${print(v, style, depth + 1)}`).join(comma + inner)}${outer}}`;
}

export function pythonRepr(v: unknown): string {
  if (v === null) return 'None';
  if (v === true) return 'True';
  if (v === false) return 'False';
  if (typeof v === 'number') return pythonNumber(v);
  if (typeof v === 'string') {
    const q = v.includes("'") && !v.includes('"') ? '"' : "'";
    const escaped = v
      .replaceAll('\\', '\\\\')
      .replaceAll('\n', '\\n')
      .replaceAll('\t', '\\t')
      .replaceAll('\r', '\\r');
    return q + (q === "'" ? escaped.replaceAll("'", "\\'") : escaped) + q;
  }
  if (Array.isArray(v)) return `[${v.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(Object(v))
    .map(([k, x]) => `${pythonRepr(k)}: ${pythonRepr(x)}`)
    .join(', ')}}`;
}
