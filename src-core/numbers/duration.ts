/** Milliseconds of a day, for bounds of spans. */
export const dayMs = 86_400_000;

/** The units of durations, the largest first: as they are written, and in full. */
const units = [
  { unit: 'd', ms: dayMs, name: 'day' },
  { unit: 'h', ms: 3_600_000, name: 'hour' },
  { unit: 'min', ms: 60_000, name: 'minute' },
  { unit: 's', ms: 1000, name: 'second' },
] as const;

/** All spellings that are read. Weeks are read only: `2w`. */
const spellings = new Map<string, number>([
  ...units.flatMap(({ unit, ms, name }) =>
    [unit, name, `${name}s`].map((word): [string, number] => [word, ms]),
  ),
  ['ms', 1],
  ['sec', 1000],
  ['m', 60_000],
  ['w', 7 * dayMs],
]);

/**
 * Milliseconds of a duration as people write it: `250ms`, `30 s`, `5 min`, `1.5h`, `1 h 30 min`, `2d`, `2w`. A bare number
 * takes `bareUnit`; without one only 0 is a duration. Null where it is none.
 */
export function parseDurationMs(text: string, bareUnit: string | null = null): number | null {
  const trimmed = text.trim().toLowerCase();
  const part = /(\d{1,12}(?:\.\d{1,6})?)\s*([a-z]*)\s*/y;
  let totalMs = 0;
  for (let at = 0; at === 0 || at < trimmed.length; at = part.lastIndex) {
    const [whole, digits = '', unit = ''] = part.exec(trimmed) ?? [];
    if (whole === undefined) return null;
    if (unit === '' && (whole !== trimmed || bareUnit === null)) return Number(trimmed) === 0 ? 0 : null;
    const unitMs = spellings.get(unit || (bareUnit ?? '').toLowerCase());
    if (unitMs === undefined) return null;
    totalMs += Number(digits) * unitMs;
  }
  return totalMs;
}

/** The largest unit that a duration is a whole number of: `90s`, `5min`, `2h`; with a blank between where one is given. */
export function printDurationMs(durationMs: number, blank = ''): string {
  if (durationMs === 0) return '0';
  const { unit, ms } = units.find(({ ms }) => durationMs % ms === 0) ?? { unit: 'ms', ms: 1 };
  return `${durationMs / ms}${blank}${unit}`;
}

/** As people fill it in, in several units, to the millisecond: `0`, `250 ms`, `1.5 s`, `5 min`, `1 h 30 min`. */
export function writeDuration(durationMs: number): string {
  if (durationMs === 0) return '0';
  const parts: string[] = [];
  let rest = durationMs;
  for (const { unit, ms } of units.slice(0, -1)) {
    const count = Math.floor(rest / ms);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * ms;
  }
  if (rest > 0) parts.push(rest % 1000 === 0 || rest > 1000 ? `${rest / 1000} s` : `${rest} ms`);
  return parts.join(' ');
}

/** As short as it stays honest: `0.4 ms`, `82 ms`, `1.25 s`, `12 s`, `5 min`, `2 h 30 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`;
  if (ms < 0.05) return ms === 0 ? '0 ms' : '<0.1 ms';
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9995) return `${trimZeros((ms / 1000).toFixed(2))} s`;
  if (ms < 59_500) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / 60_000);
  const seconds = Math.round(ms / 1000);
  if (seconds < 600 && seconds % 60 !== 0) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

const trimZeros = (figure: string): string => figure.replace(/\.?0+$/, '');

/** The whole of a duration in its largest unit: `12 s`, `5 min`, `3 h`, `2 d`; `0 s` below a second. */
export function roughDuration(durationMs: number): string {
  const { unit, ms } = units.find(({ ms }) => durationMs >= ms) ?? units[3];
  return `${Math.floor(durationMs / ms)} ${unit}`;
}

/** A span in full words, for sentences: `4 minutes`, `90 seconds`, `0.4 seconds`. */
export function spanText(seconds: number): string {
  const sizeMs = Math.abs(seconds) * 1000;
  const { ms, name } = units.find(({ ms }) => sizeMs >= 2 * ms) ?? units[3];
  const amount = ms === 1000 ? Math.round(sizeMs / 100) / 10 : Math.round(sizeMs / ms);
  return `${amount} ${name}${amount === 1 ? '' : 's'}`;
}
