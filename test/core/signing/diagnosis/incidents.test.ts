import { describe, expect, it } from 'vitest';
import { families } from './incidents/fault.ts';
import { halves, incidents } from './incidents/index.ts';
import { inTries, playClass } from './incidents/score.ts';

/** Enough for every single mistake; two at once take more than a test has. */
const maxTries = 25_000;
const patience = () => inTries(maxTries);

const played = (family: string) =>
  halves()
    .used.filter((fault) => fault.family === family && fault.family !== 'two at once')
    .flatMap((fault) => playClass(fault, incidents.indexOf(fault), 1, patience));

describe('incidents from memory, of the half that may be looked at', () => {
  it.each(families.filter((family) => family !== 'two at once'))('are named: %s', (family) => {
    const results = played(family);
    const missed = results.filter(({ place }) => place !== 0 && place !== 1);
    const names = missed.map(({ fault, provider, seed }) => `${fault.name} (${provider}, ${seed})`);
    expect(missed.length / Math.max(1, results.length), names.join('; ')).toBeLessThanOrEqual(0.2);
    expect(results.filter(({ isFalselyProven }) => isFalselyProven).map(({ fault }) => fault.name)).toEqual(
      [],
    );
  });
});
