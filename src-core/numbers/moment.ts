import { parseDurationMs } from './duration.ts';

/**
 * A moment as people give it: ISO 8601 (`2026-11-21`, `2026-11-21T09:30:00Z`; without a zone it is UTC for a date and local
 * for a time, as in JavaScript) or a span back from now (`30s`, `15m`, `1.5h`, `7d`, `2w`). Epoch milliseconds; null where
 * it is neither.
 */
export function parseMomentMs(text: string, nowMs: number): number | null {
  const spanMs = /[a-z]\s*$/i.test(text) ? parseDurationMs(text) : null;
  if (spanMs !== null) return nowMs - spanMs;
  const atMs = /^\s*\d{4}-\d{2}(-\d{2})?/.test(text) ? Date.parse(text.trim()) : Number.NaN;
  return Number.isFinite(atMs) ? atMs : null;
}
