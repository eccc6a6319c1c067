/** How many letters have to be changed, added or taken away to get from one text to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The few known names that somebody may have meant by `wanted`, the likeliest first. */
export function nearest(wanted: string, known: readonly string[], count = 5): string[] {
  const lower = wanted.slice(0, 100).toLowerCase();
  const rank = (name: string) => (name.includes(lower) ? 0 : distance(lower, name.toLowerCase()));
  return known
    .map((name) => ({ name, rank: rank(name) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ name }) => name);
}
