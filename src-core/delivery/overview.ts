import { z } from 'zod';
import { IsoTime } from '../numbers/iso-time.ts';
import { LogHistogram } from '../numbers/log-histogram.ts';
import type { AttemptErrorCode } from './attempt.ts';

/** An attempt that has ended, as far as an overview looks at it. */
export interface EndedAttempt {
  /** Tells the attempts of one delivery from those of another. */
  delivery: number;
  url: string;
  startedAtMs: number;
  durationMs: number;
  succeeded: boolean;
  /** Exactly one of the two is set. */
  status: number | null;
  failed: z.infer<typeof AttemptErrorCode> | null;
}

const Latency = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

/** How a target fared in a span of time. */
export const TargetOverview = z.object({
  /** Scheme, host and port. */
  origin: z.string(),
  attempts: z.number().int(),
  failures: z.number().int(),
  /** Of the attempts. */
  successRate: z.number(),
  /** Deliveries that had an attempt there, and those of them that one succeeded for. */
  deliveries: z.number().int(),
  deliveriesSucceeded: z.number().int(),
  /** Of all attempts: one that timed out counts as long as it waited. True to 0.5 %. */
  latencyMs: Latency,
  /** Side by side in time, the oldest first. */
  buckets: z.array(
    z.object({ attempts: z.number().int(), failures: z.number().int(), p95Ms: z.number().nullable() }),
  ),
  /** Why attempts failed, the commonest first: an HTTP status or an error code. */
  causes: z.array(z.object({ cause: z.string(), count: z.number().int(), lastAt: IsoTime })),
});
export type TargetOverview = z.infer<typeof TargetOverview>;

export const DeliveriesOverview = z.object({
  since: IsoTime,
  until: IsoTime,
  bucketMs: z.number(),
  /** The busiest first. */
  targets: z.array(TargetOverview),
  /** True where there were more attempts than are looked at: then the oldest are left out. */
  bounded: z.boolean(),
});
export type DeliveriesOverview = z.infer<typeof DeliveriesOverview>;

interface Bucket {
  attempts: number;
  failures: number;
  latency: LogHistogram | null;
}

class TargetTally {
  private readonly latency = new LogHistogram();
  private readonly causes = new Map<string, { count: number; lastAtMs: number }>();
  private readonly buckets: Bucket[];
  /** Whether an attempt of each delivery succeeded. */
  private readonly deliveries = new Map<number, boolean>();
  private failures = 0;
  attempts = 0;

  constructor(buckets: number) {
    this.buckets = Array.from({ length: buckets }, () => ({ attempts: 0, failures: 0, latency: null }));
  }

  add(attempt: EndedAttempt, at: number): void {
    const bucket = this.buckets[at];
    this.attempts++;
    if (bucket) bucket.attempts++;
    this.latency.add(attempt.durationMs);
    if (bucket) {
      bucket.latency ??= new LogHistogram();
      bucket.latency.add(attempt.durationMs);
    }
    this.deliveries.set(
      attempt.delivery,
      attempt.succeeded || this.deliveries.get(attempt.delivery) === true,
    );
    if (attempt.succeeded) return;
    this.failures++;
    if (bucket) bucket.failures++;
    const cause = attempt.failed ?? String(attempt.status);
    const known = this.causes.get(cause);
    this.causes.set(cause, {
      count: (known?.count ?? 0) + 1,
      lastAtMs: Math.max(known?.lastAtMs ?? 0, attempt.startedAtMs),
    });
  }

  read(origin: string): TargetOverview {
    return {
      origin,
      attempts: this.attempts,
      failures: this.failures,
      successRate: this.attempts === 0 ? 1 : 1 - this.failures / this.attempts,
      deliveries: this.deliveries.size,
      deliveriesSucceeded: [...this.deliveries.values()].filter(Boolean).length,
      latencyMs: {
        p50: this.latency.quantileMs(0.5),
        p95: this.latency.quantileMs(0.95),
        p99: this.latency.quantileMs(0.99),
      },
      buckets: this.buckets.map(({ attempts, failures, latency }) => ({
        attempts,
        failures,
        p95Ms: latency?.quantileMs(0.95) ?? null,
      })),
      causes: [...this.causes]
        .map(([cause, { count, lastAtMs }]) => ({ cause, count, lastAt: new Date(lastAtMs).toISOString() }))
        .sort((a, b) => b.count - a.count),
    };
  }
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return url;
  }
}

/** Sums up attempts by target and time. Attempts outside the span are left out. */
export function summariseAttempts(
  attempts: Iterable<EndedAttempt>,
  { sinceMs, untilMs, buckets }: { sinceMs: number; untilMs: number; buckets: number },
): Pick<DeliveriesOverview, 'bucketMs' | 'targets'> {
  const bucketMs = Math.max(1, (untilMs - sinceMs) / buckets);
  const targets = new Map<string, TargetTally>();
  for (const attempt of attempts) {
    if (attempt.startedAtMs < sinceMs || attempt.startedAtMs > untilMs) continue;
    const origin = originOf(attempt.url);
    let tally = targets.get(origin);
    if (!tally) {
      tally = new TargetTally(buckets);
      targets.set(origin, tally);
    }
    tally.add(attempt, Math.min(buckets - 1, Math.floor((attempt.startedAtMs - sinceMs) / bucketMs)));
  }
  const ordered = [...targets].sort(([, a], [, b]) => b.attempts - a.attempts);
  return { bucketMs, targets: ordered.map(([origin, tally]) => tally.read(origin)) };
}
