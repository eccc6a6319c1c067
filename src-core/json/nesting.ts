/**
 * Whether a text may nest deeper than `maxDepth`, found in one pass and without recursion. Brackets inside of strings count
 * as well: it is a bound for what works recursively, not a parser.
 */
export function nestsDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    if (depth > maxDepth) return true;
  }
  return false;
}
