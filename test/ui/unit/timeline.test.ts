import { describe, expect, it } from 'vitest';
import { barSegments, layoutTimeline } from '#renderer/webhook/timeline/geometry.ts';
import type { TimelineBar, TimelineModel } from '#renderer/webhook/timeline/model.ts';

const bar = (id: string, startMs: number, durationMs: number): TimelineBar => ({
  id,
  startMs,
  durationMs,
  phases: [
    { name: 'connect', ms: durationMs * 0.1 },
    { name: 'wait', ms: durationMs * 0.9 },
  ],
  end: 'answered',
  tone: 'warn',
  label: '503',
  detail: '',
});

const life: TimelineModel = {
  origin: { atMs: 0, label: 'caught', detail: '', tone: 'accent' },
  bars: [bar('a', 50, 20), bar('b', 300_070, 30_000)],
  pause: null,
  next: [{ id: 'c', atMs: 2_130_070, label: 'attempt 3', detail: 'attempt 3' }],
  end: null,
};

describe.each(['rank', 'log'] as const)('a timeline by %s', (scale) => {
  const layout = layoutTimeline(life, scale, 640);

  it('places everything in the order of time, and nothing over another', () => {
    const ends = layout.items.map(({ x, width }) => x + width);
    for (const [index, item] of layout.items.entries()) {
      if (index > 0) expect(item.x).toBeGreaterThanOrEqual(ends[index - 1] ?? 0);
    }
    expect(layout.items.map(({ id }) => id)).toEqual(['origin', 'a', 'b', 'c']);
  });

  it('writes the length of each wait between two attempts', () => {
    expect(layout.waits.map(({ ms }) => ms)).toEqual([50, 300_000, 1_800_000]);
  });

  it('keeps labels from running into each other', () => {
    const labelled = layout.items.filter(({ labelPx }) => labelPx > 0);
    for (const [index, item] of labelled.entries()) {
      const next = labelled[index + 1];
      if (next) expect(item.x + item.labelPx).toBeLessThanOrEqual(next.x);
    }
  });
});

describe('a timeline', () => {
  it('grows wider than its box rather than squeeze many attempts', () => {
    const many = {
      ...life,
      bars: Array.from({ length: 16 }, (_, index) => bar(`b${index}`, index * 1000, 5)),
    };
    expect(layoutTimeline(many, 'rank', 640).widthPx).toBeGreaterThan(16 * 100);
  });

  it('shows a phase of any length, within the bar', () => {
    const segments = barSegments(
      [
        { name: 'DNS', ms: 0.01 },
        { name: 'connect', ms: 0 },
        { name: 'wait', ms: 29_999 },
      ],
      30_000,
      10,
      80,
    );
    expect(segments.map(({ phase }) => phase.name)).toEqual(['DNS', 'wait']);
    expect(segments[0]?.width).toBe(2);
    expect(segments.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(80.001);
  });

  it('tells short from long by rank, though one is ten thousand times the other', () => {
    const [, a, b] = layoutTimeline(life, 'rank', 900).items;
    expect(b?.width ?? 0).toBeGreaterThan((a?.width ?? 0) + 20);
  });
});
