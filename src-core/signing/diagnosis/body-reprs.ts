import { pythonNumber } from '../../json/printed-values.ts';

/** A parsed body as languages print their own objects, which is what `str(body)` and the like sign. */

const hexEscape = (unit: string) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Python's repr of a string: single quotes unless only those are inside; control characters escaped. */
function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\p{Cc}\u00a0\u00ad]/gu, hexEscape);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e16 ? String(value) : pythonNumber(String(value));
  if (typeof value === 'string') return pythonString(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${pythonString(key)}: ${pythonRepr(inner)}`)
    .join(', ')}}`;
}

export function rubyInspect(value: unknown, arrow: string): string {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'string') return JSON.stringify(value).replaceAll('#{', '\\#{');
  if (Array.isArray(value)) return `[${value.map((one) => rubyInspect(one, arrow)).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}${arrow}${rubyInspect(inner, arrow)}`)
    .join(', ')}}`;
}

/** AbstractMap.toString. */
export function javaString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaString).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}=${javaString(inner)}`)
    .join(', ')}}`;
}

/** fmt.Sprint of what encoding/json reads: keys sorted, nothing quoted. */
export function goString(value: unknown): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goString).join(' ')}]`;
  if (typeof value === 'number') return Math.abs(value) >= 1e21 ? goExponent(value) : goFloat(value);
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, inner]) => `${key}:${goString(inner)}`).join(' ')}]`;
}

const goExponent = (value: number) => value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
/** %v of a float64 is %g with the shortest digits: an exponent from 21 on. */
const goFloat = (value: number) =>
  Math.abs(value) < 1e-4 && value !== 0 ? goExponent(value) : String(value);

const inspectKey = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : inspectText(key));

function inspectText(text: string): string {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : '`';
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return quote + escaped + quote;
}

/** Beyond that many characters, util.inspect breaks an object into lines. */
const inspectWidth = 72;

/** util.inspect of Node at its defaults (depth 2, 80 columns), for values without long lists. */
function inspected(value: unknown, depth: number, indent: number): string {
  if (typeof value === 'string') return inspectText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return isList ? '[]' : '{}';
  if (depth > 2) return isList ? '[Array]' : '[Object]';
  const parts = entries.map(
    ([key, inner]) => `${isList ? '' : `${inspectKey(key)}: `}${inspected(inner, depth + 1, indent + 2)}`,
  );
  const [open, close] = isList ? '[]' : '{}';
  const start = parts.length + indent + 1 + 10;
  const total = parts.reduce((sum, part) => sum + part.length, 0) + parts.length;
  const nestedLevels = (inner: unknown): number =>
    typeof inner === 'object' && inner !== null
      ? 1 + Math.max(0, ...Object.values(inner).map(nestedLevels))
      : 0;
  const fits = total + start <= inspectWidth + 8 && !parts.some((part) => part.includes('\n'));
  if (nestedLevels(value) <= 3 && fits) return `${open} ${parts.join(', ')} ${close}`;
  const blanks = ' '.repeat(indent);
  return `${open}\n${blanks}  ${parts.join(`,\n${blanks}  `)}\n${blanks}${close}`;
}

export function* nodeInspect(value: unknown): Generator<string> {
  yield inspected(value, 0, 0);
}
