import { formatDuration, roughDuration } from '#core/numbers/duration.ts';

/** Numbers, sizes and times as the interface writes them. Pure: the time zone is an argument. */

export type TimeZoneChoice = 'local' | 'utc';

export const formatCount = (count: number): string => count.toLocaleString('en-US');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** `812 bytes`, `2.3 KB`, `1.4 MB`; decimal units. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 99.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A countdown: `21:08`, `1:02:09`, `4 d 2 h`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds >= 172_800) return formatDuration(seconds * 1000);
  const hours = Math.floor(seconds / 3600);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest.replace(/^0(\d:)/, '$1');
}

interface Clock {
  year: number;
  month: number;
  day: number;
  time: string;
  millis: string;
}

function clockOf(date: Date, zone: TimeZoneChoice): Clock {
  const two = (value: number) => String(value).padStart(2, '0');
  const utc = zone === 'utc';
  const hours = utc ? date.getUTCHours() : date.getHours();
  const minutes = utc ? date.getUTCMinutes() : date.getMinutes();
  const seconds = utc ? date.getUTCSeconds() : date.getSeconds();
  return {
    year: utc ? date.getUTCFullYear() : date.getFullYear(),
    month: (utc ? date.getUTCMonth() : date.getMonth()) + 1,
    day: utc ? date.getUTCDate() : date.getDate(),
    time: `${two(hours)}:${two(minutes)}:${two(seconds)}`,
    millis: String(date.getUTCMilliseconds()).padStart(3, '0'),
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Within so many hours the time of day alone says when it was. */
const timeAloneMs = 20 * 3_600_000;

/** For a row: `14:02:11` of the last hours, else `Nov 20`, with the year where it isn't this one. */
export function formatRowTime(iso: string, now: Date, zone: TimeZoneChoice): string {
  const at = clockOf(new Date(iso), zone);
  const today = clockOf(now, zone);
  const isToday = at.year === today.year && at.month === today.month && at.day === today.day;
  if (isToday || Math.abs(now.getTime() - Date.parse(iso)) < timeAloneMs) return at.time;
  const day = `${months[at.month - 1]} ${at.day}`;
  return at.year === today.year ? day : `${day} ’${String(at.year % 100).padStart(2, '0')}`;
}

/** The exact time: `2026-11-21 14:02:11.482`, with `UTC` where it is. */
export function formatExactTime(iso: string, zone: TimeZoneChoice): string {
  const at = clockOf(new Date(iso), zone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.year}-${two(at.month)}-${two(at.day)} ${at.time}.${at.millis}${zone === 'utc' ? ' UTC' : ''}`;
}

/** Only the time of day, with milliseconds. */
export function formatTimeOfDay(iso: string, zone: TimeZoneChoice): string {
  const at = clockOf(new Date(iso), zone);
  return `${at.time}.${at.millis}`;
}

/** `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function formatAgo(iso: string, now: Date): string {
  const ms = now.getTime() - Date.parse(iso);
  if (ms < 2000) return 'just now';
  return `${roughDuration(ms)} ago`;
}
