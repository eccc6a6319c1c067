/**
 * Editors know one kind of line end. What was pasted may have several, and its bytes count: so the exact text is kept beside
 * what an editor shows, and each edit of the one is made in the other.
 */

/** As an editor shows it: CR LF, and CR alone, are one line feed. */
export const shownText = (exact: string): string =>
  exact.includes('\r') ? exact.replaceAll(/\r\n?/g, '\n') : exact;

/** An edit of the shown text, in UTF-16 units. */
export interface Splice {
  offset: number;
  length: number;
  text: string;
}

/** Where a place of the shown text is in the exact one. */
function exactOffset(exact: string, shownOffset: number): number {
  if (!exact.includes('\r')) return shownOffset;
  let shown = 0;
  let at = 0;
  while (shown < shownOffset && at < exact.length) {
    at += exact.startsWith('\r\n', at) ? 2 : 1;
    shown += 1;
  }
  return at;
}

/** Two line ends that come to stand side by side stay two. */
const joined = (left: string, right: string): string =>
  left.endsWith('\r') && right.startsWith('\n') ? `${left}\n${right}` : left + right;

/** The line end of what is typed: the text's own where it has one kind only, else a line feed. */
const typedEnd = (exact: string): string =>
  exact.includes('\r\n') && !/\r(?!\n)|(?<!\r)\n/.test(exact) ? '\r\n' : '\n';

/**
 * The exact text after an edit of the shown one. `pasted` is what the clipboard held, where the edit inserts that: it goes in
 * as it was.
 */
export function splicedExact(exact: string, { offset, length, text }: Splice, pasted: string | null): string {
  const from = exactOffset(exact, offset);
  const to = exactOffset(exact, offset + length);
  const isPasted = pasted !== null && shownText(pasted) === shownText(text);
  const inserted = isPasted ? pasted : shownText(text).replaceAll('\n', typedEnd(exact));
  return joined(joined(exact.slice(0, from), inserted), exact.slice(to));
}

/** The one edit between two texts, where no editor tells it: what is between their common beginning and end. */
export function spliceBetween(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (
    end < most - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  return { offset: start, length: before.length - start - end, text: after.slice(start, after.length - end) };
}
