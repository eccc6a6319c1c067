/** Steps through the text of valid JSON: each takes an index and answers another. */

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The index of the next character that is no white space, from `at` on. */
export function skipSpace(text: string, at: number): number {
  let i = at;
  while (i < text.length && isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The index after the closing quote of the string that begins at `at`; the text's end where it never ends. */
export function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5c) i++;
    else if (code === 0x22) return i + 1;
  }
  return text.length;
}

/** The index after the number or word that begins at `at`. */
export function endOfScalar(text: string, at: number): number {
  let i = at;
  while (i < text.length && !',]}'.includes(text.charAt(i)) && !isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** The value of a string from its text, quotes included. */
export function stringValue(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
