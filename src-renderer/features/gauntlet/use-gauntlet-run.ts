import { useState } from 'react';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { type GauntletRun, scoresOf } from '#core/mutation/run.ts';
import { engine } from '#renderer/platform/client.ts';
import { readAgain } from '#renderer/platform/live-value.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { type Live, useLive } from '#renderer/platform/use-live.ts';
import { type RunInput, useGauntlet } from './gauntlet-store.ts';
import { isOwnTarget, rememberOwnTarget } from './own-targets.ts';

/** A run as it stands: each judged case as it comes, the findings when it ends. */
export const useRun = (runId: string | null): Live<GauntletRun> =>
  useLive<GauntletRun>(runId === null ? null : `gauntlet ${runId}`, () => ({
    read: (signal) => engine.gauntlet.get({ runId: runId ?? '' }, { signal }),
    apply(run, event) {
      if (event.type === 'gauntlet.ended' && event.runId === run.runId) return readAgain;
      if (event.type !== 'gauntlet.progress' || event.runId !== run.runId) return run;
      if (run.results.some(({ caseId }) => caseId === event.result.caseId)) return run;
      const results = [...run.results, event.result];
      return { ...run, results, scores: scoresOf(results) };
    },
  }));

export interface RunStart {
  start(input: RunInput): Promise<void>;
  starting: boolean;
  /** Why it did not begin. */
  problem: string | null;
  /** What waits for the word that a target on another machine is the user's own. */
  asked: RunInput | null;
  allow(): void;
  refuse(): void;
}

/** Begins runs, and asks once for each target that is not on this machine. */
export function useRunStart(): RunStart {
  const show = useGauntlet((store) => store.show);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [asked, setAsked] = useState<RunInput | null>(null);

  async function start(input: RunInput): Promise<void> {
    setStarting(true);
    setProblem(null);
    try {
      const { runId } = await engine.gauntlet.run({ ...input, allowRemote: isOwnTarget(input.target.url) });
      show('run', runId);
    } catch (error) {
      if (error instanceof TackleboxError && error.code === 'target_not_ours') setAsked(input);
      else if (error instanceof TackleboxError) setProblem(error.message);
      else reportError(error);
    } finally {
      setStarting(false);
    }
  }

  return {
    start,
    starting,
    problem,
    asked,
    allow() {
      if (!asked) return;
      rememberOwnTarget(asked.target.url);
      setAsked(null);
      void start(asked);
    },
    refuse: () => setAsked(null),
  };
}
