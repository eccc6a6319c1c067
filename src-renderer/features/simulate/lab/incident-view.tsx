import { CircleCheck, ShieldX, X } from 'lucide-react';
import type { z } from 'zod';
import type { contract } from '#core/contract/index.ts';
import { formatDuration } from '#core/numbers/duration.ts';
import { percent } from '#core/retry/incident/incident-words.ts';
import { engine } from '#renderer/platform/client.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { useSettings } from '#renderer/platform/settings-store.ts';
import { Callout } from '#renderer/ui/callout.tsx';
import { BarChart } from '#renderer/ui/chart/bar-chart.tsx';
import { Combobox } from '#renderer/ui/combobox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { formatCount, formatRowTime, plural } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Table } from '#renderer/ui/table.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { usePolicyOptions } from '../use-policy-options.tsx';
import { LabFrame } from './lab-frame.tsx';
import { useLab } from './lab-store.ts';
import { useRun } from './use-run.ts';

type Incident = z.output<typeof contract.retry.incident.output>;

/** More policies than this are no comparison. */
const mostProviders = 8;

/** What a target did over a span, and how other policies would have fared in it. */
export function IncidentView() {
  const { incident, changeIncident } = useLab();
  const run = useRun<Incident>();
  const { target, since, until, providers } = incident;
  const ready = target.trim() !== '' && since.trim() !== '';
  const start = () =>
    run.start((runId, signal) =>
      engine.retry.incident(
        {
          target: target.trim(),
          since: since.trim(),
          ...(until.trim() === '' ? {} : { until: until.trim() }),
          policies: providers.map((provider) => ({ provider })),
          runId,
        },
        { signal },
      ),
    );
  return (
    <LabFrame
      id="incident"
      title="An incident"
      run={run}
      startLabel="Replay"
      onStart={ready ? start : null}
      empty="Name a target and a span: its outage, failures and latency are measured from the history, and each policy is played against them."
      form={
        <>
          <Field label="Target" hint="An origin stands for all addresses of it.">
            <TextInput
              wire
              value={target}
              placeholder="https://api.example.com"
              onChange={(event) => changeIncident({ target: event.target.value })}
            />
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Since" hint="A time, or 6h, 2d back.">
              <TextInput
                wire
                value={since}
                onChange={(event) => changeIncident({ since: event.target.value })}
              />
            </Field>
            <Field label="Until" hint="Empty: now.">
              <TextInput
                wire
                value={until}
                placeholder="now"
                onChange={(event) => changeIncident({ until: event.target.value })}
              />
            </Field>
          </div>
          <Providers providers={providers} onChange={(next) => changeIncident({ providers: next })} />
        </>
      }
    >
      {run.result && <Answer incident={run.result} />}
    </LabFrame>
  );
}

function Providers({
  providers,
  onChange,
}: {
  providers: readonly string[];
  onChange(providers: readonly string[]): void;
}) {
  const options = usePolicyOptions();
  const names = useDirectory((directory) => directory.providers);
  const add = (id: string) => {
    if (!providers.includes(id) && providers.length < mostProviders) onChange([...providers, id]);
  };
  return (
    <div className="grid gap-2">
      <Field label="Policies to play">
        <Combobox
          value=""
          options={options.filter(({ value }) => !providers.includes(value))}
          onChange={add}
          placeholder="Add a provider"
          searchPlaceholder="Find a provider"
        />
      </Field>
      <ul className="grid gap-1">
        {providers.map((id) => {
          const name = names?.find((known) => known.id === id)?.name ?? id;
          return (
            <li key={id} className="flex items-center justify-between rounded-md border bg-bg py-0.5 pl-2.5">
              {name}
              <IconButton
                icon={X}
                label={`Leave ${name} out`}
                onClick={() => onChange(providers.filter((other) => other !== id))}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Answer({ incident }: { incident: Incident }) {
  const { measured, replays, since, until } = incident;
  const times = useSettings((settings) => settings.times);
  const time = (ms: number) =>
    formatRowTime(new Date(Date.parse(since) + ms).toISOString(), new Date(until), times);
  return (
    <div className="grid min-w-0 gap-6">
      {replays.map((replay) => {
        const bad = replay.lost.most > 0 || replay.switchedOff !== null;
        return (
          <Callout
            key={`${replay.provider} ${replay.name}`}
            tone={bad ? 'bad' : 'ok'}
            icon={bad ? ShieldX : CircleCheck}
            title={replay.sentence}
          >
            {replay.policyOrigin === 'hint' && 'It publishes no schedule: this one is our guess. '}
            {formatCount(Math.round(replay.attempts.mean))} attempts, at most{' '}
            {formatCount(replay.peakAttemptsPerSecond)} in one second; half delivered within{' '}
            {formatDuration(replay.timeToSuccessMs.p50 ?? 0)}. {plural(replay.plays, 'play')}.
          </Callout>
        );
      })}
      <Section title="What was measured">
        <p className="text-soft tabular-nums">
          {plural(measured.attempts, 'attempt')}, {formatCount(measured.failures)} failed (
          {percent(measured.failures / measured.attempts)}).{' '}
          {plural(measured.deliveries, 'delivery', 'deliveries')},{' '}
          {formatCount(measured.deliveriesWithoutSuccess)} without success in the span.
          {incident.bounded && ' Only the newest 100,000 attempts were read.'}
        </p>
        <BarChart
          label="Attempts an hour, over the span"
          heightPx={90}
          bars={measured.spans.map(({ fromMs, untilMs, attempts, failures }) => {
            // Windows differ in length: counts of them could not be compared.
            const hours = (untilMs - fromMs) / 3_600_000;
            return { label: time(fromMs), values: [(attempts - failures) / hours, failures / hours] };
          })}
          series={[
            { name: 'succeeded an hour', tone: 'ok' },
            { name: 'failed an hour', tone: 'bad' },
          ]}
          showValue={(value) => formatCount(Math.round(value * 10) / 10)}
        />
      </Section>
      {measured.outages.length > 0 && (
        <Section title={measured.outages.length === 1 ? 'Outage' : 'Outages'}>
          <Table<Incident['measured']['outages'][number]>
            label="Outages"
            rows={measured.outages}
            rowKey={({ fromMs }) => String(fromMs)}
            columns={[
              {
                id: 'from',
                title: 'From',
                cell: ({ fromMs, beganBefore }) => (beganBefore ? 'before the span' : time(fromMs)),
              },
              {
                id: 'until',
                title: 'Until',
                cell: ({ untilMs, goesOn }) => (goesOn ? 'after the span' : time(untilMs)),
              },
              {
                id: 'length',
                title: 'Length',
                align: 'right',
                cell: ({ fromMs, untilMs }) => formatDuration(untilMs - fromMs),
              },
              {
                id: 'unsure',
                title: 'Give or take',
                align: 'right',
                cell: ({ fromGivenOrTakenMs, untilGivenOrTakenMs }) =>
                  formatDuration(Math.max(fromGivenOrTakenMs, untilGivenOrTakenMs)),
              },
              {
                id: 'causes',
                title: 'Failed with',
                cell: ({ causes }) =>
                  causes.map(({ cause, count }) => `${cause.replaceAll('_', ' ')} × ${count}`).join(', '),
              },
            ]}
          />
        </Section>
      )}
      {measured.assumptions.length > 0 && (
        <Section title="Assumed">
          <ul className="grid gap-1 text-soft">
            {measured.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
