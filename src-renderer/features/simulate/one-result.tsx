import { type ReactNode, useMemo, useState } from 'react';
import { formatDuration } from '#core/numbers/duration.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { type Column, Table } from '#renderer/ui/table.tsx';
import type { TimelineScale } from '#renderer/webhook/timeline/geometry.ts';
import { Timeline } from '#renderer/webhook/timeline/timeline.tsx';
import {
  attemptWord,
  resultSentence,
  timelineOf,
  type VirtualAttempt,
  type VirtualLife,
} from './simulated-timeline.ts';

const sinceStart = (ms: number) => (ms === 0 ? 'start' : `after ${formatDuration(ms)}`);

/** One delivery's attempts in virtual time, drawn and in figures. */
export function OneResult<A extends VirtualAttempt>(props: {
  title: string;
  life: VirtualLife & { attempts: readonly A[] };
  /** Further columns of the table. */
  more?: readonly Column<A>[];
  children?: ReactNode;
}) {
  const { title, life, more = [], children } = props;
  const [scale, setScale] = useState<TimelineScale>('rank');
  const model = useMemo(() => timelineOf(life), [life]);
  const tone = life.result === null ? 'accent' : life.result === 'succeeded' ? 'ok' : 'bad';
  const columns: Column<A>[] = [
    { id: 'number', title: '#', align: 'right', width: '44px', cell: (attempt) => attempt.number },
    { id: 'start', title: 'Begins', cell: (attempt) => sinceStart(attempt.startMs) },
    { id: 'end', title: 'Ends with', cell: (attempt) => attemptWord(attempt) },
    ...more,
    {
      id: 'took',
      title: 'Took',
      align: 'right',
      cell: (attempt) => formatDuration(attempt.endMs - attempt.startMs),
    },
    {
      id: 'wait',
      title: 'Then waits',
      align: 'right',
      cell: (attempt) => (attempt.waitMs === null ? '' : formatDuration(attempt.waitMs)),
    },
  ];
  return (
    <div className="grid min-w-0 gap-4">
      <Callout tone={tone} title={resultSentence(life)}>
        {life.reason ?? title}
        {children}
      </Callout>
      <Section
        title="Timeline"
        aside={
          <Segmented
            label="Scale"
            value={scale}
            options={[
              { value: 'rank', label: 'By rank' },
              { value: 'log', label: 'To scale' },
            ]}
            onChange={setScale}
          />
        }
      >
        <Timeline model={model} scale={scale} showTime={sinceStart} showNext={sinceStart} />
      </Section>
      <Section title="Attempts">
        <Table<A>
          label={`Attempts of ${title}`}
          rows={life.attempts}
          rowKey={(attempt) => String(attempt.number)}
          columns={columns}
        />
      </Section>
    </div>
  );
}
