import type { z } from 'zod';
import type { Contract } from '#core/contract/index.ts';
import { conductCards } from '#core/mutation/conduct.ts';
import { chooseCases } from '#core/mutation/deck.ts';
import type { CaseResult, GauntletCard } from '#core/mutation/run.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { blind, type ConductCase, conducted } from './conduct/conduct-case.ts';
import { genuine } from './conduct/genuine.ts';
import { order } from './conduct/order.ts';
import { handshake, memory, rotation, secrets } from './conduct/others.ts';
import { afterOthers, afterRestart, atOnce, duplicate, lostAnswer, replayed } from './conduct/repeats.ts';
import type { EventSource } from './deck.ts';
import type { PlannedCase } from './run-gauntlet.ts';

export type RunInput = z.output<Contract['gauntlet']['run']['input']>;

const notAsked =
  (reason: string): ConductCase =>
  async () =>
    conducted({ outcome: 'not_judged', reason, rule: null });

/** Left out where nothing could be seen: hundreds of events for no judgement. */
const ifSeen =
  (play: ConductCase): ConductCase =>
  async (stage) => {
    const why = blind(stage);
    return why === null ? play(stage) : conducted({ outcome: 'not_judged', reason: why, rule: null });
  };

/** How each case of conduct is played. */
function conductOf(cardId: string, input: RunInput): ConductCase {
  const name = cardId.replace(/^conduct\./, '');
  const rule = requireProvider(input.provider).handshakes.find(({ id }) => name === `handshake-${id}`);
  if (rule) return handshake(rule);
  const byName: Record<string, ConductCase> = {
    genuine,
    duplicate,
    replayed,
    'at-once': atOnce,
    'lost-answer': lostAnswer,
    'after-others': ifSeen(afterOthers),
    'after-restart':
      input.restartUrl === undefined
        ? notAsked('Name a command that restarts the handler (--restart) to see what it remembers.')
        : ifSeen(afterRestart(input.restartUrl)),
    order,
    rotation: rotation(input.previousSecret),
    memory: memory(input.memoryUrl),
    secrets: secrets(input.logUrl),
  };
  return byName[name] ?? notAsked('This case is not known here.');
}

/** Every card that a run of this event can play: the deck's, and those of conduct. */
export const allCards = (source: EventSource): GauntletCard[] => {
  const deck = source.mutations(source.event(0)).map(({ bend: _bend, ...card }) => card);
  return [...conductCards(source.provider), ...deck];
};

/** What fits last: the log and all answers have to be in by then. */
const last = new Set(['conduct.memory', 'conduct.secrets']);

/**
 * What a run plays, in its order: a genuine event first, whatever was chosen. Throws invalid_input for cases that are not there.
 *
 * @param before results of an earlier run whose failures alone are to be played
 */
export function planRun(
  source: EventSource,
  input: RunInput,
  before: readonly CaseResult[] | null,
): PlannedCase[] {
  const cards = allCards(source);
  const chosen = input.cases === undefined ? cards : chooseCases(cards, input.cases);
  const open = before
    ? new Set(
        before
          .filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped')
          .map(({ caseId }) => caseId),
      )
    : null;
  const wanted = chosen.filter(({ id }) => open?.has(id) ?? true);
  const first = cards.filter(({ id }) => id === 'conduct.genuine');
  const rest = wanted.filter(({ id }) => id !== 'conduct.genuine');
  const ordered = [
    ...first,
    ...rest.filter(({ id }) => !last.has(id)),
    ...rest.filter(({ id }) => last.has(id)),
  ];
  return ordered.map((card) => ({
    card,
    expect: input.expectations[card.id],
    conduct: card.family === 'conduct' ? conductOf(card.id, input) : null,
  }));
}
