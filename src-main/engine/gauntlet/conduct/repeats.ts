import { failed, type Judgement, notJudged, passed } from '#core/mutation/judge.ts';
import type { GauntletExchange, RuleId } from '#core/mutation/run.ts';
import type { SendRequest } from '../../sender/sender.ts';
import { ask } from '../observer.ts';
import type { Stage } from '../stage.ts';
import { blind, type ConductCase, type Conducted, conducted, saidOf } from './conduct-case.ts';

/** Copies that come at once, and how often it is tried: a race that is there is lost at least once in so many. */
const copiesAtOnce = 6;
const rounds = 8;

/** Events between a first and a repeat: past the bound of small caches. */
const otherEvents = 300;
const otherEventsAtOnce = 6;

/** A handler has this long to restart. */
const restartTimeoutMs = 30_000;

/** Judges the copies of one event: all accepted, and worked on once. */
function judgeCopies(
  stage: Stage,
  exchanges: readonly GauntletExchange[],
  effects: number | null,
  repeated: RuleId,
): Judgement {
  const refused = exchanges.find((exchange) => !stage.isAccepted(exchange));
  const tooMany = effects !== null && stage.perEvent > 0 && effects > stage.perEvent;
  if (tooMany) {
    const count = effects / stage.perEvent;
    return failed(
      repeated,
      `The work was done ${Number.isInteger(count) ? count : count.toFixed(1)} times for one event.`,
    );
  }
  if (refused) {
    const rule = refused.answer && refused.answer.status >= 500 ? 'server-error' : 'refuses-repeats';
    return failed(
      refused.answer ? rule : 'crashes',
      `A copy of an event that was accepted ${saidOf(refused)}.`,
    );
  }
  const why = blind(stage);
  return why === null ? passed('Every copy was accepted, and the work was done once.') : notJudged(why);
}

/** An event, then what `between` does, then a copy of it. */
const repeatedAfter =
  (
    rule: RuleId,
    copy: (stage: Stage, first: SendRequest, again: () => SendRequest) => SendRequest,
    between: (stage: Stage) => Promise<void> = async () => undefined,
    loseFirst = false,
  ): ConductCase =>
  async (stage) => {
    const event = stage.event();
    const before = await stage.count();
    const first = stage.genuine(event);
    const sent = await stage.fire(loseFirst ? { ...first, loseAnswer: true } : first);
    // What others do in between is not this event's work.
    const early = await stage.effectsSince(before, stage.perEvent);
    await between(stage);
    const resumed = await stage.count();
    const second = await stage.fire(copy(stage, first, () => stage.genuine(event)));
    const late = await stage.effectsSince(resumed);
    const effects = early === null || late === null ? null : early + late;
    const answered = loseFirst ? [second] : [sent, second];
    return conducted(judgeCopies(stage, answered, effects, rule), [sent, second], effects);
  };

export const duplicate = repeatedAfter('not-idempotent', (_stage, _first, again) => again());
export const replayed = repeatedAfter('not-idempotent', (_stage, first) => first);
export const lostAnswer = repeatedAfter(
  'not-idempotent',
  (_stage, _first, again) => again(),
  undefined,
  true,
);

export const afterOthers = repeatedAfter(
  'forgets-repeats',
  (_stage, _first, again) => again(),
  async (stage) => {
    if (stage.input.observer === null) return;
    const before = await stage.count();
    for (let sent = 0; sent < otherEvents; sent += otherEventsAtOnce) {
      const batch = Array.from({ length: otherEventsAtOnce }, () => stage.genuine(stage.event()));
      await Promise.all(batch.map((request) => stage.fire(request)));
    }
    await stage.effectsSince(before, otherEvents * stage.perEvent);
    // Late work of the others would be taken for the repeat's.
    await stage.effectsSince(before);
  },
);

export const afterRestart = (restartUrl: string): ConductCase =>
  repeatedAfter(
    'forgets-repeats',
    (_stage, _first, again) => again(),
    async (stage) => {
      await ask(restartUrl, 'POST', restartTimeoutMs);
      await stage.isBack();
      await stage.effectsSince(await stage.count());
    },
  );

/** Copies at once, in several rounds, each of a new event. */
export const atOnce: ConductCase = async (stage) => {
  let last: Conducted | null = null;
  for (let round = 1; round <= rounds; round++) {
    const event = stage.event();
    const before = await stage.count();
    const copies = Array.from({ length: copiesAtOnce }, () => stage.genuine(event));
    const exchanges = await Promise.all(copies.map((copy) => stage.fire(copy)));
    const effects = await stage.effectsSince(before);
    const judgement = judgeCopies(stage, exchanges, effects, 'racy-idempotency');
    last = conducted(judgement, exchanges.slice(0, 2), effects);
    if (judgement.outcome === 'failed') {
      const reason = `${judgement.reason} ${copiesAtOnce} copies came at once, in round ${round} of ${rounds}.`;
      return { ...last, judgement: { ...judgement, reason } };
    }
  }
  return last ?? conducted(notJudged('No round was played.'));
};
