import { formatDuration } from '#core/numbers/duration.ts';
import { AreaChart } from '#renderer/ui/chart/area-chart.tsx';
import { BarChart } from '#renderer/ui/chart/bar-chart.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { type Tone, toneVar } from '#renderer/ui/tone.ts';
import { attemptBars, type FigureRow, figuresOf, sharedLoad, timeBars } from './many-figures.ts';
import type { SimulationResult } from './use-simulation.ts';

const tones: readonly Tone[] = ['accent', 'held', 'warn', 'info'];

const perSecond = (value: number): string =>
  value >= 10 ? formatCount(Math.round(value)) : String(Number(value.toFixed(2)));

/** Many deliveries, one policy or several: how long, how often, and what the receiver has to bear. */
export function ManyResult({
  titles,
  results,
}: {
  titles: readonly string[];
  results: readonly SimulationResult[];
}) {
  const sides = results.flatMap(({ many }, at) =>
    many ? [{ name: titles[at] ?? '', tone: tones[at] ?? 'accent', many }] : [],
  );
  const series = sides.map(({ name, tone }) => ({ name, tone }));
  const runs = sides.map(({ many }) => many);
  const load = sharedLoad(runs);
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
      <Section title="Attempts per second at the receiver" aside={<Legend series={series} />}>
        <AreaChart
          label="Attempts per second over time"
          bucketMs={load.bucketMs}
          showValue={perSecond}
          series={sides.map(({ name, tone }, at) => ({
            name,
            tone,
            values: load.attemptsPerSecond[at] ?? [],
          }))}
        />
      </Section>
      <Section title="Deliveries not yet ended" aside={<Legend series={series} />}>
        <AreaChart
          label="Open deliveries over time"
          bucketMs={load.bucketMs}
          heightPx={140}
          showValue={(value) => formatCount(Math.round(value))}
          series={sides.map(({ name, tone }, at) => ({ name, tone, values: load.open[at] ?? [] }))}
        />
      </Section>
      <div className="grid gap-5 xl:grid-cols-2">
        <Section title="Time to success" aside={<Legend series={series} />}>
          <BarChart
            label="Deliveries by time to success"
            bars={timeBars(runs)}
            series={series}
            showValue={formatCount}
          />
        </Section>
        <Section title="Attempts per delivery" aside={<Legend series={series} />}>
          <BarChart
            label="Deliveries by number of attempts"
            bars={attemptBars(runs)}
            series={series}
            showValue={formatCount}
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

function Legend({ series }: { series: readonly { name: string; tone: Tone }[] }) {
  if (series.length < 2) return null;
  return (
    <span className="flex gap-3 text-xs text-soft">
      {series.map(({ name, tone }) => (
        <span key={name} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-sm" style={{ background: toneVar[tone] }} />
          {name}
        </span>
      ))}
    </span>
  );
}
