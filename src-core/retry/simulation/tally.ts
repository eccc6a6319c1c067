import { LogHistogram } from '../../numbers/log-histogram.ts';
import { type SimulatedMany, simulationLimits } from './simulation.ts';
import { TimeSeries } from './time-series.ts';

const attemptsLane = 0;
const failuresLane = 1;
const arrivedLane = 2;
const endedLane = 3;

/** Points of a load curve: more than a screen has pixels would not be seen. */
const loadPoints = 512;
const bars = 60;

/** Sums up a run of many deliveries. Memory does not depend on how many there are. */
export class Tally {
  private readonly timeToSuccess = new LogHistogram();
  private readonly load = new TimeSeries(4);
  private readonly attemptsPerDelivery = new Float64Array(simulationLimits.attemptsPerDelivery + 1);
  private succeeded = 0;
  private deadLetters = 0;
  private attempts = 0;
  private endMs = 0;
  overloaded = 0;
  disabledAtMs: number | null = null;
  private neverTried = 0;
  peakQueueDepth = 0;

  arrived(atMs: number): void {
    this.load.add(arrivedLane, atMs);
  }

  attempt(atMs: number, failed: boolean): void {
    this.attempts++;
    this.load.add(attemptsLane, atMs);
    if (failed) this.load.add(failuresLane, atMs);
  }

  ended(atMs: number, arrivalMs: number, attempts: number, success: boolean): void {
    if (success) {
      this.succeeded++;
      this.timeToSuccess.add(atMs - arrivalMs);
    } else {
      this.deadLetters++;
    }
    if (attempts === 0) this.neverTried++;
    else this.attemptsPerDelivery[attempts - 1] = (this.attemptsPerDelivery[attempts - 1] ?? 0) + 1;
    this.load.add(endedLane, atMs);
    if (atMs > this.endMs) this.endMs = atMs;
  }

  get attemptsInAll(): number {
    return this.attempts;
  }

  read(): SimulatedMany {
    const { bucketMs, lanes } = this.load.read(loadPoints);
    const [attempts = [], failures = [], arrived = [], ended = []] = lanes;
    let open = 0;
    const openAtEnd = arrived.map((count, bucket) => {
      open += count - (ended[bucket] ?? 0);
      return open;
    });
    let longest = this.attemptsPerDelivery.length;
    while (longest > 0 && this.attemptsPerDelivery[longest - 1] === 0) longest--;
    const quantile = (share: number) => this.timeToSuccess.quantileMs(share);
    const deliveries = this.succeeded + this.deadLetters;
    return {
      deliveries,
      succeeded: this.succeeded,
      deadLetters: this.deadLetters,
      deadLetterRate: deliveries === 0 ? 0 : this.deadLetters / deliveries,
      attempts: this.attempts,
      overloaded: this.overloaded,
      attemptsPerDelivery: Array.from(this.attemptsPerDelivery.subarray(0, longest)),
      timeToSuccessMs: {
        p50: quantile(0.5),
        p75: quantile(0.75),
        p90: quantile(0.9),
        p95: quantile(0.95),
        p99: quantile(0.99),
        p999: quantile(0.999),
        max: this.succeeded === 0 ? null : this.timeToSuccess.maxMs,
        mean: this.succeeded === 0 ? null : this.timeToSuccess.sumMs / this.succeeded,
      },
      timeToSuccessBars: this.timeToSuccess.bars(bars),
      load: {
        bucketMs,
        attempts,
        failures,
        open: openAtEnd,
        peakAttemptsPerSecond: attempts.reduce((most, count) => Math.max(most, count), 0) / (bucketMs / 1000),
      },
      peakQueueDepth: this.peakQueueDepth,
      endMs: this.endMs,
      disabledAtMs: this.disabledAtMs,
      neverTried: this.neverTried,
    };
  }
}
