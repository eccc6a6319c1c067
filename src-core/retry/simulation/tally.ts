import { LogHistogram } from '../../numbers/log-histogram.ts';
import type { EndpointSwitch } from '../endpoint-switch.ts';
import { type CompiledOutcome, succeeded } from './compile.ts';
import { LoadWatch } from './load-watch.ts';
import { SecondCounts } from './second-counts.ts';
import { type SimulatedMany, simulationLimits } from './simulation.ts';
import { TimeSeries } from './time-series.ts';

/** What is known of a delivery when it ends. */
export interface EndedDelivery {
  arrivalMs: number;
  attempts: number;
  success: boolean;
  /** Events that it carried. */
  events: number;
}

const arrivedLane = 0;
const endedLane = 1;
const succeededLane = 2;
const attemptsLane = 3;

/** Points of a load curve: more than a screen has pixels would not be seen. */
const loadPoints = 512;
const bars = 60;

const quantilesOf = (histogram: LogHistogram) => ({
  p50: histogram.quantileMs(0.5),
  p75: histogram.quantileMs(0.75),
  p90: histogram.quantileMs(0.9),
  p95: histogram.quantileMs(0.95),
  p99: histogram.quantileMs(0.99),
  p999: histogram.quantileMs(0.999),
  max: histogram.total === 0 ? null : histogram.maxMs,
  mean: histogram.total === 0 ? null : histogram.sumMs / histogram.total,
});

/** Sums up a run of many deliveries. Memory follows the seconds in which something happens, not the deliveries. */
export class Tally {
  private readonly timeToSuccess = new LogHistogram();
  /** By delivery: what comes once for each. */
  private readonly series = new TimeSeries(4);
  /** By attempt. */
  private readonly begun = new SecondCounts();
  /** How many attempts had each outcome; all that met one took equally long. */
  private readonly outcomeCounts: Float64Array;
  private readonly outcomes: readonly CompiledOutcome[];
  private readonly succeeds: Uint8Array;
  private readonly attemptsPerDelivery = new Float64Array(simulationLimits.attemptsPerDelivery + 1);
  private succeeded = 0;
  private eventsSucceeded = 0;
  private events = 0;
  private deadLetters = 0;
  private attempts = 0;
  private endMs = 0;
  private neverTried = 0;
  private overloaded = 0;
  peakQueueDepth = 0;

  private readonly watched: LoadWatch | null;
  private readonly watchFromMs: number;

  constructor(outcomes: readonly CompiledOutcome[], watchFromMs?: number) {
    this.outcomes = outcomes;
    this.watched =
      watchFromMs === undefined
        ? null
        : new LoadWatch(
            watchFromMs,
            outcomes.map(({ played }) => played.endsAfterMs),
          );
    this.watchFromMs = watchFromMs ?? Number.POSITIVE_INFINITY;
    this.outcomeCounts = new Float64Array(outcomes.length);
    this.succeeds = Uint8Array.from(outcomes, ({ verdict }) => (verdict === succeeded ? 1 : 0));
  }

  arrived(atMs: number): void {
    this.series.add(arrivedLane, atMs);
  }

  /** An attempt began that will end with this outcome. */
  attempt(atMs: number, outcome: number): void {
    this.attempts++;
    this.begun.add(atMs);
    this.outcomeCounts[outcome] = (this.outcomeCounts[outcome] ?? 0) + 1;
    if (this.succeeds[outcome] === 1) this.series.add(succeededLane, atMs);
    if (atMs >= this.watchFromMs) this.watched?.attempt(atMs, outcome);
  }

  ended(atMs: number, { arrivalMs, attempts, success, events }: EndedDelivery): void {
    this.events += events;
    if (success) {
      this.succeeded++;
      this.eventsSucceeded += events;
      this.timeToSuccess.add(atMs - arrivalMs);
      if (atMs > this.watchFromMs) this.watched?.succeeded(atMs);
    } else {
      this.deadLetters++;
    }
    if (attempts === 0) this.neverTried++;
    else this.attemptsPerDelivery[attempts - 1] = (this.attemptsPerDelivery[attempts - 1] ?? 0) + 1;
    this.series.add(endedLane, atMs);
    if (atMs > this.endMs) this.endMs = atMs;
  }

  /** The receiver turns an attempt away for being one too many. */
  turnedAway(atMs: number): void {
    this.overloaded++;
    if (atMs >= this.watchFromMs) this.watched?.turnedAway();
  }

  get attemptsInAll(): number {
    return this.attempts;
  }

  private attemptTimes(): LogHistogram {
    const histogram = new LogHistogram();
    for (const [outcome, { played }] of this.outcomes.entries())
      histogram.addMany(played.endsAfterMs, this.outcomeCounts[outcome] ?? 0);
    return histogram;
  }

  read({ spans, times }: Pick<EndpointSwitch, 'spans' | 'times'>): SimulatedMany {
    this.begun.each((atMs, count) => this.series.add(attemptsLane, atMs, count));
    const { bucketMs, lanes } = this.series.read(loadPoints);
    const [arrived = [], ended = [], successes = [], attempts = []] = lanes;
    let open = 0;
    const openAtEnd = arrived.map((count, bucket) => {
      open += count - (ended[bucket] ?? 0);
      return open;
    });
    let longest = this.attemptsPerDelivery.length;
    while (longest > 0 && this.attemptsPerDelivery[longest - 1] === 0) longest--;
    const deliveries = this.succeeded + this.deadLetters;
    return {
      deliveries,
      events: this.events,
      eventsSucceeded: this.eventsSucceeded,
      succeeded: this.succeeded,
      deadLetters: this.deadLetters,
      deadLetterRate: deliveries === 0 ? 0 : this.deadLetters / deliveries,
      attempts: this.attempts,
      succeededAttempts: this.succeeded,
      attemptMs: quantilesOf(this.attemptTimes()),
      overloaded: this.overloaded,
      attemptsPerDelivery: Array.from(this.attemptsPerDelivery.subarray(0, longest)),
      timeToSuccessMs: quantilesOf(this.timeToSuccess),
      timeToSuccessBars: this.timeToSuccess.bars(bars),
      load: {
        bucketMs,
        attempts,
        failures: attempts.map((count, bucket) => count - (successes[bucket] ?? 0)),
        open: openAtEnd,
        peakAttemptsPerSecond: this.begun.most,
      },
      watched: this.watched?.read() ?? null,
      peakQueueDepth: this.peakQueueDepth,
      endMs: this.endMs,
      disabledAtMs: spans[0]?.fromMs ?? null,
      offSpans: spans.map((span) => ({ ...span })),
      timesOff: times,
      neverTried: this.neverTried,
    };
  }
}
