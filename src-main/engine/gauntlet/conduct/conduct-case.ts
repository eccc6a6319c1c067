import type { Judgement } from '#core/mutation/judge.ts';
import type { GauntletExchange } from '#core/mutation/run.ts';
import type { Stage } from '../stage.ts';

/** What a case of conduct showed. */
export interface Conducted {
  judgement: Judgement;
  /** Those that tell; a case of many keeps a few. */
  exchanges: GauntletExchange[];
  effects: number | null;
}

/** A case of conduct: plays as many requests as it needs. Throws cancelled, observer_failed. */
export type ConductCase = (stage: Stage) => Promise<Conducted>;

export const conducted = (
  judgement: Judgement,
  exchanges: GauntletExchange[] = [],
  effects: number | null = null,
): Conducted => ({ judgement, exchanges, effects });

/** Why effects can't be judged; null where they can. */
export function blind(stage: Stage): string | null {
  if (stage.input.observer === null) {
    return 'Every copy was accepted. Whether the work was done more than once can’t be seen without an observer.';
  }
  return stage.perEvent === 0
    ? 'Every copy was accepted. The observer saw no work for a genuine event, so it can’t tell repeats.'
    : null;
}

/** What an answer said, in a word or two. */
export const saidOf = ({ answer, failure }: GauntletExchange): string =>
  answer ? `answered ${answer.status}` : (failure?.message ?? 'gave no answer');
