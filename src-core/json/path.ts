/** A step into a JSON value: a member's name, an element's place, or any of them (`*`). */
export type JsonStep = { name: string } | { index: number } | { any: true };
export type JsonPath = readonly JsonStep[];

/** The deepest path that is read; nobody writes one by hand. */
const mostSteps = 32;

const piece = /\.?([^.[\]"'\s:=<>!]+)|\[\s*(\d{1,9}|\*)\s*\]|\[\s*("(?:[^"\\]|\\.)*"|'[^']*')\s*\]/y;

function nameIn(quoted: string): string | null {
  if (quoted.startsWith("'")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

/**
 * Reads the part of JSONPath (RFC 9535) that points: `$.data.items[0].sku`, `items[*].sku`, `$['odd name']`, `data.*`. The
 * `$` may be left out. Null where the text is no such path.
 */
export function parseJsonPath(text: string): JsonPath | null {
  const steps: JsonStep[] = [];
  let at = text.startsWith('$') ? 1 : 0;
  if (at === 1 && text.length > 1 && text[1] !== '.' && text[1] !== '[') at = 0;
  while (at < text.length) {
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (!match || steps.length === mostSteps) return null;
    const [whole, name, place, quoted] = match;
    if (name !== undefined) {
      // A name follows a dot, or begins the path.
      if (at > 0 && !whole.startsWith('.')) return null;
      steps.push(name === '*' ? { any: true } : { name });
    } else if (place !== undefined) {
      steps.push(place === '*' ? { any: true } : { index: Number(place) });
    } else {
      const unquoted = nameIn(quoted ?? '');
      if (unquoted === null) return null;
      steps.push({ name: unquoted });
    }
    at += whole.length;
  }
  return steps;
}

const plainName = /^[^.[\]"'\s:=<>!*$()]+$/;

/** The path as {@link parseJsonPath} reads it, with its `$`. */
export const printJsonPath = (path: JsonPath): string =>
  path.reduce((text, step) => {
    if ('any' in step) return `${text}[*]`;
    if ('index' in step) return `${text}[${step.index}]`;
    return plainName.test(step.name) ? `${text}.${step.name}` : `${text}[${JSON.stringify(step.name)}]`;
  }, '$');

function childrenOf(value: unknown, step: JsonStep): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('any' in step) return Object.values(value);
  if (Array.isArray(value)) {
    // `items.0` is what many write for `items[0]`.
    const index = 'index' in step ? step.index : /^\d{1,9}$/.test(step.name) ? Number(step.name) : -1;
    return index >= 0 && index < value.length ? [value[index]] : [];
  }
  const name = 'index' in step ? String(step.index) : step.name;
  return Object.hasOwn(value, name) ? [Reflect.get(value, name)] : [];
}

/** All that stands at a path of a parsed JSON value. */
export const valuesAt = (value: unknown, path: JsonPath): unknown[] =>
  path.reduce((values: unknown[], step) => values.flatMap((each) => childrenOf(each, step)), [value]);
