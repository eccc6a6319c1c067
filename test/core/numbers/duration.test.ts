import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  parseDurationMs,
  printDurationMs,
  roughDuration,
  spanText,
  writeDuration,
} from '#core/numbers/duration.ts';
import { parseMomentMs } from '#core/numbers/moment.ts';

describe('a duration', () => {
  it('reads back as it was written, in one unit or in several', () => {
    fc.assert(
      fc.property(fc.nat(10 * 86_400_000), (ms) => {
        expect(parseDurationMs(writeDuration(ms))).toBeCloseTo(ms, 3);
        expect(parseDurationMs(printDurationMs(ms))).toBe(ms);
        expect(parseDurationMs(printDurationMs(ms, ' '))).toBe(ms);
      }),
    );
  });

  it.each([
    ['250ms', 250],
    ['1.5 s', 1500],
    ['90 sec', 90_000],
    ['5 Min', 300_000],
    ['15m', 900_000],
    ['1 h 30 min', 5_400_000],
    ['1h30m', 5_400_000],
    ['2 days', 172_800_000],
    ['2w', 1_209_600_000],
    ['0', 0],
  ])('%j is %d ms', (text, ms) => expect(parseDurationMs(text)).toBe(ms));

  it.each(['', 'soon', '5 parsecs', '-1 s', '5', '5 5m', '1 h 5', '1..5 s', '.5 s', '5constructor', '0x0'])(
    '%j is none',
    (text) => expect(parseDurationMs(text)).toBe(null),
  );

  it('takes the unit given for a bare number, and for nothing else', () => {
    expect(['5', ' 5 ', '1 h 5', '5 min'].map((text) => parseDurationMs(text, 's'))).toEqual([
      5000,
      5000,
      null,
      300_000,
    ]);
  });

  it('is read in time that grows with its length', () => {
    const text = `${'1 h '.repeat(50_000)}x`;
    expect(parseDurationMs(text)).toBe(null);
  });

  it.each([
    [0, '0 ms'],
    [0.42, '0.4 ms'],
    [82.4, '82 ms'],
    [1250, '1.25 s'],
    [2000, '2 s'],
    [30_000, '30 s'],
    [300_000, '5 min'],
    [198_000, '3 min 18 s'],
    [9_000_000, '2 h 30 min'],
    [36_000_000, '10 h'],
    [273_600_000, '3 d 4 h'],
  ])('of %d ms is shown as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it.each([
    [999, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [172_800_000, '2 d'],
  ])('of %d ms is roughly %s', (ms, text) => expect(roughDuration(ms)).toBe(text));

  it.each([
    [0.4, '0.4 seconds'],
    [1, '1 second'],
    [90, '90 seconds'],
    [-240, '4 minutes'],
    [7200, '2 hours'],
    [86_400, '24 hours'],
    [259_200, '3 days'],
  ])('of %d s is %s in a sentence', (seconds, text) => expect(spanText(seconds)).toBe(text));
});

describe('a moment', () => {
  const nowMs = Date.UTC(2026, 10, 21, 12);

  it.each([
    ['15m', nowMs - 900_000],
    ['1.5h', nowMs - 5_400_000],
    ['2w', nowMs - 1_209_600_000],
    ['2026-11-21', Date.UTC(2026, 10, 21)],
    ['2026-11-21T09:30:00Z', Date.UTC(2026, 10, 21, 9, 30)],
  ])('%j is read', (text, ms) => expect(parseMomentMs(text, nowMs)).toBe(ms));

  it.each(['', '5', '0', 'yesterday', '2026', '2026-13-45', '5 parsecs'])('%j is none', (text) =>
    expect(parseMomentMs(text, nowMs)).toBe(null),
  );
});
