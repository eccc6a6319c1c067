import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCountdown,
  formatExactTime,
  formatRowTime,
} from '#renderer/ui/format.ts';

describe('figures', () => {
  it.each([
    [1, '1 byte'],
    [812, '812 bytes'],
    [2318, '2.3 KB'],
    [999_999, '1.0 MB'],
    [33_554_432, '33.6 MB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [1_268_000, '21:08'],
    [65_000, '1:05'],
    [3_729_000, '1:02:09'],
    [-5, '0:00'],
  ])('%d ms to go count down as %s', (ms, text) => expect(formatCountdown(ms)).toBe(text));
});

describe('times', () => {
  const now = new Date('2026-11-21T14:02:11.482Z');

  it('shows the time of the last hours, the day of this year, and else the year', () => {
    expect(formatRowTime('2026-11-21T09:05:00.000Z', now, 'utc')).toBe('09:05:00');
    expect(formatRowTime('2026-11-20T23:05:00.000Z', now, 'utc')).toBe('23:05:00');
    expect(formatRowTime('2026-11-02T09:05:00.000Z', now, 'utc')).toBe('Nov 2');
    expect(formatRowTime('2025-01-02T09:05:00.000Z', now, 'utc')).toBe('Jan 2 ’25');
  });

  it('says exactly when, and in which zone where it is not the local one', () => {
    expect(formatExactTime('2026-11-21T14:02:11.482Z', 'utc')).toBe('2026-11-21 14:02:11.482 UTC');
  });

  it('says how long ago', () => {
    expect(formatAgo('2026-11-21T14:02:10.482Z', now)).toBe('just now');
    expect(formatAgo('2026-11-21T13:57:00.000Z', now)).toBe('5 min ago');
  });
});
