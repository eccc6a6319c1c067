import { z } from 'zod';
import { LogHistogram } from '../../numbers/log-histogram.ts';
import { type MeasuredWindow, Scenario } from '../scenario.ts';
import { findOutages, MeasuredOutage } from './find-outages.ts';
import { fitMix } from './fit-mix.ts';
import { causeOf, type MeasuredAttempt, saysSomething } from './measured-attempt.ts';

/** A span of a target's history in numbers, for a table and a picture. */
export const MeasuredSpan = z.object({
  /** From the beginning of the span that was looked at. */
  fromMs: z.number(),
  untilMs: z.number(),
  isOutage: z.boolean(),
  attempts: z.number().int(),
  failures: z.number().int(),
  /** Of answered attempts, failed ones included. */
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() }),
});
export type MeasuredSpan = z.infer<typeof MeasuredSpan>;

/** What was measured of a target in a span of time. */
export const MeasuredIncident = z.object({
  attempts: z.number().int(),
  failures: z.number().int(),
  /** Deliveries that came in the span, and those of them that had no success in it. */
  deliveries: z.number().int(),
  deliveriesWithoutSuccess: z.number().int(),
  outages: z.array(MeasuredOutage),
  spans: z.array(MeasuredSpan),
  causes: z.array(z.object({ cause: z.string(), count: z.number().int() })),
  /** What the fit had to assume, as sentences. */
  assumptions: z.array(z.string()),
});
export type MeasuredIncident = z.infer<typeof MeasuredIncident>;

export interface FittedIncident {
  measured: MeasuredIncident;
  /** The receiver as it was; its time begins with the span. */
  scenario: Scenario;
  /** When the span's deliveries came, from its beginning, the earliest first. */
  arrivalsMs: number[];
}

/** Windows outside of outages: enough to see a bad hour in a day. */
const mostWindows = 24;

/** Fewer attempts than this give no mix: the window is joined with its neighbour. */
const leastAttempts = 20;

interface Span {
  fromMs: number;
  untilMs: number;
  isOutage: boolean;
}

/** The span as outages and what lies between them. */
function divide(outages: readonly MeasuredOutage[], lengthMs: number): Span[] {
  const spans: Span[] = [];
  let atMs = 0;
  for (const { fromMs, untilMs } of outages) {
    if (fromMs > atMs) spans.push({ fromMs: atMs, untilMs: fromMs, isOutage: false });
    if (untilMs > fromMs) spans.push({ fromMs, untilMs, isOutage: true });
    atMs = untilMs;
  }
  if (lengthMs > atMs) spans.push({ fromMs: atMs, untilMs: lengthMs, isOutage: false });
  return spans;
}

interface Filled extends Span {
  attempts: MeasuredAttempt[];
}

/** A span between outages in windows of about equal length, each with enough attempts to tell its mix. */
function windowsOf(span: Span, attempts: MeasuredAttempt[], widthMs: number, sinceMs: number): Filled[] {
  const count = Math.max(
    1,
    Math.min(Math.round((span.untilMs - span.fromMs) / widthMs), Math.floor(attempts.length / leastAttempts)),
  );
  const stepMs = (span.untilMs - span.fromMs) / count;
  const windows: Filled[] = [];
  let open: MeasuredAttempt[] = [];
  let fromMs = span.fromMs;
  let next = 0;
  for (let window = 1; window <= count; window++) {
    const untilMs = window === count ? span.untilMs : span.fromMs + window * stepMs;
    for (; next < attempts.length; next++) {
      const attempt = attempts[next];
      if (!attempt || (window < count && attempt.startedAtMs - sinceMs >= untilMs)) break;
      open.push(attempt);
    }
    if (open.length < leastAttempts && window < count) continue;
    const last = windows.at(-1);
    if (open.length < leastAttempts && last) {
      last.untilMs = untilMs;
      last.attempts.push(...open);
    } else {
      windows.push({ fromMs, untilMs, isOutage: false, attempts: open });
    }
    fromMs = untilMs;
    open = [];
  }
  return windows;
}

function describe({ attempts, ...span }: Filled): MeasuredSpan {
  const latency = new LogHistogram();
  for (const { status, durationMs } of attempts) if (status !== null) latency.add(durationMs);
  return {
    ...span,
    attempts: attempts.length,
    failures: attempts.filter(({ succeeded }) => !succeeded).length,
    latencyMs: {
      p50: latency.quantileMs(0.5),
      p95: latency.quantileMs(0.95),
      p99: latency.quantileMs(0.99),
    },
  };
}

