import type { Span } from './spans.ts';
import { endOfScalar, endOfString, skipSpace, stringValue } from './tokens.ts';

/** A string or number of a JSON text: where it stands, and the way there. */
export interface Leaf extends Span {
  /** Members and places from the root. */
  path: readonly string[];
  value: string | number;
}

/** Leaves deeper than this are left out: no rule names them, and their paths would cost more than the text. */
const maxLeafDepth = 16;

interface Level {
  isObject: boolean;
  key: string;
  index: number;
}

/** The JSON pointer (RFC 6901) of a path. */
export const pointerOf = (path: readonly string[]): string =>
  path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The strings and numbers of a JSON text in its order; none where it is not JSON. One pass, and no recursion. */
export function leavesOf(text: string): Leaf[] {
  try {
    JSON.parse(text);
  } catch {
    return [];
  }
  const leaves: Leaf[] = [];
  const levels: Level[] = [];
  const path = () => levels.map(({ isObject, key, index }) => (isObject ? key : String(index)));
  let expectsKey = false;
  for (let i = skipSpace(text, 0); i < text.length; i = skipSpace(text, i)) {
    const code = text.charCodeAt(i);
    const level = levels.at(-1);
    if (code === 0x3a) i++;
    else if (code === 0x7b || code === 0x5b) {
      levels.push({ isObject: code === 0x7b, key: '', index: 0 });
      expectsKey = code === 0x7b;
      i++;
    } else if (code === 0x7d || code === 0x5d) {
      levels.pop();
      expectsKey = false;
      i++;
    } else if (code === 0x2c) {
      if (level) level.index++;
      expectsKey = level?.isObject === true;
      i++;
    } else if (code === 0x22) {
      const end = endOfString(text, i);
      if (expectsKey && level) {
        level.key = stringValue(text.slice(i, end));
        expectsKey = false;
      } else if (levels.length <= maxLeafDepth) {
        leaves.push({ path: path(), value: stringValue(text.slice(i, end)), start: i, end });
      }
      i = end;
    } else {
      const end = endOfScalar(text, i);
      const isNumber = code === 0x2d || (code >= 0x30 && code <= 0x39);
      if (isNumber && levels.length <= maxLeafDepth) {
        leaves.push({ path: path(), value: Number(text.slice(i, end)), start: i, end });
      }
      i = end;
    }
  }
  return leaves;
}
