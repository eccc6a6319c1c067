import { Gauge } from 'lucide-react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { engine } from '#renderer/platform/client.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { AreaChart } from '#renderer/ui/chart/area-chart.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { PolicyCard } from '../policy-card.tsx';
import { LabFrame } from './lab-frame.tsx';
import { useLab } from './lab-store.ts';
import { useRun } from './use-run.ts';

type Answer = z.output<typeof contract.retry.capacity.output>;
type Point = Answer['curve'][number];

const rate = (value: number): string =>
  value >= 100 ? formatCount(Math.round(value)) : String(Number(value.toPrecision(2)));

/** What a receiver has to bear when it comes back after an outage. */
export function CapacityView() {
  const { capacity, changeCapacity } = useLab();
  const run = useRun<Answer>();
  const { policy, ...outage } = capacity;
  const start = () =>
    run.start((runId, signal) =>
      engine.retry.capacity(
        {
          ...outage,
          ...(policy.provider === null ? { policy: policy.policy } : { provider: policy.provider }),
          runId,
        },
        { signal },
      ),
    );
  return (
    <LabFrame
      id="capacity"
      title="Receiver capacity"
      run={run}
      startLabel="Work it out"
      onStart={start}
      empty="Say how long nothing was taken and how much came meanwhile: the load on your handler’s return is played, second by second."
      form={
        <>
          <PolicyCard
            label="The sender retries as"
            value={policy}
            onChange={(value) => changeCapacity({ policy: value })}
          />
          <div className="grid grid-cols-2 gap-3">
            <Field label="Outage of">
              <DurationInput
                valueMs={outage.outageMs}
                onChange={(outageMs) => outageMs !== null && outageMs > 0 && changeCapacity({ outageMs })}
              />
            </Field>
            <Field label="Deliveries in it">
              <NumberInput
                value={outage.deliveries}
                onChange={(value) =>
                  value !== null &&
                  changeCapacity({ deliveries: Math.min(100_000, Math.max(1, Math.trunc(value))) })
                }
              />
            </Field>
            <Field label="One takes">
              <DurationInput
                valueMs={outage.latencyMs}
                onChange={(latencyMs) => latencyMs !== null && changeCapacity({ latencyMs })}
              />
            </Field>
          </div>
        </>
      }
    >
      {run.result && <Result answer={run.result} />}
    </LabFrame>
  );
}

function Result({ answer }: { answer: Answer }) {
  const { load, curve, sentence, policyOrigin } = answer;
  return (
    <div className="grid min-w-0 gap-6">
      <Callout tone="info" icon={Gauge} title={sentence}>
        {policyOrigin === 'hint' && 'The provider publishes no schedule: this one is our guess.'}
      </Callout>
      <Section title="Requests per second after the return">
        <AreaChart
          label="Requests per second after the return"
          bucketMs={load.bucketMs}
          showValue={rate}
          series={[
            {
              name: 'requests',
              tone: 'accent',
              values: load.perBucket.map((count) => count / (load.bucketMs / 1000)),
            },
          ]}
        />
      </Section>
      <Section title="Where the handler bears less">
        <Table<Point>
          label="What becomes of a handler that bears less"
          rows={curve}
          rowKey={({ perSecond }) => String(perSecond)}
          columns={[
            { id: 'rate', title: 'Per second', align: 'right', cell: ({ perSecond }) => rate(perSecond) },
            {
              id: 'places',
              title: 'At a time',
              align: 'right',
              cell: ({ concurrency }) => formatCount(concurrency),
            },
            {
              id: 'away',
              title: 'Turned away',
              align: 'right',
              cell: ({ turnedAway }) => formatCount(turnedAway),
            },
            { id: 'lost', title: 'Lost', align: 'right', cell: ({ lost }) => formatCount(lost) },
            {
              id: 'done',
              title: 'Done after',
              align: 'right',
              cell: ({ recoveredMs }) => (recoveredMs === null ? '–' : formatDuration(recoveredMs)),
            },
          ]}
        />
      </Section>
    </div>
  );
}
