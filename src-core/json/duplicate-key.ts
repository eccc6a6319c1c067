import { endOfString, skipSpace, stringValue } from './tokens.ts';

/**
 * A key that an object of valid JSON `text` has twice, at any depth; null where none has. Programs differ in which of the two
 * they believe, so that what one has checked another may never have seen. One pass, no recursion.
 */
export function duplicateKey(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code === 0x7b) open.push(new Set());
    else if (code === 0x5b) open.push(null);
    else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === 0x22) {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys && text.charCodeAt(skipSpace(text, end)) === 0x3a) {
        const name = stringValue(text.slice(i, end));
        if (keys.has(name)) return name;
        keys.add(name);
      }
      i = end;
      continue;
    }
    i++;
  }
  return null;
}
