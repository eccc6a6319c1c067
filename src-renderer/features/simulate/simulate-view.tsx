import { History, Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Callout } from '#renderer/ui/callout.tsx';
import { Pane } from '#renderer/ui/pane.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { TopSlot } from '#renderer/ui/top-slot.tsx';
import { FileButtons } from './file-buttons.tsx';
import { LiveFields } from './live-fields.tsx';
import { LiveResult } from './live-result.tsx';
import { LoadFields } from './load-fields.tsx';
import { ManyResult } from './many-result.tsx';
import { OneResult } from './one-result.tsx';
import { PolicyCard } from './policy-card.tsx';
import { ScenarioField } from './scenario-field.tsx';
import { type PolicyChoice, type SimulationDraft, useSimulate } from './simulate-store.ts';
import type { VirtualLife } from './simulated-timeline.ts';
import { useLiveRun } from './use-live-run.ts';
import { type SimulationResult, type SimulationState, useSimulation } from './use-simulation.ts';

/** Retries played forward in virtual time: a policy (or two) against what a receiver does. */
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
            <Results draft={draft} {...simulation} />
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
  const { first, second } = draft;
  return (
    <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto bg-panel p-4">
      <h2 className="sr-only">What is played</h2>
      <Section
        title="Policy"
        aside={
          !second && (
            <Button icon={Plus} onClick={() => change({ second: { ...first } })}>
              Compare
            </Button>
          )
        }
      >
        <PolicyCard
          label={second ? 'First policy' : 'Retries as'}
          value={first}
          onChange={(value) => change({ first: value })}
        />
      </Section>
      {second && (
        <Section
          title="Compared with"
          aside={
            <Button icon={X} onClick={() => change({ second: null })}>
              Remove
            </Button>
          }
        >
          <PolicyCard label="Second policy" value={second} onChange={(value) => change({ second: value })} />
        </Section>
      )}
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
}: SimulationResult): VirtualLife => ({
  attempts,
  result: result ?? null,
  reason: reason ?? null,
  policy,
  scenario,
  offSpans,
});

function useTitle(choice: PolicyChoice | null, fallback: string): string {
  const name = useDirectory(
    (directory) => directory.providers?.find(({ id }) => id === choice?.provider)?.name,
  );
  return name ?? fallback;
}

function Results({
  draft,
  results,
  problem,
  running,
  progress,
  cancel,
}: { draft: SimulationDraft; cancel(): void } & SimulationState) {
  const first = useTitle(draft.first, draft.second ? 'First' : 'Your policy');
  const second = useTitle(draft.second, 'Second');
  const titles = first === second ? [first, `${second} (second)`] : [first, second];
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
        <ManyResult titles={titles} results={results} />
      ) : (
        results.map((result, at) => (
          <div key={titles[at]} className="grid gap-2">
            {results.length > 1 && <h2 className="text-lg font-semibold">{titles[at]}</h2>}
            <OneResult title={titles[at] ?? ''} life={lifeOf(result)} />
          </div>
        ))
      )}
    </div>
  );
}
