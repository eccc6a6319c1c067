import { nestsDeeperThan } from '#core/json/nesting.ts';

/** The editor's JSON service works recursively, and on the whole text at each stroke: beyond these it is plain text. */
const maxCharacters = 1_000_000;
const maxDepth = 300;

/** Whether the JSON service can bear a text. */
export const isTameJson = (text: string): boolean =>
  text.length <= maxCharacters && !nestsDeeperThan(text, maxDepth);
