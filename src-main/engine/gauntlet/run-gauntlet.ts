import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { explainedTogether, failed } from '#core/mutation/judge.ts';
import type { Expectation } from '#core/mutation/mutation.ts';
import type { CaseResult, GauntletCard } from '#core/mutation/run.ts';
import type { ConductCase, Conducted } from './conduct/conduct-case.ts';
import { playCase } from './play-case.ts';
import type { Stage } from './stage.ts';

/** A case to be played, with the code of its conduct where it is one of the deck's no more. */
export interface PlannedCase {
  card: GauntletCard;
  expect: Expectation | undefined;
  /** Null for a case of the deck. */
  conduct: ConductCase | null;
}

export interface PlayedRun {
  state: 'done' | 'cancelled' | 'stopped';
  /** Why it did not play all. */
  reason: string | null;
  results: CaseResult[];
}

/** So many cases without an answer hold a run up for long enough: the others of such families are left out. */
const mostHangs = 4;

const result = ({ card, expect }: PlannedCase, { judgement, exchanges, effects }: Conducted): CaseResult => ({
  caseId: card.id,
  family: card.family,
  title: card.title,
  expect: expect ?? card.expect,
  ...judgement,
  effects,
  durationMs: exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0),
  exchanges: exchanges.slice(0, 4),
});

const skipped = (planned: PlannedCase, reason: string): CaseResult =>
  result(planned, { judgement: { outcome: 'skipped', reason, rule: null }, exchanges: [], effects: null });

const lastFailure = ({ exchanges }: CaseResult) => exchanges.at(-1)?.failure ?? null;

/** Plays cases one after the other, so that what a case breaks is known by its name. */
export async function playRun(
  stage: Stage,
  plan: readonly PlannedCase[],
  onResult: (result: CaseResult) => void,
): Promise<PlayedRun> {
  const results: CaseResult[] = [];
  let hangs = 0;
  const keep = (one: CaseResult) => {
    results.push(one);
    onResult(one);
  };
  const play = async (planned: PlannedCase): Promise<CaseResult> => {
    if (planned.conduct) return result(planned, await planned.conduct(stage));
    return playCase(stage, { caseId: planned.card.id, expect: planned.expect });
  };
  /** A handler that is gone when a case begins was ended by the case before it. */
  const blame = (previous: CaseResult | undefined): void => {
    if (!previous || previous.outcome === 'failed') return;
    const judgement = failed('crashes', 'Right after this case nothing listened at the target any more.');
    results[results.length - 1] = { ...previous, ...judgement };
  };
  const stop = (from: number, reason: string): PlayedRun => {
    for (const planned of plan.slice(from)) keep(skipped(planned, reason));
    return { state: 'stopped', reason, results: explainedTogether(results) };
  };
  try {
    for (let at = 0; at < plan.length; at++) {
      const planned = plan[at];
      if (!planned) break;
      if (hangs >= mostHangs && planned.card.family !== 'conduct') {
        keep(
          skipped(
            planned,
            `Left out: ${mostHangs} cases got no answer in time, and each more would wait as long.`,
          ),
        );
        continue;
      }
      let one = await play(planned);
      if (lastFailure(one)?.code === 'refused' && at > 0) {
        if (!(await stage.isBack())) {
          blame(results.at(-1));
          return stop(at, 'The handler is gone: nothing listens at the target any more.');
        }
        blame(results.at(-1));
        one = await play(planned);
      }
      keep(one);
      if (planned.card.id === 'conduct.genuine' && one.outcome === 'failed' && one.rule !== 'nothing-done') {
        return stop(at + 1, 'A genuine event is not accepted, so that nothing else can be judged.');
      }
      if (one.rule === 'hangs') hangs++;
      if (one.rule === 'crashes' || one.rule === 'hangs') {
        if (!(await stage.isBack())) return stop(at + 1, `The handler did not come back after ${one.title}.`);
      }
    }
    return { state: 'done', reason: null, results: explainedTogether(results) };
  } catch (error) {
    if (error instanceof TackleboxError && error.code === 'cancelled') {
      return { state: 'cancelled', reason: error.message, results: explainedTogether(results) };
    }
    if (error instanceof TackleboxError && error.code === 'observer_failed') {
      return stop(results.length, error.message);
    }
    throw error;
  }
}
