import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTimeline, placeLabels } from '#renderer/webhook/timeline/layout.ts';
import {
  barEndMs,
  storyUntil,
  type TimelineBar,
  type TimelineModel,
  type TimelineWait,
} from '#renderer/webhook/timeline/model.ts';
import {
  brushed,
  edgePx,
  fittingScale,
  panned,
  type ScaleKind,
  timeScale,
  wholeView,
  zoomed,
} from '#renderer/webhook/timeline/scale.ts';
import { offsetLabel, ticksOf } from '#renderer/webhook/timeline/ticks.ts';

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

/** Attempts that each begin `waitMs` after the end of the one before. */
function story(steps: readonly { waitMs: number; tookMs: number }[], fromMs = 0): TimelineModel {
  const bars: TimelineBar[] = [];
  const waits: TimelineWait[] = [];
  let at = fromMs;
  for (const [index, { waitMs, tookMs }] of steps.entries()) {
    if (index > 0) waits.push({ fromMs: at, toMs: at + waitMs, reason: 'schedule' });
    at += index > 0 ? waitMs : 0;
    bars.push(bar(`b${index}`, at, tookMs));
    at += tookMs;
  }
  const last = bars.at(-1);
  return {
    clock: 'elapsed',
    tracks: [
      {
        id: 't',
        label: '',
        start: null,
        bars,
        waits,
        bands: [],
        ghosts: [],
        state: {
          atMs: last ? barEndMs(last) : null,
          kind: 'dead_letter',
          label: 'dead letter',
          detail: '',
          tone: 'bad',
        },
      },
    ],
  };
}

const anyStory = fc
  .array(
    fc.record({
      waitMs: fc.double({ min: 30, max: 86_400_000, noNaN: true }),
      tookMs: fc.double({ min: 1, max: 30_000, noNaN: true }),
    }),
    { minLength: 2, maxLength: 20 },
  )
  .map((steps) => story(steps));
const anyKind = fc.constantFrom<ScaleKind>('linear', 'log', 'step');
const anyWidth = fc.integer({ min: 300, max: 2000 });

const barsOf = (model: TimelineModel) => model.tracks.flatMap((track) => track.bars);

const life = story([
  { waitMs: 0, tookMs: 20 },
  { waitMs: 300_000, tookMs: 30_000 },
  { waitMs: 1_800_000, tookMs: 200 },
  { waitMs: 43_200_000, tookMs: 100 },
]);

