import type { z } from 'zod';
import type { ForwardRoute } from '#core/delivery/endpoint.ts';
import { RetryPolicy } from '#core/retry/policy.ts';

export type PolicyChoice = 'none' | 'provider' | 'hint' | 'custom';

/** A route as the form holds it: what people type, before it is checked. */
export interface RouteDraft {
  url: string;
  eventTypes: string;
  resign: boolean;
  resignProvider: string;
  /** Typed anew each time: what is stored is never shown. */
  secret: string;
  policyChoice: PolicyChoice;
  policy: RetryPolicy | null;
  ordered: boolean;
  keepDotSegments: boolean;
  insecureTls: boolean;
  timeoutMs: number | null;
  /** What the form does not show stays as it was. */
  rest: ForwardRoute | null;
}

export const newRoute = (): RouteDraft => ({
  url: '',
  eventTypes: '',
  resign: false,
  resignProvider: '',
  secret: '',
  policyChoice: 'none',
  policy: null,
  ordered: true,
  keepDotSegments: false,
  insecureTls: false,
  timeoutMs: null,
  rest: null,
});

export const fromRoute = (route: ForwardRoute): RouteDraft => ({
  url: route.target.url,
  eventTypes: route.eventTypes.join(', '),
  resign: route.resign !== undefined,
  resignProvider: route.resign?.provider ?? '',
  secret: '',
  policyChoice: route.retryPolicy ? 'custom' : 'none',
  policy: route.retryPolicy ?? null,
  ordered: route.ordered,
  keepDotSegments: route.dotSegments === 'keep',
  insecureTls: route.target.insecureTls,
  timeoutMs: route.target.timeoutMs ?? null,
  rest: route,
});

export const customPolicy = (): RetryPolicy =>
  RetryPolicy.parse({ maxAttempts: 4, schedule: { kind: 'list', waitsMs: [5000, 300_000, 1_800_000] } });

/** The route for the engine; it is checked there and by the form. */
export function toRoute(draft: RouteDraft): z.input<typeof ForwardRoute> {
  const { rest } = draft;
  return {
    ...rest,
    target: {
      ...rest?.target,
      url: draft.url.trim(),
      insecureTls: draft.insecureTls,
      ...(draft.timeoutMs === null ? { timeoutMs: undefined } : { timeoutMs: draft.timeoutMs }),
    },
    eventTypes: draft.eventTypes
      .split(',')
      .map((type) => type.trim())
      .filter(Boolean),
    resign: draft.resign
      ? {
          ...rest?.resign,
          ...(draft.resignProvider ? { provider: draft.resignProvider } : {}),
          ...(draft.secret ? { secret: draft.secret } : {}),
        }
      : undefined,
    retryPolicy: draft.policyChoice === 'none' ? undefined : (draft.policy ?? undefined),
    ordered: draft.ordered,
    dotSegments: draft.keepDotSegments ? 'keep' : 'normalise',
  };
}
