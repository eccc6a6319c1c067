import { describe, expect, it } from 'vitest';
import { type Fault, families } from './incidents/fault.ts';
import { halves, incidents, laterIncidents } from './incidents/index.ts';
import { inTries, playClass } from './incidents/score.ts';

/** Enough for every single mistake; two at once take more than a test has. */
const maxTries = 25_000;
const patience = () => inTries(maxTries);

const played = (all: readonly Fault[], family: string) =>
  halves(all)
    .used.filter((fault) => fault.family === family && fault.family !== 'two at once')
    .flatMap((fault) => playClass(fault, all.indexOf(fault), 1, patience));

describe.each([
  { list: 'the first list', all: incidents },
  { list: 'the second list', all: laterIncidents },
])('incidents from memory, of $list and its half that may be looked at', ({ all }) => {
  const own = families.filter(
    (family) => family !== 'two at once' && halves(all).used.some((fault) => fault.family === family),
  );

  it.each(own)('are named: %s', (family) => {
    const results = played(all, family);
    const missed = results.filter(({ place }) => place !== 0 && place !== 1);
    const names = missed.map(({ fault, provider, seed }) => `${fault.name} (${provider}, ${seed})`);
    // One of a family may need more tries than a test has.
    expect(missed.length, names.join('; ')).toBeLessThanOrEqual(1);
    expect(results.filter(({ isFalselyProven }) => isFalselyProven).map(({ fault }) => fault.name)).toEqual(
      [],
    );
  });
});
