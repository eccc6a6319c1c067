import { type ReactNode, useMemo } from 'react';
import { formatDuration } from '#core/numbers/duration.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { type Column, Table } from '#renderer/ui/table.tsx';
import { Timeline } from '#renderer/webhook/timeline/timeline.tsx';
import { waitWords } from '#renderer/webhook/timeline/words.ts';
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
  const model = useMemo(() => timelineOf([{ label: title, life }]), [title, life]);
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
    {
      id: 'because',
      title: 'By',
      cell: ({ waitMs, waitBecause }) =>
        waitMs === null ? (
          ''
        ) : (
          <span className="text-soft">{waitWords[waitBecause ?? 'schedule'].short}</span>
        ),
    },
  ];
  return (
    <div className="grid min-w-0 gap-4">
      <Callout tone={tone} title={resultSentence(life)}>
        {life.reason ?? title}
        {children}
      </Callout>
      <Section title="Timeline">
        <Timeline model={model} label={`Timeline of ${title}`} />
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
