import type { Contract, Handlers } from '#core/contract/index.ts';
import { momentMs } from '#core/delivery/filter/delivery-filter.ts';
import { summariseAttempts } from '#core/delivery/overview.ts';
import type { EngineParts } from '../engine.ts';

/** Enough for a busy day; reading them takes a blink. */
const attemptsLookedAt = 50_000;

/** How targets fare. */
export const deliveryOverview = ({
  history,
  clock,
}: Pick<EngineParts, 'history' | 'clock'>): Pick<Handlers<Contract['deliveries']>, 'overview'> => ({
  overview: ({ since, buckets }) => {
    const untilMs = clock.nowMs();
    const sinceMs = momentMs(since, untilMs, 'since');
    const attempts = history.attempts.recentEnded(attemptsLookedAt);
    return {
      since: new Date(sinceMs).toISOString(),
      until: new Date(untilMs).toISOString(),
      bounded: attempts.length === attemptsLookedAt,
      ...summariseAttempts(attempts, { sinceMs, untilMs, buckets }),
    };
  },
});
