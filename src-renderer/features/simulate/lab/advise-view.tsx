import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import type { AdvisedPolicy } from '#core/retry/advice/advise.ts';
import { ExportTool, exportPolicy } from '#core/retry/advice/export-policy.ts';
import { percent } from '#core/retry/incident/incident-words.ts';
import { engine } from '#renderer/platform/client.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { CodeBlock } from '#renderer/ui/code-block.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { formatCount, plural } from '#renderer/ui/format.ts';
import { DurationInput, NumberInput } from '#renderer/ui/number-inputs.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { useSimulate } from '../simulate-store.ts';
import { FrontChart } from './front-chart.tsx';
import { LabFrame } from './lab-frame.tsx';
import { type AdviseDraft, useLab } from './lab-store.ts';
import { useRun } from './use-run.ts';

type Advice = z.output<typeof contract.retry.advise.output>;

const toolNames: Record<ExportTool, string> = {
  svix: 'Svix (self-hosted)',
  convoy: 'Convoy',
  temporal: 'Temporal',
  bullmq: 'BullMQ',
  sqs: 'Amazon SQS',
  eventbridge: 'Amazon EventBridge',
  'standard-webhooks': 'Standard Webhooks’ table',
};

const goalsOf = ({
  deliveries: _deliveries,
  maxLossPercent,
  maxPerSecond,
  deliveredWithinMs,
  ...rest
}: AdviseDraft) => ({
  ...rest,
  ...(maxLossPercent === null ? {} : { maxLossShare: maxLossPercent / 100 }),
  ...(maxPerSecond === null ? {} : { maxPerSecond }),
  ...(deliveredWithinMs === null ? {} : { deliveredWithinMs }),
});

/** Goals at the left; the policy that reaches them, those that trade one for another, and its configuration at the right. */
export function AdviseView() {
  const { advise, changeAdvise } = useLab();
  const run = useRun<Advice>();
  const start = () =>
    run.start((runId, signal) =>
      engine.retry.advise({ goals: goalsOf(advise), deliveries: advise.deliveries, runId }, { signal }),
    );
  return (
    <LabFrame
      id="advise"
      title="Policy advisor"
      run={run}
      startLabel="Find a policy"
      onStart={start}
      empty="Say what a policy must reach: 500 of them are played through the outage, and the best are drawn."
      form={<GoalFields draft={advise} change={changeAdvise} />}
    >
      {run.result && <Result advice={run.result} />}
    </LabFrame>
  );
}

function GoalFields({ draft, change }: { draft: AdviseDraft; change(part: Partial<AdviseDraft>): void }) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="In an outage of">
        <DurationInput
          valueMs={draft.outageMs}
          onChange={(outageMs) => outageMs !== null && outageMs > 0 && change({ outageMs })}
        />
      </Field>
      <Field label="Deliveries in it">
        <NumberInput
          value={draft.deliveries}
          onChange={(value) =>
            value !== null && change({ deliveries: Math.min(100_000, Math.max(1, Math.trunc(value))) })
          }
        />
      </Field>
      <Field label="Lose less than" hint="0: nothing.">
        <NumberInput
          optional
          placeholder="no goal"
          suffix="%"
          value={draft.maxLossPercent}
          onChange={(value) =>
            change({ maxLossPercent: value === null ? null : Math.min(100, Math.max(0, value)) })
          }
        />
      </Field>
      <Field label="On return under">
        <NumberInput
          optional
          placeholder="no goal"
          suffix="a second"
          value={draft.maxPerSecond}
          onChange={(value) => change({ maxPerSecond: value !== null && value > 0 ? value : null })}
        />
      </Field>
      <Field label="All delivered within" hint="After the return.">
        <DurationInput
          optional
          placeholder="no goal"
          valueMs={draft.deliveredWithinMs}
          onChange={(value) => change({ deliveredWithinMs: value !== null && value > 0 ? value : null })}
        />
      </Field>
      <Field label="Attempts at most">
        <NumberInput
          value={draft.maxAttempts}
          onChange={(value) =>
            value !== null && change({ maxAttempts: Math.min(200, Math.max(2, Math.trunc(value))) })
          }
        />
      </Field>
    </div>
  );
}

function Result({ advice }: { advice: Advice }) {
  const { chosen, front, others, limits, goals } = advice;
  const [selected, setSelected] = useState<AdvisedPolicy>(chosen);
  useEffect(() => setSelected(chosen), [chosen]);
  // The one to take is on the front, but for policies that are just as good.
  const points = front.some(({ policy }) => policy === chosen.policy) ? front : [...front, chosen];
  return (
    <div className="grid min-w-0 gap-6">
      {limits.map((limit) => (
        <Callout key={limit} tone="warn" icon={TriangleAlert} title={limit} />
      ))}
      <Chosen advised={selected} isAdvised={selected === chosen} onBack={() => setSelected(chosen)} />
      <Section title={`The best of ${plural(advice.played, 'policy', 'policies')}`}>
        <FrontChart
          front={points}
          others={others}
          chosen={chosen}
          selected={selected}
          bounds={{ recoveredMs: goals.deliveredWithinMs, peakPerSecond: goals.maxPerSecond }}
          onSelect={setSelected}
        />
        <p className="text-xs text-faint">
          Filled: reaches all goals. Hollow: best in its way, but misses one. Larger: loses more. Small dots
          are beaten by another. The dashed lines are goals. Played in {formatDuration(advice.elapsedMs)}.
        </p>
      </Section>
      <Configuration policy={selected} />
    </div>
  );
}

function Chosen({
  advised,
  isAdvised,
  onBack,
}: {
  advised: AdvisedPolicy;
  isAdvised: boolean;
  onBack(): void;
}) {
  const { explanation, meetsGoals, scores } = advised;
  const { setMode } = useLab();
  const { change } = useSimulate();
  const [headline, ...rest] = explanation;
  return (
    <Callout
      tone={meetsGoals ? 'ok' : 'warn'}
      icon={meetsGoals ? CircleCheck : TriangleAlert}
      title={headline}
    >
      <p className="mb-1 font-semibold">
        {meetsGoals ? 'Reaches all goals' : 'Misses a goal'}: {percent(scores.lossShare)} lost,{' '}
        {formatCount(scores.peakPerSecond)} in the busiest second, the last after{' '}
        {formatDuration(scores.recoveredMs)}.
      </p>
      <ul className="grid gap-0.5">
        {rest.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="mt-2 flex gap-2">
        <Button
          onClick={() => {
            change({ first: { provider: null, policy: advised.policy } });
            setMode('play');
          }}
        >
          Play it
        </Button>
        {!isAdvised && <Button onClick={onBack}>Back to the advice</Button>}
      </div>
    </Callout>
  );
}

function Configuration({ policy: { policy } }: { policy: AdvisedPolicy }) {
  const [tool, setTool] = useState<ExportTool>('svix');
  const { text, differences } = exportPolicy(policy, tool);
  return (
    <Section title="As configuration">
      <Field label="For" className="max-w-[280px]">
        <Select
          value={tool}
          options={ExportTool.options.map((value) => ({ value, label: toolNames[value] }))}
          onChange={setTool}
        />
      </Field>
      <CodeBlock text={text} label={`configuration for ${toolNames[tool]}`} />
      {differences.map((difference) => (
        <p key={difference} className="text-xs text-soft">
          {difference}
        </p>
      ))}
    </Section>
  );
}
