const unitMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Milliseconds of a span as people write it: `250ms`, `30 s`, `5 min`, `1 h 30 min`, `2d`. A bare number is seconds.
 * Null where it isn't one.
 */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!/^(\d+(\.\d+)?\s*(ms|s|sec|m|min|h|d)\s*)+$/.test(trimmed)) return null;
  let totalMs = 0;
  for (const [, figure, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*(ms|sec|min|s|m|h|d)/g)) {
    totalMs += Number(figure) * (unitMs[unit ?? ''] ?? 0);
  }
  return totalMs;
}

/** The shortest form that `parseDuration` reads back as the same: `0`, `250 ms`, `1.5 s`, `5 min`, `1 h 30 min`. */
export function writeDuration(ms: number): string {
  if (ms === 0) return '0';
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  if (rest > 0) parts.push(rest % 1000 === 0 || rest > 1000 ? `${rest / 1000} s` : `${rest} ms`);
  return parts.join(' ');
}
