/** The index after the closing quote of the string that begins at `at`. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === 0x22) return i + 1;
  }
  return text.length;
}

const nameOf = (quoted: string): string => String(JSON.parse(quoted));

const colon = /\s*:/y;

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
      colon.lastIndex = end;
      const keys = open.at(-1);
      if (keys && colon.test(text)) {
        const name = nameOf(text.slice(i, end));
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
