import { memberSeed, seededRandom } from '#core/numbers/seeded-random.ts';
import { bytesFaults, formFaults, wrappedFaults } from './bytes.ts';
import type { Fault } from './fault.ts';
import { contentFaults, hmacMisuse } from './hmac.ts';
import { laterBodies } from './later-bodies.ts';
import { laterPlaces } from './later-places.ts';
import { laterPrinted } from './later-printed.ts';
import { laterSecrets } from './later-secrets.ts';
import { laterMisuse, laterSignatures } from './later-signatures.ts';
import { printedFaults } from './printed.ts';
import { nearlySecret, notTheSecret, secretText } from './secret-text.ts';
import { signatureText } from './signature-text.ts';
import { headerFaults, timeFaults, urlFaults } from './time-url.ts';
import { twoAtOnce } from './two-at-once.ts';

/** Every class of incident. */
export const incidents: readonly Fault[] = [
  ...signatureText,
  ...secretText,
  ...nearlySecret,
  ...notTheSecret,
  ...hmacMisuse,
  ...contentFaults,
  ...printedFaults,
  ...wrappedFaults,
  ...bytesFaults,
  ...formFaults,
  ...timeFaults,
  ...urlFaults,
  ...headerFaults,
  ...twoAtOnce,
];

/** A second list, written down when the autopsy knew the first, and before its writer had read what the autopsy looks for. */
export const laterIncidents: readonly Fault[] = [
  ...laterSignatures,
  ...laterSecrets,
  ...laterMisuse,
  ...laterPrinted,
  ...laterBodies,
  ...laterPlaces,
];

const splitSeed = 20_260_731;

/** The classes that may be looked at while the autopsy is built, and those of which only the total is looked at. */
export function halves(all = incidents): Record<'used' | 'unused', Fault[]> {
  const next = seededRandom(memberSeed(splitSeed, all.length));
  const drawn = all.map((one) => ({ one, lot: next() })).sort((a, b) => a.lot - b.lot);
  const middle = Math.ceil(drawn.length / 2);
  return {
    used: drawn.slice(0, middle).map(({ one }) => one),
    unused: drawn.slice(middle).map(({ one }) => one),
  };
}
