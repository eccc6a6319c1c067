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

/**
 * The deepest JSON that is parsed. No event comes near it, while a parser takes twenty times as long for what does nothing
 * but nest, and whatever walks it afterwards runs out of stack.
 */
export const deepestJson = 10_000;

/** Whether a JSON text nests deeper than is parsed. Brackets inside of strings don't count. */
export const isTooDeep = (text: string): boolean =>
  nestsDeeperThan(text, deepestJson) && depthOutsideStrings(text) > deepestJson;

function depthOutsideStrings(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}
