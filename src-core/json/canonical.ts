import { duplicateKey } from './duplicate-key.ts';

/** Deeper nesting isn't printed: no webhook has it, and recursion must end. */
const maxDepth = 400;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

class NotCanonical extends Error {}

/** JavaScript prints numbers and strings as RFC 8785 asks (3.2.2), but for lone surrogates, which it forbids. */
function scalar(value: unknown): string {
  if (typeof value === 'string' && loneSurrogate.test(value)) throw new NotCanonical();
  const text = JSON.stringify(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new NotCanonical();
  return text;
}

const byCodeUnit = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

function print(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new NotCanonical();
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (Array.isArray(value)) return `[${value.map((item) => print(item, depth + 1)).join(',')}]`;
  const members = Object.entries(value).sort(byCodeUnit);
  return `{${members.map(([key, member]) => `${scalar(key)}:${print(member, depth + 1)}`).join(',')}}`;
}

/**
 * JSON text in the canonical form of RFC 8785: no blanks, keys sorted by UTF-16 code unit, numbers as JavaScript prints them.
 * Null for what has none: no JSON, a key given twice, a lone surrogate, nesting beyond any webhook's.
 */
export function canonicalJson(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return duplicateKey(text) === null ? print(value, 0) : null;
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof SyntaxError) return null;
    throw error;
  }
}
