const units: [string, number][] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
];

const unitMs: Record<string, number> = {
  ...Object.fromEntries(units),
  m: 60_000,
  sec: 1000,
  day: 86_400_000,
  days: 86_400_000,
  hour: 3_600_000,
  hours: 3_600_000,
};

/** `90s`, `5 min`, `1.5h`, `2d`, `250ms`; a bare number takes `bareUnit` (null: it is refused, but for 0). Null where it is no duration. */
export function parseDurationMs(text: string, bareUnit: string | null = null): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]*)$/i.exec(text.trim());
  if (!match) return null;
  const [, digits = '', unit = ''] = match;
  if (unit === '' && bareUnit === null) return Number(digits) === 0 ? 0 : null;
  const factor = unitMs[(unit || bareUnit || '').toLowerCase()];
  return factor === undefined ? null : Number(digits) * factor;
}

/** The shortest exact spelling: `90s`, `5min`, `2h`. */
export function printDurationMs(durationMs: number): string {
  if (durationMs === 0) return '0';
  for (const [unit, factor] of units) {
    if (durationMs % factor === 0) return `${durationMs / factor}${unit}`;
  }
  return `${durationMs}ms`;
}
