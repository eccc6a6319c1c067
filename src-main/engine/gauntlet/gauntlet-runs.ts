import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { findingsOf } from '#core/mutation/findings/findings.ts';
import { type CaseResult, type GauntletRun, scoresOf } from '#core/mutation/run.ts';
import type { EngineParts } from '../engine.ts';
import { summaryOf } from '../history/gauntlet-repo.ts';
import { newId } from '../history/ids.ts';
import { type EventSource, openEvents, requireOwnTarget } from './deck.ts';
import { createObserver } from './observer.ts';
import { planRun, type RunInput } from './plan.ts';
import { type PlayedRun, playRun } from './run-gauntlet.ts';
import { Stage } from './stage.ts';

/** Runs under way and those that have ended. */
export interface GauntletRuns {
  /** Begins a run; `ended` resolves with it whole. What keeps it from beginning is thrown. */
  start(input: RunInput): Promise<{ run: GauntletRun; ended: Promise<GauntletRun> }>;
  /** False where no such run is under way. */
  cancel(runId: string): boolean;
  /** Also one under way. Throws run_not_found. */
  get(runId: string): GauntletRun;
  /** Cancels what is under way and keeps it. */
  close(): Promise<void>;
}

interface Running {
  run: GauntletRun;
  abort: AbortController;
  ended: Promise<GauntletRun>;
}

/** As long as most providers wait where they say nothing. */
const defaultTimeoutMs = 10_000;

/** More at once would disturb each other's timing, and the handler. */
const mostAtOnce = 4;

type Parts = Pick<
  EngineParts,
  'clock' | 'crypto' | 'events' | 'history' | 'receiver' | 'sender' | 'vault'
> & {
  onBug: (error: unknown, where: string) => void;
};

const secretsOf = (source: EventSource, input: RunInput): string[] => [
  ...(source.signing ? [source.signing.secret] : []),
  ...(input.previousSecret === undefined ? [] : [input.previousSecret]),
];

export function createGauntletRuns(parts: Parts): GauntletRuns {
  const { clock, events, history } = parts;
  const running = new Map<string, Running>();

  const get = (runId: string): GauntletRun => {
    const found = running.get(runId)?.run ?? history.gauntlet.find(runId);
    if (found) return found;
    throw new TackleboxError(
      'run_not_found',
      `There is no run ${runId}: it was deleted, or belongs to another data folder.`,
    );
  };

  /** The run with what was played of it; findings told once. */
  function finished(run: GauntletRun, source: EventSource, played: PlayedRun): GauntletRun {
    const { state, reason, results } = played;
    return {
      ...run,
      state,
      reason,
      results,
      endedAt: new Date(clock.nowMs()).toISOString(),
      passed: state === 'done' && results.every(({ outcome }) => outcome !== 'failed'),
      scores: scoresOf(results),
      findings: findingsOf(results, { scheme: source.scheme, providerName: source.provider.name }),
    };
  }

  return {
    async start(input) {
      const { target } = input;
      requireOwnTarget(target.url, input.allowRemote);
      if (running.size >= mostAtOnce) {
        throw new TackleboxError(
          'queue_state',
          `${mostAtOnce} runs are under way: wait for one, or cancel it.`,
        );
      }
      const source = openEvents(parts, input, target);
      const before = input.failuresOf === undefined ? null : get(input.failuresOf).results;
      const plan = planRun(source, input, before);
      const observer = input.observer ? createObserver(input.observer, history) : null;
      // An observer that can't be read is said before anything is sent.
      await observer?.count();
      const timeoutMs = target.timeoutMs ?? source.provider.delivery.timeoutMs ?? defaultTimeoutMs;
      const abort = new AbortController();
      const stage = new Stage({
        parts,
        source,
        target: { ...target, timeoutMs },
        rules: { profile: input.profile, success: source.provider.delivery.success, timeoutMs },
        observer,
        settleMs: input.settleMs,
        secrets: { scheme: source.scheme, values: secretsOf(source, input) },
        signal: abort.signal,
      });
      const nowMs = clock.nowMs();
      const runId = newId('run', nowMs);
      let run: GauntletRun = {
        runId,
        state: 'running',
        passed: false,
        reason: null,
        provider: source.provider.id,
        eventType: source.event(0).eventType,
        url: target.url,
        profile: input.profile,
        seed: source.seed,
        startedAt: new Date(nowMs).toISOString(),
        endedAt: null,
        planned: plan.length,
        observer: observer?.description ?? null,
        scores: [],
        findings: [],
        results: [],
      };
      const results: CaseResult[] = [];
      const onResult = (result: CaseResult) => {
        results.push(result);
        run = { ...run, results, scores: scoresOf(results) };
        const entry = running.get(runId);
        if (entry) entry.run = run;
        events.emit({ type: 'gauntlet.progress', runId, done: results.length, total: plan.length, result });
      };
      const play = async (): Promise<GauntletRun> => {
        try {
          run = finished(run, source, await playRun(stage, plan, onResult));
          history.gauntlet.insert(run);
          return run;
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          if (!(error instanceof TackleboxError)) parts.onBug(error, 'gauntlet.run');
          run = finished(run, source, { state: 'stopped', reason, results });
          return run;
        } finally {
          running.delete(runId);
          events.emit({ type: 'gauntlet.ended', runId, summary: summaryOf(run) });
        }
      };
      const entry: Running = { run, abort, ended: Promise.resolve(run) };
      running.set(runId, entry);
      entry.ended = play();
      return { run, ended: entry.ended };
    },
    cancel(runId) {
      const entry = running.get(runId);
      entry?.abort.abort();
      return entry !== undefined;
    },
    get,
    async close() {
      const open = [...running.values()];
      for (const { abort } of open) abort.abort();
      await Promise.allSettled(open.map(({ ended }) => ended));
    },
  };
}
