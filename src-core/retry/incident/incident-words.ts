import { formatDuration } from '../../numbers/duration.ts';
import type { ReplayedIncident } from './replay-incident.ts';

/** 0.4 %, 12 %, 0.05 %: as many digits as say something. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  const text = (share * 100).toPrecision(2);
  return `${Number(text)} %`;
}

const some = (count: number): string => (Number.isInteger(count) ? String(count) : count.toFixed(1));

/** Whose: Stripe's, Standard Webhooks'. */
export const possessive = (name: string): string => (name.endsWith('s') ? `${name}'` : `${name}'s`);

/** How a policy would have fared, in a sentence or two. `whose`: "Stripe's", "your". */
export function replayInWords(whose: string, replay: ReplayedIncident): string {
  const { lost, lostShare, deliveries, plays, switchedOff, neverTried, timeToSuccessMs } = replay;
  const range =
    lost.least === lost.most
      ? ''
      : ` (${percent(lostShare.least)} to ${percent(lostShare.most)} over ${plays} plays)`;
  const loss =
    lost.most === 0
      ? `With ${whose} policy nothing of ${deliveries} deliveries would have been lost`
      : `With ${whose} policy ${percent(lostShare.mean)} of ${deliveries} deliveries would have been lost${range}`;
  const late =
    timeToSuccessMs.max === null ? '' : `, the last delivered after ${formatDuration(timeToSuccessMs.max)}`;
  if (!switchedOff) return `${loss}${late}.`;
  const often = switchedOff.plays === plays ? '' : ` in ${switchedOff.plays} of ${plays} plays`;
  const verb = switchedOff.forGood ? 'removed the webhook' : 'paused the webhook';
  const untried =
    neverTried.mean > 0 ? ` ${some(Math.round(neverTried.mean))} of them came while it was off.` : '';
  return `${loss}${late}. It would have ${verb}${often} ${formatDuration(switchedOff.atMs)} in: ${switchedOff.because}.${untried}`;
}
