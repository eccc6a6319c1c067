import { useMemo } from 'react';
import type { Attempt } from '#core/delivery/attempt.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { phaseLengths } from '#core/delivery/phase-lengths.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CopyButton } from '#renderer/ui/copy-button.tsx';
import { formatExactTime, formatTimeOfDay } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { type Column, Table } from '#renderer/ui/table.tsx';
import { toneText } from '#renderer/ui/tone.ts';
import { useNow } from '#renderer/ui/use-now.ts';
import { Timeline } from '#renderer/webhook/timeline/timeline.tsx';
import { DeliveryStateLine } from './delivery-state.tsx';
import { attemptResult, deliveryStateOf, hostOf, timelineOf } from './delivery-timeline.ts';
import { cancelAttempts, retryNow } from './queue-actions.ts';

/** The drawing, and the same as a table. */
export function TimelineTab({
  delivery,
  onAttempt,
}: {
  delivery: Delivery;
  onAttempt(attemptId: string): void;
}) {
  const times = useSettings((settings) => settings.times);
  const isOpen = delivery.attemptList.some(({ state }) => state === 'scheduled' || state === 'running');
  const now = useNow(isOpen);
  // Only what lasts until now changes with it.
  const lasts =
    delivery.state === 'retained' ||
    delivery.state === 'held' ||
    delivery.attemptList.some(({ state }) => state === 'running');
  const drawnAt = lasts ? now : 0;
  const model = useMemo(() => timelineOf(delivery, drawnAt), [delivery, drawnAt]);
  const columns: Column<Attempt>[] = [
    { id: 'number', title: '#', align: 'right', width: '32px', cell: ({ number }) => number },
    {
      id: 'started',
      title: 'Started',
      wire: true,
      cell: ({ startedAt, scheduledAt }) => (
        <span className="whitespace-nowrap" title={formatExactTime(startedAt ?? scheduledAt, times)}>
          {startedAt ? '' : 'due '}
          {formatTimeOfDay(startedAt ?? scheduledAt, times)}
        </span>
      ),
    },
    { id: 'target', title: 'Target', wire: true, cell: ({ url }) => <span title={url}>{hostOf(url)}</span> },
    { id: 'reason', title: 'Why', cell: ({ reason }) => reason.replace('-', ' ') },
    {
      id: 'result',
      title: 'Result',
      cell: (attempt) => {
        const { label, tone } = attemptResult(attempt);
        return <span className={`whitespace-nowrap ${toneText[tone]}`}>{label}</span>;
      },
    },
    {
      id: 'took',
      title: 'Took',
      align: 'right',
      cell: ({ durationMs }) => (
        <span className="whitespace-nowrap">{durationMs === null ? '–' : formatDuration(durationMs)}</span>
      ),
    },
    {
      id: 'phases',
      title: 'Phases',
      cell: (attempt) => (
        <span className="text-xs whitespace-nowrap text-soft">
          {phaseLengths(attempt)
            .filter(({ ms }) => ms > 0)
            .map(({ name, ms }) => `${name} ${formatDuration(ms)}`)
            .join(', ') || '–'}
        </span>
      ),
    },
  ];
  return (
    <div className="grid h-full content-start gap-5 overflow-y-auto px-4 py-3.5">
      <DeliveryStateLine delivery={delivery} state={deliveryStateOf(model)} />
      <Section
        title="Timeline"
        aside={
          <span className="flex items-center gap-1.5">
            {(delivery.state === 'retrying' || delivery.state === 'pending') && (
              <>
                <Button onClick={() => retryNow(delivery.deliveryId)}>Retry now</Button>
                <Button onClick={() => cancelAttempts(delivery.deliveryId)}>Cancel</Button>
              </>
            )}
          </span>
        }
      >
        <Timeline
          model={model}
          label="Timeline of the delivery"
          zone={times}
          nowMs={isOpen ? now : null}
          onSelect={(id) => id !== 'caught' && onAttempt(id)}
        />
      </Section>
      <Section
        title="Attempts"
        aside={
          delivery.attemptList.length > 0 && (
            <CopyButton text={() => asText(delivery)} label="Copy as text" iconOnly />
          )
        }
      >
        {delivery.attemptList.length === 0 ? (
          <p className="text-soft">
            {delivery.direction === 'in'
              ? 'Caught and answered; it was not forwarded. Replay it, or give its endpoint a forward target.'
              : 'No attempt has been made yet.'}
          </p>
        ) : (
          <div className="overflow-x-auto">
            <Table
              label="Attempts"
              columns={columns}
              rows={delivery.attemptList}
              rowKey={({ attemptId }) => attemptId}
            />
          </div>
        )}
      </Section>
    </div>
  );
}

const asText = (delivery: Delivery): string =>
  delivery.attemptList
    .map((attempt) =>
      [
        attempt.number,
        attempt.startedAt ?? attempt.scheduledAt,
        attempt.url,
        attempt.reason,
        attemptResult(attempt).label,
        attempt.durationMs === null ? '' : formatDuration(attempt.durationMs),
      ].join('\t'),
    )
    .join('\n');
