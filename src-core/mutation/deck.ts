import { nearest } from '../errors/nearest.ts';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import { byteMutations } from './bytes.ts';
import type { DeckEvent } from './deck-event.ts';
import type { Mutation } from './mutation.ts';
import { signatureMutations } from './signature.ts';
import { structureMutations } from './structure.ts';
import { valueMutations } from './values.ts';
import { wireMutations } from './wire.ts';

/** Every mutation that fits an event, in the order in which a run plays them: what is most often wrong first. */
export const deckOf = (event: DeckEvent): Mutation[] => [
  ...signatureMutations(event),
  ...byteMutations(event),
  ...structureMutations(event),
  ...valueMutations(event),
  ...wireMutations(event),
];

const chosenBy =
  (choice: string) =>
  (id: string): boolean =>
    id === choice || id.startsWith(`${choice}.`) || id.startsWith(`${choice}:`);

/**
 * The cases of these ids. A family (`signature`) stands for all of its cases, a name without its field (`structure.null`) for
 * those of all fields.
 *
 * @throws invalid_input for a choice that nothing fits
 */
export function chooseCases<T extends { id: string }>(all: readonly T[], choices: readonly string[]): T[] {
  const unknown = choices.find((choice) => !all.some(({ id }) => chosenBy(choice)(id)));
  if (unknown !== undefined) {
    const known = [...new Set(all.map(({ id }) => id.replace(/:.*$/, '')))];
    throw new TackleboxError(
      'invalid_input',
      `There is no case ${JSON.stringify(unknown)} for this event. Near it: ${nearest(unknown, known).join(', ')}.`,
      { details: { known } },
    );
  }
  return all.filter(({ id }) => choices.some((choice) => chosenBy(choice)(id)));
}
