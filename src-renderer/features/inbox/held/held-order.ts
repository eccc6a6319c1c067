/**
 * A list with some of its ids moved one place up (-1) or down (1), as a block where they stand together. What is at the
 * end already stays there.
 */
export function movedBy(order: readonly string[], ids: ReadonlySet<string>, by: -1 | 1): string[] {
  const moved = by === -1 ? [...order] : order.toReversed();
  for (let at = 1; at < moved.length; at++) {
    const before = moved[at - 1];
    const id = moved[at];
    if (id === undefined || before === undefined || !ids.has(id) || ids.has(before)) continue;
    moved[at - 1] = id;
    moved[at] = before;
  }
  return by === -1 ? moved : moved.reverse();
}

/** The stretch of the new order in which it differs from the old one; empty where it doesn't. */
export function changedStretch(before: readonly string[], after: readonly string[]): string[] {
  const first = after.findIndex((id, at) => id !== before[at]);
  if (first < 0) return [];
  const last = after.findLastIndex((id, at) => id !== before[at]);
  return after.slice(first, last + 1);
}
