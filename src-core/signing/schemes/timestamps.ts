import type { TimestampRule } from './scheme.ts';

type Unit = TimestampRule['unit'];

/** No sane clock writes more digits than that; longer ones are refused before they become numbers. */
const digits = /^-?\d{1,16}$/;
const isoStart = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** Epoch milliseconds of a timestamp's text; null where it isn't of the unit. */
export function parseTimestamp(text: string, unit: Unit): number | null {
  const trimmed = text.trim();
  if (unit === 'iso8601') {
    if (trimmed.length > 64 || !isoStart.test(trimmed)) return null;
    const ms = Date.parse(trimmed);
    return Number.isNaN(ms) ? null : ms;
  }
  if (!digits.test(trimmed)) return null;
  const number = Number(trimmed);
  return unit === 'unix-seconds' ? number * 1000 : number;
}

/** A moment as the scheme writes it. ISO 8601 is in UTC, with milliseconds only where there are any. */
export function formatTimestamp(ms: number, unit: Unit): string {
  if (unit === 'unix-seconds') return String(Math.floor(ms / 1000));
  if (unit === 'unix-ms') return String(Math.floor(ms));
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** Unix times above this are milliseconds: as seconds it is the year 5138. */
const firstMilliseconds = 100_000_000_000;

/**
 * A timestamp given by a person, in the scheme's unit. Text that already has the scheme's form is kept as it is;
 * seconds, milliseconds and ISO 8601 are turned into it. Null where it is none of these.
 */
export function toUnit(text: string, unit: Unit): string | null {
  const trimmed = text.trim();
  if (!digits.test(trimmed)) {
    const ms = parseTimestamp(trimmed, 'iso8601');
    if (ms === null) return null;
    return unit === 'iso8601' ? trimmed : formatTimestamp(ms, unit);
  }
  const number = Number(trimmed);
  const isMilliseconds = Math.abs(number) >= firstMilliseconds;
  if (isMilliseconds === (unit === 'unix-ms') && unit !== 'iso8601') return trimmed;
  return formatTimestamp(isMilliseconds ? number : number * 1000, unit);
}

export type AgeCheck = { ageSeconds: number; problem: 'too_old' | 'in_future' | null };

/** Compares a timestamp with now: exactly at the tolerance is still accepted. */
export function checkAge(timestampMs: number, nowMs: number, rule: TimestampRule): AgeCheck {
  const ageMs = (rule.unit === 'unix-seconds' ? Math.floor(nowMs / 1000) * 1000 : nowMs) - timestampMs;
  const ageSeconds = ageMs / 1000;
  if (rule.toleranceSeconds === null) return { ageSeconds, problem: null };
  if (ageSeconds > rule.toleranceSeconds) return { ageSeconds, problem: 'too_old' };
  if (rule.refuseFuture && ageSeconds < -rule.toleranceSeconds) return { ageSeconds, problem: 'in_future' };
  return { ageSeconds, problem: null };
}

const units: [seconds: number, name: string][] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A span in words: `4 minutes`, `90 seconds`, `0.4 seconds`. */
export function spanText(seconds: number): string {
  const size = Math.abs(seconds);
  const [unitSeconds, name] = units.find(([unit]) => size >= 2 * unit) ?? [1, 'second'];
  const amount = unitSeconds === 1 ? Math.round(size * 10) / 10 : Math.round(size / unitSeconds);
  return `${amount} ${name}${amount === 1 ? '' : 's'}`;
}