describe('a timeline', () => {
  it('has a place for every moment that is a straight line of time, worked out by the rule of three', () => {
    fc.assert(
      fc.property(anyStory, anyWidth, (model, widthPx) => {
        const [placed] = layoutTimeline(model, timeScale(model, 'linear', widthPx, wholeView), widthPx);
        const bars = barsOf(model);
        const first = bars[0]?.startMs ?? 0;
        const last = Math.max(...bars.map(barEndMs));
        for (const mark of placed?.marks ?? []) {
          if (mark.kind !== 'bar') continue;
          const share = (mark.bar.startMs - first) / (last - first);
          expect(mark.x).toBeCloseTo(edgePx + share * (widthPx - 2 * edgePx), 6);
          const length = (mark.bar.durationMs / (last - first)) * (widthPx - 2 * edgePx);
          expect(mark.width).toBeCloseTo(Math.max(4, length), 6);
        }
      }),
    );
  });

  it('draws its whole story within its width first, on any axis', () => {
    fc.assert(
      fc.property(anyStory, anyKind, anyWidth, (model, kind, widthPx) => {
        const scale = timeScale(model, kind, widthPx, wholeView);
        for (const { startMs, durationMs } of barsOf(model)) {
          expect(scale.x(startMs)).toBeGreaterThanOrEqual(edgePx - 1e-6);
          expect(scale.x(startMs + durationMs)).toBeLessThanOrEqual(widthPx - edgePx + 1e-6);
        }
      }),
    );
  });

  it('is true to the order of time on any axis, and finds the moment of each place again', () => {
    fc.assert(
      fc.property(anyStory, anyKind, anyWidth, (model, kind, widthPx) => {
        const scale = timeScale(model, kind, widthPx, wholeView);
        const moments = barsOf(model).flatMap((one) => [one.startMs, barEndMs(one)]);
        for (const [at, ms] of moments.entries()) {
          if (at > 0) expect(scale.x(ms)).toBeGreaterThan(scale.x(moments[at - 1] ?? 0));
          expect(Math.abs(scale.ms(scale.x(ms)) - ms)).toBeLessThan(Math.max(1e-3, ms * 1e-6));
        }
      }),
    );
  });

  it('never makes 5 minutes longer than 12 hours but by step, and says which axis it has', () => {
    for (const kind of ['linear', 'log'] as const) {
      const scale = timeScale(life, kind, 700, wholeView);
      const [short, , long] = layoutTimeline(life, scale, 700)[0]?.waits ?? [];
      if (kind === 'linear') expect(long?.width).toBeGreaterThan(100 * (short?.width ?? 0));
      expect((short?.wait.toMs ?? 0) - (short?.wait.fromMs ?? 0)).toBe(300_000);
    }
  });

  it('gives every attempt and every wait room of its own by step', () => {
    const scale = timeScale(life, 'step', 800, wholeView);
    const [placed] = layoutTimeline(life, scale, 800);
    for (const mark of placed?.marks ?? []) expect(mark.width).toBeGreaterThanOrEqual(4);
    for (const wait of placed?.waits ?? []) expect(wait.width).toBeGreaterThan(60);
    expect(placed?.waits.map(({ text }) => text)).toEqual([
      '5 min · schedule',
      '30 min · schedule',
      '12 h · schedule',
    ]);
  });

  it('begins linear where all attempts can be told apart so, else logarithmic', () => {
    expect(
      fittingScale(
        story([
          { waitMs: 0, tookMs: 5 },
          { waitMs: 60_000, tookMs: 5 },
          { waitMs: 60_000, tookMs: 5 },
        ]),
      ),
    ).toBe('linear');
    expect(fittingScale(life)).toBe('log');
  });

  it('keeps the moment under the pointer in its place while it is zoomed', () => {
    fc.assert(
      fc.property(
        anyStory,
        anyKind,
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (model, kind, at, times) => {
          const widthPx = 800;
          const x = edgePx + at * (widthPx - 2 * edgePx);
          const before = timeScale(model, kind, widthPx, wholeView).ms(x);
          let view = wholeView;
          for (let time = 0; time < times; time++) view = zoomed(view, 0.5, at);
          expect(timeScale(model, kind, widthPx, view).x(before)).toBeCloseTo(x, 2);
        },
      ),
    );
  });

  it('never leaves the story, however it is moved', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0.1, max: 10, noNaN: true }),
            fc.double({ min: -3, max: 3, noNaN: true }),
          ),
        ),
        (moves) => {
          let view = wholeView;
          for (const [factor, by] of moves) {
            view = panned(zoomed(view, factor, 0.3), by);
            expect(view.from).toBeGreaterThanOrEqual(0);
            expect(view.to).toBeLessThanOrEqual(1);
            expect(view.to).toBeGreaterThan(view.from);
          }
        },
      ),
    );
  });

  it('shows what was brushed from edge to edge', () => {
    const scale = timeScale(life, 'linear', 700, wholeView);
    const view = brushed(wholeView, 700, 500, 300);
    const closer = timeScale(life, 'linear', 700, view);
    expect(closer.visible.fromMs).toBeCloseTo(scale.ms(300), 3);
    expect(closer.visible.toMs).toBeCloseTo(scale.ms(500), 3);
  });

  it('writes no words over others, and counts those that gave way', () => {
    fc.assert(
      fc.property(anyStory, anyKind, anyWidth, (model, kind, widthPx) => {
        const [placed] = layoutTimeline(model, timeScale(model, kind, widthPx, wholeView), widthPx);
        const marks = placed?.marks ?? [];
        const labels = placeLabels(marks, widthPx);
        const spans = marks
          .flatMap(({ id, x }) => {
            const label = labels.get(id);
            return label
              ? [{ from: Math.max(0, Math.min(x, widthPx - label.width)), width: label.width }]
              : [];
          })
          .sort((a, b) => a.from - b.from);
        for (const [at, { from }] of spans.entries()) {
          const before = spans[at - 1];
          if (before) expect(from).toBeGreaterThanOrEqual(before.from + before.width);
        }
        const bars = marks.filter(({ kind: is }) => is === 'bar');
        const named = bars.filter(({ id }) => labels.has(id)).length;
        const counted = [...labels.values()].reduce((sum, { more }) => sum + more, 0);
        expect(named + counted === bars.length || named === 0).toBe(true);
      }),
    );
  });

  it('draws thousands of attempts as no more bars than there are pixels', () => {
    const model = story(Array.from({ length: 10_000 }, () => ({ waitMs: 1000, tookMs: 5 })));
    const [placed] = layoutTimeline(model, timeScale(model, 'linear', 640, wholeView), 640);
    expect(placed?.marks.length).toBeLessThan(700);
    expect(placed?.marks.some((mark) => mark.kind === 'bar' && mark.id === 'b9999')).toBe(true);
  });
});

