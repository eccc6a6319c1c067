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
