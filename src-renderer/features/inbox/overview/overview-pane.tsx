import { CircleCheck, History, ShieldX } from 'lucide-react';
import { useState } from 'react';
import type { DeliveriesOverview, TargetOverview } from '#core/delivery/overview.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { useNavigation } from '#renderer/platform/navigation.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Button } from '#renderer/ui/button.tsx';
import { BarChart } from '#renderer/ui/chart/bar-chart.tsx';
import { formatCount, formatRowTime, plural } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { StateTag } from '#renderer/webhook/state-tag.tsx';

const spans = [
  { value: '1h', label: '1 hour' },
  { value: '24h', label: '1 day' },
  { value: '7d', label: '7 days' },
] as const;
type Span = (typeof spans)[number]['value'];

/** Attempts that end in between are shown together. */
const refreshMs = 2000;
const movesOverview = new Set(['delivery.changed', 'delivery.deleted', 'delivery.imported']);

function useOverview(since: Span): DeliveriesOverview | null {
  const { value } = useLive<DeliveriesOverview>(since, () => ({
    read: (signal) => engine.deliveries.overview({ since }, { signal }),
    apply: (overview, { type }) => (movesOverview.has(type) ? readAgain : overview),
    settleMs: refreshMs,
  }));
  return value;
}

/** How each target fares: what was delivered to it, how fast, and why the rest was not. */
export function OverviewPane() {
  const [since, setSince] = useState<Span>('24h');
  const overview = useOverview(since);
  if (!overview) return null;
  return (
    <div className="grid h-full content-start gap-6 overflow-y-auto p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Targets</h2>
        <Segmented label="Span of time" value={since} options={spans} onChange={setSince} />
      </div>
      {overview.targets.length === 0 && (
        <p className="text-faint">
          No attempt ended in this time. Send an event from Compose, or forward an endpoint, and its target is
          shown here.
        </p>
      )}
      {overview.targets.map((target) => (
        <Target key={target.origin} target={target} overview={overview} />
      ))}
      {overview.bounded && (
        <p className="text-xs text-faint">The newest 50,000 attempts; older ones are left out.</p>
      )}
    </div>
  );
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
const duration = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms));

function Target({ target, overview }: { target: TargetOverview; overview: DeliveriesOverview }) {
  const times = useSettings((settings) => settings.times);
  const sinceMs = Date.parse(overview.since);
  const timeOf = (at: number) =>
    formatRowTime(new Date(sinceMs + at * overview.bucketMs).toISOString(), new Date(overview.until), times);
  const failing = target.successRate < 1;
  const { go } = useNavigation();
  return (
    <Section
      title={target.origin}
      aside={
        <StateTag
          tone={failing ? 'bad' : 'ok'}
          icon={failing ? ShieldX : CircleCheck}
          word={
            failing
              ? `${plural(target.failures, 'failure')} of ${formatCount(target.attempts)}`
              : plural(target.attempts, 'attempt')
          }
        />
      }
    >
      <p className="text-soft tabular-nums">
        {formatCount(target.deliveriesSucceeded)} of {plural(target.deliveries, 'delivery', 'deliveries')}{' '}
        delivered · {percent(target.successRate)} of attempts succeeded · p50 {duration(target.latencyMs.p50)}{' '}
        · p95 {duration(target.latencyMs.p95)} · p99 {duration(target.latencyMs.p99)}
      </p>
      <BarChart
        label={`Attempts to ${target.origin} over time`}
        heightPx={64}
        bars={target.buckets.map(({ attempts, failures }, at) => ({
          label: timeOf(at),
          values: [attempts - failures, failures],
        }))}
        series={[
          { name: 'succeeded', tone: 'ok' },
          { name: 'failed', tone: 'bad' },
        ]}
        showValue={formatCount}
      />
      {failing && (
        <Button
          className="w-fit"
          icon={History}
          onClick={() =>
            go('simulate', { incident: { target: target.origin, since: overview.since, until: '' } })
          }
        >
          Replay with other policies
        </Button>
      )}
      {target.causes.length > 0 && (
        <Table<TargetOverview['causes'][number]>
          label={`Why attempts to ${target.origin} failed`}
          rows={target.causes}
          rowKey={({ cause }) => cause}
          columns={[
            {
              id: 'cause',
              title: 'Failed with',
              wire: true,
              cell: ({ cause }) => cause.replaceAll('_', ' '),
            },
            { id: 'count', title: 'Times', align: 'right', cell: ({ count }) => formatCount(count) },
            {
              id: 'last',
              title: 'Last',
              align: 'right',
              cell: ({ lastAt }) => formatRowTime(lastAt, new Date(overview.until), times),
            },
          ]}
        />
      )}
    </Section>
  );
}
