import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatDuration } from '#core/numbers/duration.ts';
import { type Tone, toneVar } from '../tone.ts';
import type { ChartMark } from './marks.ts';

export interface AreaSeries {
  name: string;
  tone: Tone;
  /** One value a bucket. */
  values: readonly number[];
  dashed?: boolean;
}

export interface AreaChartProps {
  label: string;
  bucketMs: number;
  series: readonly AreaSeries[];
  showValue(value: number): string;
  heightPx?: number;
  marks?: readonly ChartMark[];
}

/** A CSS variable's value: a canvas knows none. */
function colourOf(element: Element, tone: Tone): string {
  const name = /var\((--[a-z-]+)\)/.exec(toneVar[tone])?.[1];
  return name ? getComputedStyle(element).getPropertyValue(name).trim() : 'currentColor';
}

/** Steps of the time axis that read well: seconds, minutes, hours, days. */
const timeStepsMs = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
  172_800_000, 432_000_000, 864_000_000, 2_592_000_000, 5_184_000_000,
];

/** Words nearer than this to the ones before are left out; their line stays. */
const leastMarkPx = 70;

/** Draws the marks as dashed lines with their words at the top. */
function drawMarks(plot: uPlot, marks: readonly ChartMark[], colour: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.font = `${11 * ratio}px sans-serif`;
  let freeFrom = Number.NEGATIVE_INFINITY;
  for (const { atMs, label } of marks) {
    const x = plot.valToPos(atMs, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (x < freeFrom) continue;
    freeFrom = x + leastMarkPx * ratio;
    const isLate = x + leastMarkPx * ratio > bbox.left + bbox.width;
    ctx.textAlign = isLate ? 'right' : 'left';
    ctx.fillText(label, x + (isLate ? -4 : 4) * ratio, bbox.top + 11 * ratio);
  }
  ctx.restore();
}

function optionsFor(box: HTMLElement, props: AreaChartProps): uPlot.Options {
  const { series, showValue, heightPx = 180, marks = [] } = props;
  const style = getComputedStyle(box);
  const line = style.getPropertyValue('--line').trim();
  const faint = style.getPropertyValue('--faint').trim();
  const font = `11px ${style.getPropertyValue('--font-sans').trim()}`;
  const axis = { stroke: faint, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return {
    width: Math.max(200, box.clientWidth),
    height: heightPx,
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    scales: { x: { time: false } },
    hooks: { draw: [(plot) => drawMarks(plot, marks, style.getPropertyValue('--soft').trim())] },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 90,
        incrs: timeStepsMs,
        values: (_plot, ticks) => ticks.map((ms) => formatDuration(ms)),
      },
      { ...axis, size: 56, values: (_plot, ticks) => ticks.map(showValue) },
    ],
    series: [
      { label: 'Time', value: (_plot, ms: number | null) => (ms === null ? '' : formatDuration(ms)) },
      ...series.map(({ name, tone, dashed }): uPlot.Series => {
        const colour = colourOf(box, tone);
        return {
          label: name,
          stroke: colour,
          width: 1.5,
          fill: dashed ? undefined : `color-mix(in oklab, ${colour} 16%, transparent)`,
          dash: dashed ? [4, 4] : undefined,
          points: { show: false },
          value: (_plot, value: number | null) => (value === null ? '' : showValue(value)),
        };
      }),
    ],
  };
}

/** Counts over virtual or real time, on a canvas, with the figures under the pointer in its legend. */
export function AreaChart(props: AreaChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const { label, bucketMs, series, marks = [] } = props;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const length = Math.max(1, ...series.map(({ values }) => values.length));
    const times = Float64Array.from({ length }, (_, bucket) => bucket * bucketMs);
    const data: uPlot.AlignedData = [
      times,
      ...series.map(({ values }) => Float64Array.from({ length }, (_, at) => values[at] ?? 0)),
    ];
    let plot = new uPlot(optionsFor(element, props), data, element);
    const redraw = () => {
      plot.destroy();
      plot = new uPlot(optionsFor(element, props), data, element);
    };
    const sized = new ResizeObserver(() =>
      plot.setSize({ width: Math.max(200, element.clientWidth), height: plot.height }),
    );
    sized.observe(element);
    // The theme is an attribute of the root; a canvas keeps the colours that it was drawn with.
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      plot.destroy();
    };
  }, [props, bucketMs, series]);
  const marked = marks.map((mark) => `${mark.label} after ${formatDuration(mark.atMs)}`).join(', ');
  return (
    <div
      ref={box}
      role="img"
      aria-label={marked === '' ? label : `${label}; ${marked}`}
      className="area-chart min-w-0"
    />
  );
}
