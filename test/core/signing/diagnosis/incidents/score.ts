import { memberSeed, seededRandom } from '#core/numbers/seeded-random.ts';
import { allProviders } from '#core/providers/registry.ts';
import { diagnose } from '#core/signing/diagnosis/diagnose.ts';
import type { Cause } from '#core/signing/verify/verdict.ts';
import { check } from '../../support.ts';
import type { Fault } from './fault.ts';
import { bodyBases, chanceOf, crypto, genuineOf, oddBases, timeBases, urlBases } from './genuine.ts';

const otherSchemes = allProviders.map(({ name, scheme }) => ({ label: name, scheme }));

export interface Result {
  fault: Fault;
  provider: string;
  seed: number;
  place: number;
  causes: Cause[];
  isFalselyProven: boolean;
  elapsedMs: number;
}

const words = ({ id, title, explanation, fixes }: Cause) =>
  `${id} ${title} ${explanation} ${fixes.map(({ text }) => text).join(' ')}`;

export const isNamed = (fault: Fault, cause: Cause): boolean =>
  fault.says.every((said) => said.test(words(cause)));

/** One incident with one provider, played from its seed. Null where this incident can't happen to that request. */
export function play(fault: Fault, seed: number, patience: Patience = ofAPerson): Result | null {
  const chance = chanceOf(seededRandom(seed));
  const bases = { body: bodyBases, url: urlBases, time: timeBases, odd: oddBases }[fault.on];
  const base = chance.pick(bases);
  const genuine = genuineOf(base, chance);
  const broken = fault.damage(genuine, chance);
  if (!broken) return null;
  const scheme = broken.scheme ?? genuine.scheme;
  const nowMs = broken.nowMs ?? genuine.nowMs;
  if (check(scheme, broken.request, broken.secrets, nowMs).ok) return null;
  const start = cpuMs();
  const { causes } = diagnose(scheme, broken.request, broken.secrets, {
    crypto,
    nowMs,
    ...patience,
    otherSchemes: otherSchemes.filter(({ scheme: one }) => one !== scheme),
    ...(broken.otherSecrets ? { otherSecrets: broken.otherSecrets } : {}),
  });
  const place = causes.findIndex((cause) => isNamed(fault, cause));
  const [top] = causes;
  const isFalselyProven = top?.proven === true && !isNamed(fault, top);
  return {
    fault,
    provider: base.name,
    seed,
    place,
    causes,
    isFalselyProven,
    elapsedMs: cpuMs() - start,
  };
}

/** Time of the processor: the machine may be busy with other things. */
const cpuMs = () => process.cpuUsage().user / 1000;

/** How long one is searched: by default as long as a person who looks at a verdict waits. */
export interface Patience {
  clock: () => number;
  budgetMs: number;
}
const ofAPerson: Patience = { clock: cpuMs, budgetMs: 2000 };

/** A bound in tries, which is the same on every machine. */
export function inTries(count: number): Patience {
  let tries = 0;
  return { clock: () => tries++, budgetMs: count };
}

const tries = 60;

/** Up to `count` different incidents of a class. */
export function playClass(fault: Fault, index: number, count: number, patience = () => ofAPerson): Result[] {
  const results: Result[] = [];
  for (let member = 0; member < tries && results.length < count; member++) {
    const result = play(fault, memberSeed(index * 1000 + 7, member), patience());
    if (result) results.push(result);
  }
  return results;
}
