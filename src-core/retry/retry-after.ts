import { longestWaitMs } from './longest-wait.ts';

/**
 * The wait that a Retry-After header asks for (RFC 9110, 10.2.3), in milliseconds from `nowMs`: `120` seconds, or an HTTP
 * date. A date in the past is 0, and what is longer than {@link longestWaitMs} is a mistake of the receiver's and cut to it.
 * Null where the value is neither form.
 */
export function retryAfterMs(value: string, nowMs: number): number | null {
  const text = value.trim();
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, longestWaitMs);
  // Only the date forms of HTTP: Date.parse alone would take far more, such as "1.5".
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.min(Math.max(0, atMs - nowMs), longestWaitMs);
}
