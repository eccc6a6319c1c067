import { useMemo, useState } from 'react';
import type { SimulatedAttempt } from '#core/retry/simulation/simulation.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { formatDuration } from '#renderer/ui/format.ts';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Table } from '#renderer/ui/table.tsx';
import type { TimelineScale } from '#renderer/ui/timeline/geometry.ts';
import { Timeline } from '#renderer/ui/timeline/timeline.tsx';
import { attemptWord, resultSentence, timelineOf } from './simulated-timeline.ts';
import type { SimulationResult } from './use-simulation.ts';

const sinceStart = (ms: number) => (ms === 0 ? 'start' : `after ${formatDuration(ms)}`);

/** One delivery's attempts in virtual time, drawn and in figures. */
export function OneResult({ title, result }: { title: string; result: SimulationResult }) {
  const [scale, setScale] = useState<TimelineScale>('rank');
  const model = useMemo(() => timelineOf(result), [result]);
  const attempts = result.attempts ?? [];
  return (
    <div className="grid min-w-0 gap-4">
      <Callout tone={result.result === 'succeeded' ? 'ok' : 'bad'} title={resultSentence(result)}>
        {result.reason ?? title}
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
        <Table<SimulatedAttempt>
          label={`Attempts of ${title}`}
          rows={attempts}
          rowKey={(attempt) => String(attempt.number)}
          columns={[
            { id: 'number', title: '#', align: 'right', width: '44px', cell: (attempt) => attempt.number },
            { id: 'start', title: 'Begins', cell: (attempt) => sinceStart(attempt.startMs) },
            { id: 'end', title: 'Ends with', cell: (attempt) => attemptWord(attempt) },
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
          ]}
        />
      </Section>
    </div>
  );
}
