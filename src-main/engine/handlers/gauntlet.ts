import type { Contract, Handlers } from '#core/contract/index.ts';
import { compareRuns } from '#core/mutation/compare-runs.ts';
import { reportOf } from '#core/mutation/report/report.ts';
import type { EngineParts } from '../engine.ts';
import { openEvents, requireOwnTarget } from '../gauntlet/deck.ts';
import type { GauntletRuns } from '../gauntlet/gauntlet-runs.ts';
import { minimise } from '../gauntlet/minimise.ts';
import { allCards } from '../gauntlet/plan.ts';
import { previewCase } from '../gauntlet/preview-case.ts';
import { sendCase } from '../gauntlet/send-case.ts';

/** Edge cases, runs of them, their reports, and the minimiser. */
export const gauntletHandlers = (parts: EngineParts, runs: GauntletRuns): Handlers<Contract['gauntlet']> => ({
  deck: (input) => {
    const source = openEvents(parts, input);
    return { eventType: source.event(0).eventType, seed: source.seed, cards: allCards(source) };
  },
  preview: (input) => previewCase(parts, input),
  send: (input, { signal }) => sendCase(parts, input, signal),
  run: async (input, { signal }) => {
    const { run, ended } = await runs.start(input);
    if (!input.wait) return run;
    const cancel = () => runs.cancel(run.runId);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    return ended.finally(() => signal.removeEventListener('abort', cancel));
  },
  cancel: ({ runId }) => ({ cancelled: runs.cancel(runId) }),
  get: ({ runId }) => runs.get(runId),
  list: (paging) => parts.history.gauntlet.list(paging),
  remove: ({ runIds }) => ({ removed: parts.history.gauntlet.remove(runIds) }),
  compare: (input) => compareRuns(runs.get(input.with), runs.get(input.runId)),
  report: ({ runId, format }) => reportOf(runs.get(runId), format),
  minimise: (input, { signal }) => {
    requireOwnTarget(input.target.url, input.allowRemote);
    return minimise(parts, input, signal);
  },
});
