import { type ReactNode, useMemo } from 'react';
import { formatDuration } from '#core/numbers/duration.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { type Column, Table } from '#renderer/ui/table.tsx';
import { waitWords } from '#renderer/webhook/timeline/words.ts';
import { differencesInWords, type NamedLife } from './compare-lives.ts';
import {
  attemptWord,
  resultSentence,
  timelineOf,
  type VirtualAttempt,
  type VirtualLife,
} from './simulated-timeline.ts';
import { TimeLapseTimeline } from './time-lapse-timeline.tsx';

const sinceStart = (ms: number) => (ms === 0 ? 'start' : `after ${formatDuration(ms)}`);

const toneOf = ({ result }: VirtualLife) =>
  result === null ? 'accent' : result === 'succeeded' ? 'ok' : 'bad';

/** One delivery under one policy or several, or played and for real: on one axis, and the difference in words. */
export function LivesPicture({ lives }: { lives: readonly NamedLife[] }) {
  const model = useMemo(() => timelineOf(lives.map(({ title, life }) => ({ label: title, life }))), [lives]);
  const differences = differencesInWords(lives);
  return (
    <div className="grid min-w-0 gap-4">
      {differences.length > 0 && (
        <Callout tone="accent" title={differences[0]}>
          {differences.slice(1).map((sentence) => (
            <span key={sentence} className="block">
              {sentence}
            </span>
          ))}
        </Callout>
      )}
      <Section title="Timeline">
        <TimeLapseTimeline
          model={model}
          label={`Timeline of ${lives.map(({ title }) => title).join(' and ')}`}
        />
      </Section>
    </div>
  );
}

/** What came of one delivery, and its attempts in figures. */
export function LifeTable<A extends VirtualAttempt>(props: {
  title: string;
  life: VirtualLife & { attempts: readonly A[] };
  /** Further columns of the table. */
  more?: readonly Column<A>[];
  children?: ReactNode;
}) {
  const { title, life, more = [], children } = props;
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
      <Callout tone={toneOf(life)} title={resultSentence(life)}>
        {life.reason ?? title}
        {children}
      </Callout>
      <Section title={`Attempts of ${title}`}>
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