describe('the ticks of the axis', () => {
  it('stand where their time is, in order, with room for their words', () => {
    fc.assert(
      fc.property(
        anyStory,
        anyKind,
        anyWidth,
        fc.integer({ min: 0, max: 8 }),
        (model, kind, widthPx, times) => {
          let view = wholeView;
          for (let time = 0; time < times; time++) view = zoomed(view, 0.4, 0.5);
          const scale = timeScale(model, kind, widthPx, view);
          const ticks = ticksOf(model, scale, widthPx, 'utc');
          for (const [at, { ms, x, label }] of ticks.entries()) {
            expect(x).toBeCloseTo(scale.x(ms), 6);
            expect(label).not.toBe('');
            if (at > 0) expect(x - (ticks[at - 1]?.x ?? 0)).toBeGreaterThan(15);
          }
        },
      ),
    );
  });

  it('are round times of a span, or of the day', () => {
    const hours = story([
      { waitMs: 0, tookMs: 1 },
      { waitMs: 6 * 3_600_000, tookMs: 1 },
    ]);
    const labels = ticksOf(hours, timeScale(hours, 'linear', 700, wholeView), 700, 'utc').map(
      ({ label }) => label,
    );
    expect(labels).toEqual(['0', '1 h', '2 h', '3 h', '4 h', '5 h', '6 h']);
    const from = Date.UTC(2026, 10, 21, 22, 0);
    const wall: TimelineModel = {
      ...story(
        [
          { waitMs: 0, tookMs: 1 },
          { waitMs: 6 * 3_600_000, tookMs: 1 },
        ],
        from,
      ),
      clock: 'wall',
    };
    expect(
      ticksOf(wall, timeScale(wall, 'linear', 700, wholeView), 700, 'utc').map(({ label }) => label),
    ).toEqual(['22:00', '23:00', 'Nov 22', '01:00', '02:00', '03:00', '04:00']);
  });

  it.each([
    [0, 1000, '0'],
    [250, 50, '250 ms'],
    [0.25, 0.05, '0.25 ms'],
    [12_250, 250, '12.25 s'],
    [300_000, 60_000, '5 min'],
    [21_912_250, 250, '6:05:12.25'],
    [259_200_000, 86_400_000, '3 d'],
  ])('write %d ms at steps of %d ms as %s', (ms, stepMs, label) => {
    expect(offsetLabel(ms, stepMs)).toBe(label);
  });
});

describe('a story until a moment', () => {
  it('leaves out what begins later, and cuts what is under way', () => {
    const cut = storyUntil(life, 310_020);
    const [track] = cut.tracks;
    expect(track?.bars.map(({ id, durationMs, end }) => [id, durationMs, end])).toEqual([
      ['b0', 20, 'answered'],
      ['b1', 10_000, 'running'],
    ]);
    expect(track?.bars[1]?.phases.reduce((sum, { ms }) => sum + ms, 0)).toBe(10_000);
    expect(track?.waits).toHaveLength(1);
    expect(track?.state?.kind).toBe('going_on');
    expect(storyUntil(life, Number.MAX_SAFE_INTEGER)).toEqual(life);
  });
});
