import type { Contract, Handlers } from '#core/contract/index.ts';
import { momentMs } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { providerById } from '#core/providers/registry.ts';
import { fitIncident } from '#core/retry/incident/fit-incident.ts';
import { possessive, replayInWords } from '#core/retry/incident/incident-words.ts';
import { checkPolicy } from '#core/retry/usable-policy.ts';
import type { EngineParts } from '../engine.ts';
import { runLabTask } from '../simulation/run-lab-task.ts';
import { tellProgress } from '../simulation/tell-progress.ts';
import { choosePolicy } from './choose-policy.ts';

/** Attempts of a span that are looked at: a busy week, read in a second. */
const attemptsLookedAt = 100_000;

const nothingThere = (target: string, since: string, until: string) =>
  new TackleboxError(
    'no_history',
    `No attempt at ${target} ended between ${since} and ${until}. Widen the span, or look in Inbox which address attempts went to.`,
  );

/** Incidents: what a target did over a span, and how policies would have fared in it. */
export const incidentHandler = ({
  history,
  clock,
  events,
}: Pick<EngineParts, 'history' | 'clock' | 'events'>): Pick<Handlers<Contract['retry']>, 'incident'> => ({
  incident: async ({ target, since, until, policies, seed, runId }, { signal }) => {
    const startedAt = performance.now();
    const nowMs = clock.nowMs();
    const sinceMs = momentMs(since, nowMs, 'since');
    const untilMs = until === undefined ? nowMs : momentMs(until, nowMs, 'until');
    if (untilMs <= sinceMs)
      throw new TackleboxError('invalid_input', `until: it must be later than since.`, {
        details: { issues: [{ path: 'until', message: 'it must be later than since' }] },
      });
    const chosen = policies.map((which) => ({ which, ...choosePolicy(which) }));
    for (const { policy } of chosen) checkPolicy(policy);
    const span = { since: new Date(sinceMs).toISOString(), until: new Date(untilMs).toISOString() };
    const attempts = history.measuredAttempts({ target, sinceMs, untilMs, limit: attemptsLookedAt });
    const { measured, scenario, arrivalsMs } = fitIncident(attempts, { sinceMs, untilMs });
    if (measured.attempts === 0) throw nothingThere(target, span.since, span.until);
    const replayed =
      arrivalsMs.length === 0
        ? []
        : await runLabTask(
            {
              kind: 'incident',
              replays: chosen.map(({ policy }) => ({
                policy,
                scenario,
                arrivalsMs,
                startsAtMs: sinceMs,
                seed,
              })),
            },
            { signal, onProgress: tellProgress(events, runId, 1000) },
          );
    return {
      target,
      ...span,
      measured,
      scenario,
      arrivalsMs,
      replays: replayed.flatMap((replay, at) => {
        const one = chosen[at];
        if (!one) return [];
        const { which, policy, policyOrigin } = one;
        const provider = which.policy === undefined ? providerById(which.provider ?? '') : undefined;
        return [
          {
            ...replay,
            provider: provider?.id ?? null,
            name: provider?.name ?? 'Your policy',
            policy,
            policyOrigin,
            sentence: replayInWords(provider ? possessive(provider.name) : 'your', replay),
          },
        ];
      }),
      bounded: attempts.length === attemptsLookedAt,
      elapsedMs: performance.now() - startedAt,
    };
  },
});
