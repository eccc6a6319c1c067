/**
 * Cuts text into rows of at most `columns` characters, a row for each line: start offsets, and the end as the last one. A
 * line feed belongs to the row that it ends.
 */
export function rawRows(text: string, columns: number): number[] {
  const starts: number[] = [];
  let at = 0;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed + 1;
    while (at < end) {
      starts.push(at);
      let next = Math.min(end, at + columns);
      // A line feed never has a row to itself, and a surrogate pair is never cut.
      if (next === end - 1 && text.charCodeAt(next) === 10) next = end;
      else if (next < end && (text.charCodeAt(next) & 0xfc00) === 0xdc00) next -= 1;
      at = next;
    }
  }
  starts.push(text.length);
  return starts;
}
