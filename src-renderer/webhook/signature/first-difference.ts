/** Splits two texts where they begin to differ. */
export function firstDifference(a: string, b: string): { same: string; a: string; b: string } {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return { same: a.slice(0, at), a: a.slice(at), b: b.slice(at) };
}
