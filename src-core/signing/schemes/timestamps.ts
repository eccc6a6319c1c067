import type { TimestampRule } from './scheme.ts';

type Unit = TimestampRule['unit'];

/** No sane clock writes more digits than that; longer ones are refused before they become numbers. */
const digits = /^-?\d{1,16}$/;
const isoForm = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Without a zone it is UTC, wherever this runs: JavaScript alone would take it for the machine's own. */
function parseIso(text: string): number | null {
  const match = isoForm.exec(text);
  if (!match) return null;
  const zone = match[1]?.toUpperCase() ?? 'Z';
  const offset =
    zone === 'Z' ? zone : zone.replace(/^(...):?(..)?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`);
  const local = text
    .slice(0, text.length - (match[1]?.length ?? 0))
    .trim()
    .toUpperCase();
  const ms = Date.parse(local.replace(' ', 'T').replace(',', '.') + offset);
  return Number.isNaN(ms) ? null : ms;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const httpDate = /^(\w{3}), (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) (?:GMT|UTC)$/;

/** The one form that senders may write (RFC 9110, 5.6.7). Null where a part is none, weekday included. */
function parseHttpDate(text: string): number | null {
  const [, weekday = '', day = '', month = '', year = '', time = ''] = httpDate.exec(text) ?? [];
  const at = months.indexOf(month);
  const ms = at < 0 ? Number.NaN : Date.parse(`${year}-${String(at + 1).padStart(2, '0')}-${day}T${time}Z`);
  if (Number.isNaN(ms)) return null;
  const date = new Date(ms);
  return weekdays[date.getUTCDay()] === weekday && date.getUTCDate() === Number(day) ? ms : null;
}

/** Epoch milliseconds of a timestamp's text; null where it isn't of the unit. */
export function parseTimestamp(text: string, unit: Unit): number | null {
  const trimmed = text.trim();
  if (trimmed.length > 64) return null;
  if (unit === 'iso8601') return parseIso(trimmed);
  if (unit === 'http-date') return parseHttpDate(trimmed);
  if (!digits.test(trimmed)) return null;
  const number = Number(trimmed);
  return unit === 'unix-seconds' ? number * 1000 : number;
}

/** A moment as the scheme writes it. ISO 8601 is in UTC, with milliseconds only where there are any. */
export function formatTimestamp(ms: number, unit: Unit): string {
  if (unit === 'unix-seconds') return String(Math.floor(ms / 1000));
  if (unit === 'unix-ms') return String(Math.floor(ms));
  return unit === 'http-date' ? new Date(ms).toUTCString() : new Date(ms).toISOString().replace('.000Z', 'Z');
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
    for (const written of ['iso8601', 'http-date'] as const) {
      const ms = parseTimestamp(trimmed, written);
      if (ms !== null) return written === unit ? trimmed : formatTimestamp(ms, unit);
    }
    return null;
  }
  const number = Number(trimmed);
  const isMilliseconds = Math.abs(number) >= firstMilliseconds;
  if (isMilliseconds === (unit === 'unix-ms') && unit !== 'iso8601' && unit !== 'http-date') return trimmed;
  return formatTimestamp(isMilliseconds ? number : number * 1000, unit);
}

export type AgeCheck = { ageSeconds: number; problem: 'too_old' | 'in_future' | null };

const wholeSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;

/** Timestamp and now as the rule's clock reads them. */
function readings(timestampMs: number, nowMs: number, { clock, unit }: TimestampRule): [number, number] {
  switch (clock ?? (unit === 'unix-seconds' || unit === 'http-date' ? 'whole-seconds' : 'exact')) {
    case 'whole-seconds':
      return [wholeSeconds(timestampMs), wholeSeconds(nowMs)];
    case 'rounded-seconds':
      return [timestampMs, Math.round(nowMs / 1000) * 1000];
    case 'exact':
      return [timestampMs, nowMs];
  }
}

/** Compares a timestamp with now: exactly at the tolerance is still accepted. */
export function checkAge(timestampMs: number, nowMs: number, rule: TimestampRule): AgeCheck {
  const [timestamp, now] = readings(timestampMs, nowMs, rule);
  const ageSeconds = (now - timestamp) / 1000;
  const { toleranceSeconds, futureSeconds } = rule;
  if (toleranceSeconds === null) return { ageSeconds, problem: null };
  if (ageSeconds > toleranceSeconds) return { ageSeconds, problem: 'too_old' };
  if (rule.refuseFuture && ageSeconds < -(futureSeconds ?? toleranceSeconds)) {
    return { ageSeconds, problem: 'in_future' };
  }
  return { ageSeconds, problem: null };
}
