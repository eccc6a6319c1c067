import { formatDuration } from '../../numbers/duration.ts';
import { percent } from '../incident/incident-words.ts';
import type { RetryPolicy } from '../policy.ts';
import { policySpanMs } from '../policy-span.ts';
import { policyInWords } from '../policy-text.ts';
import type { Scores } from './advise.ts';
import type { Goals } from './goals.ts';

interface Asked {
  goals: Goals;
  deliveries: number;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const jitterInWords: Record<RetryPolicy['jitter']['kind'], string> = {
  none: 'Without jitter, deliveries that failed together come back together.',
  full: 'Full jitter spreads what waits over the whole of each wait, so that the return is no storm.',
  equal: 'Equal jitter spreads what waits over the later half of each wait.',
  decorrelated: 'Decorrelated jitter draws each wait from the one before, so that deliveries drift apart.',
  spread: 'Each wait is drawn from around its length, so that deliveries drift apart.',
};

const verdict = (met: boolean, goal: string): string =>
  met ? ` (goal: ${goal})` : ` (misses the goal: ${goal})`;

/** What a policy does in the outage, and how it stands to each goal. */
export function explainAdvice(policy: RetryPolicy, scores: Scores, { goals, deliveries }: Asked): string[] {
  const { maxLossShare, maxPerSecond, deliveredWithinMs, outageMs } = goals;
  const { lossShare, peakPerSecond, recoveredMs, attemptsPerDelivery } = scores;
  const loss =
    maxLossShare === undefined
      ? ''
      : verdict(
          lossShare === 0 || lossShare < maxLossShare,
          maxLossShare === 0 ? 'nothing lost' : `under ${percent(maxLossShare)}`,
        );
  const peak =
    maxPerSecond === undefined ? '' : verdict(peakPerSecond < maxPerSecond, `under ${maxPerSecond}/s`);
  const recovered =
    deliveredWithinMs === undefined
      ? ''
      : verdict(recoveredMs <= deliveredWithinMs, `within ${formatDuration(deliveredWithinMs)}`);
  const lost = Math.round(lossShare * deliveries);
  return [
    `${capital(policyInWords(policy))}.`,
    `It tries for ${formatDuration(policySpanMs(policy))} without chance, against an outage of ${formatDuration(outageMs)}.`,
    `Lost: ${lost === 0 ? 'nothing' : `${lost} of ${deliveries}, ${percent(lossShare)}`}${loss}.`,
    `Busiest second after the return: ${peakPerSecond} attempts${peak}.`,
    `Last one delivered ${formatDuration(recoveredMs)} after the return${recovered}.`,
    `${attemptsPerDelivery.toFixed(1)} attempts a delivery. ${jitterInWords[policy.jitter.kind]}`,
  ];
}

/** What no policy can change: so many deliveries, at so many a second, take their time. */
export function limitsOf(
  { maxPerSecond, deliveredWithinMs, maxLossShare = 0 }: Goals,
  deliveries: number,
): string[] {
  if (maxPerSecond === undefined || deliveredWithinMs === undefined) return [];
  const leastMs = ((deliveries * (1 - maxLossShare)) / maxPerSecond) * 1000;
  if (leastMs <= deliveredWithinMs) return [];
  return [
    `No policy reaches both: ${deliveries} deliveries at under ${maxPerSecond} a second take ${formatDuration(leastMs)} at least, longer than ${formatDuration(deliveredWithinMs)}.`,
  ];
}
