import { History, Plus, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { Pane } from '#renderer/ui/pane.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { FileButtons } from './file-buttons.tsx';
import { LiveFields } from './live-fields.tsx';
import { LiveResult, liveLife } from './live-result.tsx';
import { LoadFields } from './load-fields.tsx';
import { ManyResult } from './many-result.tsx';
import { LifeTable, LivesPicture } from './one-result.tsx';
import { PolicyCard } from './policy-card.tsx';
import { ScenarioField } from './scenario-field.tsx';
import { mostOthers, type PolicyChoice, type SimulationDraft, useSimulate } from './simulate-store.ts';
import type { VirtualLife } from './simulated-timeline.ts';
import { type LiveRun, useLiveRun } from './use-live-run.ts';
import { type SimulationResult, type SimulationState, useSimulation } from './use-simulation.ts';

/** Retries played forward in virtual time: a policy (or several) against what a receiver does. */
export function SimulateView() {
  const { draft, change, replace } = useSimulate();
  const simulation = useSimulation(draft);
  const live = useLiveRun();
  return (
    <>
      <TopSlot>
        <div className="ml-auto flex gap-2">
          <FileButtons draft={draft} onOpen={replace} />
        </div>
      </TopSlot>
      <Pane
        id="simulate"
        initial="380px"
        minFirst="320px"
        minSecond="420px"
        first={
          <Form draft={draft} change={change}>
            <Section title="Run it for real">
              <LiveFields draft={draft} running={live.run?.running ?? false} onStart={live.start} />
            </Section>
          </Form>
        }
        second={
          <section
            aria-label="Result"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to
            tabIndex={0}
            className="grid min-h-0 flex-1 content-start gap-6 overflow-y-auto p-4"
          >
            <h2 className="sr-only">Result</h2>
            {live.run && <LiveResult run={live.run} onCancel={live.cancel} onClear={live.clear} />}
            <Results draft={draft} live={live.run} {...simulation} />
          </section>
        }
      />
    </>
  );
}

function Form({
  draft,
  change,
  children,
}: {
  draft: SimulationDraft;
  change(part: Partial<SimulationDraft>): void;
  children: ReactNode;
}) {
  const { first, others } = draft;
  const replaceOther = (index: number, value: PolicyChoice) =>
    change({ others: others.map((other, at) => (at === index ? value : other)) });
  return (
    <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto bg-panel p-4">
      <h2 className="sr-only">What is played</h2>
      <Section
        title="Policy"
        aside={
          others.length < mostOthers && (
            <Button icon={Plus} onClick={() => change({ others: [...others, { ...first }] })}>
              Compare
            </Button>
          )
        }
      >
        <PolicyCard
          label={others.length > 0 ? 'First policy' : 'Retries as'}
          value={first}
          onChange={(value) => change({ first: value })}
        />
      </Section>
      {others.map((other, index) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: policies have no other identity than their place
          key={index}
          title="Compared with"
          aside={
            <Button icon={X} onClick={() => change({ others: others.filter((_, at) => at !== index) })}>
              Remove
            </Button>
          }
        >
          <PolicyCard
            label={`${ordinals[index]} policy`}
            value={other}
            onChange={(value) => replaceOther(index, value)}
          />
        </Section>
      ))}
      <Section title="What the receiver does">
        <ScenarioField value={draft.scenarioText} onChange={(scenarioText) => change({ scenarioText })} />
      </Section>
      <Section title="How many">
        <LoadFields draft={draft} change={change} />
      </Section>
      {children}
    </div>
  );
}

const lifeOf = ({
  attempts = [],
  result,
  reason,
  policy,
  scenario,
  offSpans,
  timeoutIsOurs,
}: SimulationResult): VirtualLife => ({
  attempts,
  result: result ?? null,
  reason: reason ?? null,
  policy,
  scenario,
  offSpans,
  timeoutIsOurs,
});

const ordinals = ['Second', 'Third', 'Fourth'];

/** A name for each policy that is played, no two alike. */
function useTitles({ first, others }: SimulationDraft): string[] {
  const providers = useDirectory((directory) => directory.providers);
  return useMemo(() => {
    const names = [first, ...others].map((choice, at) => {
      const name = providers?.find(({ id }) => id === choice.provider)?.name;
      return name ?? (others.length === 0 ? 'Your policy' : (['First', ...ordinals][at] ?? ''));
    });
    return names.map((name, at) =>
      names.indexOf(name) === at ? name : `${name} (${(ordinals[at - 1] ?? '').toLowerCase()})`,
    );
  }, [first, others, providers]);
}

function Results({
  draft,
  results: played,
  problem,
  running,
  progress,
  cancel,
  live,
}: { draft: SimulationDraft; cancel(): void; live: LiveRun | null } & SimulationState) {
  const titles = useTitles(draft);
  // Until the new ones are there the old ones stay, but for those of policies that are gone.
  const results = useMemo(() => played.slice(0, titles.length), [played, titles.length]);
  const lives = useMemo(
    () => [
      ...results.flatMap((result, at) =>
        result.many ? [] : [{ title: titles[at] ?? '', life: lifeOf(result) }],
      ),
      ...(live && live.attempts.length > 0 ? [{ title: 'The real run', life: liveLife(live) }] : []),
    ],
    [results, titles, live],
  );
  if (problem !== null) {
    return (
      <Callout tone="bad" title="This can't be played.">
        {problem}
      </Callout>
    );
  }
  const many = results.some((result) => result.many);
  return (
    <div className="grid min-w-0 gap-4">
      {running && draft.deliveries > 10_000 && (
        <div className="flex items-center gap-3">
          <progress
            className="h-1.5 flex-1 accent-(--accent)"
            value={progress}
            max={1}
            aria-label="Progress of the simulation"
          />
          <Button onClick={cancel}>Cancel</Button>
        </div>
      )}
      {results.length === 0 && !running && (
        <div className="flex items-center gap-2 text-faint">
          <History size={16} aria-hidden /> Nothing played yet.
        </div>
      )}
      {many ? (
        <>
          {lives.length > 0 && <LivesPicture lives={lives} />}
          <ManyResult titles={titles} results={results} overMs={draft.overMs} />
        </>
      ) : (
        <>
          {lives.length > 0 && <LivesPicture lives={lives} />}
          {lives
            .filter((_, at) => at < results.length)
            .map(({ title, life }) => (
              <LifeTable key={title} title={title} life={life} />
            ))}
        </>
      )}
    </div>
  );
}