/** When each delivery of the span came: when its first attempt was due. */
function arrivalsIn(attempts: readonly MeasuredAttempt[], sinceMs: number, untilMs: number): number[] {
  const firsts = new Map<number, number>();
  for (const { delivery, number, dueAtMs, startedAtMs } of attempts) {
    const atMs = number === 1 ? Math.min(dueAtMs, startedAtMs) : Number.POSITIVE_INFINITY;
    firsts.set(delivery, Math.min(firsts.get(delivery) ?? Number.POSITIVE_INFINITY, atMs));
  }
  return [...firsts.values()]
    .filter((atMs) => atMs >= sinceMs && atMs <= untilMs)
    .map((atMs) => atMs - sinceMs)
    .sort((a, b) => a - b);
}

const patient =
  'An attempt that timed out is taken to have hung for good, however patient another policy is.';

function assumptionsOf(all: readonly MeasuredAttempt[], outages: readonly MeasuredOutage[]): string[] {
  const assumptions: string[] = [];
  if (all.every(({ succeeded }) => !succeeded))
    assumptions.push('Nothing succeeded in the span: after it the target is taken to answer 200 at once.');
  else if (outages.some(({ goesOn }) => goesOn))
    assumptions.push(
      'The outage was not over when the span ended: the target is taken to be back from then on.',
    );
  if (all.some(({ failed }) => failed === 'response_timeout' || failed === 'connect_timeout'))
    assumptions.push(patient);
  if (all.some(({ failed }) => failed === 'dns' || failed === 'unreachable' || failed === 'tls'))
    assumptions.push('Failures of name, network and TLS are played as a refused connection.');
  const unsure = Math.max(
    0,
    ...outages.flatMap((outage) => [outage.fromGivenOrTakenMs, outage.untilGivenOrTakenMs]),
  );
  if (unsure > 60_000)
    assumptions.push(
      `Nothing was tried for a while around an outage: it may have begun or ended up to ${Math.round(unsure / 60_000)} min earlier or later.`,
    );
  return assumptions;
}

/**
 * Fits a scenario to what a target did in a span: its outages, and for the time between them the mix of answers and failures
 * with their latencies, window by window. After the span it does as it did whenever it was up.
 */
export function fitIncident(
  attempts: readonly MeasuredAttempt[],
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
): FittedIncident {
  const told = attempts
    .filter(
      (attempt) => saysSomething(attempt) && attempt.startedAtMs >= sinceMs && attempt.startedAtMs <= untilMs,
    )
    .toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  const lengthMs = untilMs - sinceMs;
  const outages = findOutages(told, { sinceMs, untilMs });
  const filled = divide(outages, lengthMs).flatMap((span, _at, spans): Filled[] => {
    const isLast = span === spans.at(-1);
    const within = told.filter(
      ({ startedAtMs }) =>
        startedAtMs - sinceMs >= span.fromMs && (isLast || startedAtMs - sinceMs < span.untilMs),
    );
    return span.isOutage
      ? [{ ...span, attempts: within }]
      : windowsOf(span, within, lengthMs / mostWindows, sinceMs);
  });
  const up = filled.filter(({ isOutage }) => !isOutage).flatMap((span) => span.attempts);
  const windows = filled
    .filter((span) => span.attempts.length > 0)
    .map(
      ({ attempts: within, fromMs, untilMs: endMs }): MeasuredWindow => ({
        fromMs,
        untilMs: endMs,
        mix: fitMix(within),
      }),
    );
  if (up.length > 0) windows.push({ fromMs: lengthMs, untilMs: null, mix: fitMix(up) });
  const delivered = new Map<number, boolean>();
  const counts = new Map<string, number>();
  for (const attempt of told) {
    delivered.set(attempt.delivery, attempt.succeeded || delivered.get(attempt.delivery) === true);
    if (!attempt.succeeded) counts.set(causeOf(attempt), (counts.get(causeOf(attempt)) ?? 0) + 1);
  }
  return {
    measured: {
      attempts: told.length,
      failures: told.filter(({ succeeded }) => !succeeded).length,
      deliveries: delivered.size,
      deliveriesWithoutSuccess: [...delivered.values()].filter((succeeded) => !succeeded).length,
      outages,
      spans: filled.map(describe),
      causes: [...counts].map(([cause, count]) => ({ cause, count })).sort((a, b) => b.count - a.count),
      assumptions: assumptionsOf(told, outages),
    },
    scenario: Scenario.parse({ measured: windows }),
    arrivalsMs: arrivalsIn(attempts, sinceMs, untilMs),
  };
}
