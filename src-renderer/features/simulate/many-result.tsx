import { formatDuration } from '#core/numbers/duration.ts';
import { AreaChart } from '#renderer/ui/chart/area-chart.tsx';
import { BarChart } from '#renderer/ui/chart/bar-chart.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { type Tone, toneVar } from '#renderer/ui/tone.ts';
import { attemptBars, type FigureRow, figuresOf, sharedLoad, successAxis, timeBars } from './many-figures.ts';
import { endedMarks, quantileMarks } from './quantile-marks.ts';
import type { SimulationResult } from './use-simulation.ts';

const tones: readonly Tone[] = ['accent', 'held', 'warn', 'info'];

const perSecond = (value: number): string =>
  value >= 10 ? formatCount(Math.round(value)) : String(Number(value.toFixed(2)));

/** Many deliveries, one policy or several: how long, how often, and what the receiver has to bear. */
export function ManyResult({
  titles,
  results,
  overMs,
}: {
  titles: readonly string[];
  results: readonly SimulationResult[];
  /** Over which the deliveries came in. */
  overMs: number;
}) {
  const sides = results.flatMap(({ many }, at) =>
    many ? [{ name: titles[at] ?? '', tone: tones[at] ?? 'accent', many }] : [],
  );
  const series = sides.map(({ name, tone }) => ({ name, tone }));
  const runs = sides.map(({ many }) => many);
  const load = sharedLoad(runs);
  const onlyRun = runs.length === 1 ? runs[0] : undefined;
  const axis = successAxis(runs);
  const marks = axis
    ? sides.slice(0, 2).flatMap(({ many, name }) => {
        const all = quantileMarks(many, axis.place, sides.length > 1 ? name : '');
        // Of two runs the median and the tail are enough to compare them.
        return sides.length > 1 ? all.filter((_, at) => at === 0 || at === 2) : all;
      })
    : [];
  return (
    <div className="grid min-w-0 gap-5">
      <Section title="Figures">
        <Table<FigureRow>
          label="Figures"
          rows={figuresOf(runs)}
          rowKey={(row) => row.name}
          columns={[
            { id: 'name', title: 'Figure', cell: (row) => row.name },
            ...sides.map(({ name }, at) => ({
              id: `side-${at}`,
              title: name,
              align: 'right' as const,
              cell: (row: FigureRow) => row.values[at],
            })),
          ]}
        />
      </Section>
      <Section
        title="Attempts a second at the receiver"
        aside={<Legend series={series} dashed="of them, failed" />}
      >
        <AreaChart
          label="Attempts per second over time"
          bucketMs={load.bucketMs}
          showValue={perSecond}
          series={sides.flatMap(({ name, tone }, at) => [
            { name: `${name}: attempts`, tone, values: load.attemptsPerSecond[at] ?? [] },
            { name: 'of them, failed', tone, dashed: true, values: load.failuresPerSecond[at] ?? [] },
          ])}
        />
      </Section>
      <Section title="Deliveries not yet ended" aside={<Legend series={series} />}>
        <AreaChart
          label="Open deliveries over time"
          bucketMs={load.bucketMs}
          heightPx={140}
          showValue={(value) => formatCount(Math.round(value))}
          marks={onlyRun ? endedMarks(onlyRun, overMs) : []}
          series={sides.map(({ name, tone }, at) => ({ name, tone, values: load.open[at] ?? [] }))}
        />
      </Section>
      <div className="grid gap-5 xl:grid-cols-2">
        <Section title="Deliveries by time to success" aside={<Legend series={series} />}>
          <BarChart
            label="Deliveries by time to success"
            bars={timeBars(runs)}
            series={series}
            showValue={formatCount}
            marks={marks}
            axis="Time from arrival to success, logarithmic. The lines are quantiles of it."
          />
        </Section>
        <Section title="Deliveries by attempts" aside={<Legend series={series} />}>
          <BarChart
            label="Deliveries by number of attempts"
            bars={attemptBars(runs)}
            series={series}
            showValue={formatCount}
            axis="Attempts that a delivery took, given up ones too."
          />
        </Section>
      </div>
      <p className="text-xs text-faint">
        {formatCount(runs.reduce((sum, { attempts }) => sum + attempts, 0))} attempts over{' '}
        {formatDuration(Math.max(0, ...runs.map(({ endMs }) => endMs)))} of virtual time, played in{' '}
        {formatDuration(results.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0))}. Quantiles are true to
        0.5 %.
      </p>
    </div>
  );
}

/** Which colour is whose, and what a dashed line is; nothing where there is only one line. */
function Legend({ series, dashed }: { series: readonly { name: string; tone: Tone }[]; dashed?: string }) {
  if (series.length < 2 && !dashed) return null;
  return (
    <span className="flex flex-wrap gap-x-3 text-xs text-soft">
      {series.length > 1 &&
        series.map(({ name, tone }) => (
          <span key={name} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-sm" style={{ background: toneVar[tone] }} />
            {name}
          </span>
        ))}
      {dashed && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="w-4 border-t border-dashed border-text" />
          {dashed}
        </span>
      )}
    </span>
  );
}
