import { expectationOf, failed, type Judgement, judge, passed } from '#core/mutation/judge.ts';
import type { Expectation, Mutation } from '#core/mutation/mutation.ts';
import type { CaseResult, GauntletExchange } from '#core/mutation/run.ts';
import { bentRequest } from '../requests/bent-request.ts';
import { caseOf } from './deck.ts';
import type { Stage } from './stage.ts';

export interface CaseToPlay {
  caseId: string;
  /** In place of the deck's. */
  expect?: Expectation | undefined;
}

const resultOf = (
  { id, family, title }: Pick<Mutation, 'id' | 'family' | 'title'>,
  expect: Expectation,
  judgement: Judgement,
  exchanges: GauntletExchange[],
  effects: number | null,
): CaseResult => ({
  caseId: id,
  family,
  title,
  expect,
  ...judgement,
  effects,
  durationMs: exchanges.reduce((sum, { durationMs }) => sum + durationMs, 0),
  exchanges,
});

/** Plays one case of the deck with an event of its own, and judges the answer. Throws cancelled. */
export async function playCase(stage: Stage, { caseId, expect: wanted }: CaseToPlay): Promise<CaseResult> {
  const { source, input } = stage;
  const { parts, target, rules } = input;
  const event = stage.event();
  const mutation = caseOf(source.mutations(event), caseId);
  const expect = wanted ?? expectationOf(caseId, mutation.expect, rules.profile);
  const made = bentRequest(parts.crypto, mutation.bend(), {
    provider: source.provider,
    target,
    signing: source.signingOf(event),
    nowMs: parts.clock.nowMs(),
  });
  if (made.kind === 'not_made') {
    return resultOf(mutation, expect, { outcome: 'skipped', reason: made.reason, rule: null }, [], null);
  }
  const looks = expect === 'reject';
  const before = looks ? await stage.count() : null;
  const exchange = await stage.fire(made.request, made.manner);
  const after = looks ? await stage.count() : null;
  const effects = before === null || after === null ? null : after - before;
  const judgement = judge(caseId, expect, { exchange, effects }, rules);
  if (made.manner !== 'hang-up') return resultOf(mutation, expect, judgement, [exchange], effects);
  // Nobody saw an answer: what counts is that the next one is given.
  const next = await stage.fire(stage.genuine(stage.event()));
  const alive: Judgement = stage.isAccepted(next)
    ? passed('The sender hung up, and the next event was accepted.')
    : failed(
        'crashes',
        `After a sender hung up: ${next.failure?.message ?? `it answered ${next.answer?.status}`}`,
      );
  return resultOf(mutation, expect, alive, [exchange, next], null);
}
