import { Play } from 'lucide-react';
import { useMemo } from 'react';
import { engine } from '#renderer/platform/client.ts';
import { useLive } from '#renderer/platform/use-live.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ConfirmDialog } from '#renderer/ui/dialog.tsx';
import { Pane } from '#renderer/ui/pane.tsx';
import { Tabs } from '#renderer/ui/tabs.tsx';
import { Deck } from './deck.tsx';
import { EarlierRuns } from './earlier-runs.tsx';
import { eventInput, runInput, useGauntlet } from './gauntlet-store.ts';
import { RunPart } from './run-part.tsx';
import { SetupForm } from './setup-form.tsx';
import { useRun, useRunStart } from './use-gauntlet-run.ts';

/** Any seed will do to list a deck: its cases are the same for all. */
const listingSeed = 1;

/** Edge cases of an event, fired at a handler, with what they show and how to mend it. */
export function GauntletView() {
  const { draft, change, tab, show, runId } = useGauntlet();
  const { provider, eventType } = draft;
  const deck = useLive(`deck ${provider} ${eventType}`, () => ({
    read: (signal) =>
      engine.gauntlet.deck(
        { ...eventInput({ ...draft, secret: { by: 'default' } }), seed: listingSeed },
        { signal },
      ),
  }));
  const run = useRun(runId);
  const starting = useRunStart();
  const cards = deck.value?.cards;
  const chosen = useMemo(() => {
    if (!cards || draft.leftOut.length === 0) return null;
    return cards.filter(({ id }) => !draft.leftOut.includes(id)).map(({ id }) => id);
  }, [cards, draft.leftOut]);
  const isRunning = run.value?.state === 'running';
  const count = chosen?.length ?? cards?.length ?? 0;
  return (
    <>
      <Pane
        id="gauntlet"
        initial="320px"
        minFirst="280px"
        minSecond="440px"
        first={
          <SetupForm
            draft={draft}
            change={change}
            problem={starting.problem ?? deck.problem?.message ?? null}
          >
            <Button
              variant="primary"
              size="md"
              icon={Play}
              busy={starting.starting || isRunning}
              disabled={draft.url === '' || count === 0}
              onClick={() => void starting.start(runInput(draft, chosen))}
            >
              {isRunning ? 'Running' : `Run ${count} cases`}
            </Button>
          </SetupForm>
        }
        second={
          <Tabs
            label="Gauntlet"
            value={tab}
            onChange={show}
            items={[
              { id: 'deck', label: 'Deck', badge: cards?.length },
              { id: 'run', label: 'Run', badge: run.value?.findings.length || undefined },
              { id: 'earlier', label: 'Earlier runs' },
            ]}
            className="h-full"
            panelClassName="flex min-h-0 flex-col"
          >
            {tab === 'deck' && <Deck draft={draft} change={change} cards={cards ?? null} />}
            {tab === 'run' && (
              <RunPart run={run.value} draft={draft} onStart={(input) => void starting.start(input)} />
            )}
            {tab === 'earlier' && <EarlierRuns shown={runId} onShow={(id) => show('run', id)} />}
          </Tabs>
        }
      />
      <ConfirmDialog
        open={starting.asked !== null}
        onOpenChange={(open) => !open && starting.refuse()}
        title="This target is not on this machine"
        description={`Edge cases can disturb a service. Go on only where ${starting.asked?.target.url ?? ''} is yours to test; this is asked once for each host.`}
        action="It is mine to test"
        onConfirm={starting.allow}
      />
    </>
  );
}
