/**
 * Cuts the elements out of the array under a key of a JSON text, piece by piece, so that an archive of any size is read
 * with the memory of one entry. Only structure is looked at; each element is parsed by whoever gets it.
 */
export async function* splitEntries(chunks: AsyncIterable<string>, key = 'entries'): AsyncIterable<string> {
  const start = new RegExp(`"${key}"\\s*:\\s*\\[`);
  let text = '';
  /** Where scanning goes on, and where the present element began. */
  let at = 0;
  let from = -1;
  let depth = 0;
  let inString = false;
  let found = false;
  for await (const chunk of chunks) {
    text += chunk;
    if (!found) {
      const match = start.exec(text);
      if (!match) {
        text = text.slice(-longestKeyMatch);
        continue;
      }
      found = true;
      text = text.slice(match.index + match[0].length);
    }
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (code === backslash) at += 1;
        else if (code === quote) inString = false;
      } else if (code === quote) inString = true;
      else if (code === openBrace || code === openBracket) {
        if (depth === 0) from = at;
        depth += 1;
      } else if (code === closeBrace || code === closeBracket) {
        if (depth === 0) return;
        depth -= 1;
        if (depth === 0) {
          yield text.slice(from, at + 1);
          from = -1;
        }
      }
    }
    // Keep only the element that goes on in the next chunk. An escape may have stepped over the end.
    const kept = from < 0 ? text.length : from;
    text = text.slice(kept);
    at -= kept;
    if (from >= 0) from = 0;
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
