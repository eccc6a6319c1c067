/**
 * Cuts the elements out of the array under a key of a JSON text, piece by piece, so that an archive of any size is read
 * with the memory of one entry, and each character is looked at once. Only structure is looked at; each element is parsed
 * by whoever gets it.
 */
export async function* splitEntries(chunks: AsyncIterable<string>, key = 'entries'): AsyncIterable<string> {
  const start = new RegExp(`"${key}"\\s{0,100}:\\s{0,100}\\[`);
  /** The end of the text so far, while the key is looked for. */
  let before = '';
  let found = false;
  /** Earlier chunks' parts of the element that goes on. */
  let begun: string[] = [];
  let depth = 0;
  let inString = false;
  let escaped = false;
  for await (const chunk of chunks) {
    let text = chunk;
    if (!found) {
      before += chunk;
      const match = start.exec(before);
      if (!match) {
        before = before.slice(-longestKeyMatch);
        continue;
      }
      found = true;
      text = before.slice(match.index + match[0].length);
    }
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (escaped) escaped = false;
      else if (inString) {
        if (code === backslash) escaped = true;
        else if (code === quote) inString = false;
      } else if (code === quote) inString = true;
      else if (code === openBrace || code === openBracket) {
        if (depth === 0) from = at;
        depth += 1;
      } else if (code === closeBrace || code === closeBracket) {
        if (depth === 0) return;
        depth -= 1;
        if (depth > 0) continue;
        begun.push(text.slice(from, at + 1));
        yield begun.join('');
        begun = [];
      }
    }
    if (depth > 0) begun.push(text.slice(from));
  }
  if (!found) throw new SyntaxError(`there is no array "${key}" in it`);
  throw new SyntaxError('it ends in the middle');
}

/** Room for the key with some white space, where it lies across two chunks. */
const longestKeyMatch = 256;

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
