/** The editor's JSON service works recursively, and on the whole text at each stroke: beyond these it is plain text. */
const maxCharacters = 1_000_000;
const maxDepth = 300;

/** Whether the JSON service can bear a text. Brackets inside of strings count as well: it is a bound, not a parser. */
export function isTameJson(text: string): boolean {
  if (text.length > maxCharacters) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) depth += 1;
    else if (code === 93 || code === 125) depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return false;
  }
  return true;
}
