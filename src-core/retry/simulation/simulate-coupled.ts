import { memberSeed, SeededRandom } from '../../numbers/seeded-random.ts';
import { chooseRule } from '../choose-behaviour.ts';
import { EndpointSwitch } from '../endpoint-switch.ts';
import type { RetryPolicy } from '../policy.ts';
import { WaitTable } from '../wait.ts';
import { askedMs, type CompiledOutcome, compileScenario, givenUp, succeeded } from './compile.ts';
import { EndLines } from './end-lines.ts';
import { EventQueue } from './event-queue.ts';
import {
  type Arrivals,
  arrivalsOf,
  checkHooks,
  checkRunaway,
  hookEvery,
  type SimulationHooks,
} from './run.ts';
import { type SimulatedMany, type Simulation, simulationLimits } from './simulation.ts';
import { Tally } from './tally.ts';
import { TokenBucket } from './token-bucket.ts';
import { WaitingLine } from './waiting-line.ts';

const cellSize = 4;
const chanceCell = 0;
const attemptsCell = 1;
const outcomeCell = 2;

/**
 * Deliveries that share a receiver's capacity or a sender's bounds: one order of events over all of them. Each delivery has
 * at most one event ahead, its next attempt's start or its running attempt's end, told apart by `running`.
 */
class CoupledRun {
  private readonly simulation: Simulation;
  private readonly policy: RetryPolicy;
  private readonly hooks: SimulationHooks;
  private readonly arrivals: Arrivals;
  private readonly waits: WaitTable;
  private readonly tally: Tally;
  private readonly expectedAttempts: number;
  private readonly heap: EventQueue;
  private readonly ends: EndLines;
  private readonly waiting: WaitingLine;
  private readonly bucket: TokenBucket | null;
  private readonly endpoint: EndpointSwitch;
  private readonly chance = new SeededRandom(0);
  private readonly outcomes: CompiledOutcome[];
  private readonly overloadIndex: number;
  private readonly maxAttempts: number;
  private readonly horizonMs: number;
  private readonly senderPlaces: number;
  private readonly receiverPlaces: number;

  /**
   * What is known of each delivery, side by side so that one event touches one line of the processor's cache: the state of
   * its chance, its attempts so far, and its running attempt's outcome plus one (0: none runs).
   */
  private readonly cells: Int32Array;
  /** The wait before, for jitter that builds on it; NaN before the first. Empty where no jitter does. */
  private readonly previousMs: Float64Array;

  private senderBusy = 0;
  private receiverBusy = 0;
  private failuresInARow = 0;
  private breakerOpenUntilMs = Number.NEGATIVE_INFINITY;
  private done = 0;
  /** Where deliveries go one at a time: the one whose turn it is, and -1 between two. */
  private active = -1;

  constructor(simulation: Simulation, expectedAttempts: number, hooks: SimulationHooks) {
    this.simulation = simulation;
    this.expectedAttempts = Math.max(1, expectedAttempts);
    this.hooks = hooks;
    const { policy, receiver, sender } = simulation;
    this.policy = policy;
    this.arrivals = arrivalsOf(simulation);
    const deliveries = this.arrivals.count;
    const compiled = compileScenario(policy, simulation.scenario, receiver);
    this.outcomes = [...compiled.outcomes, compiled.overload];
    this.overloadIndex = compiled.outcomes.length;
    this.tally = new Tally(this.outcomes, simulation.watchFromMs);
    this.maxAttempts = Math.min(
      policy.maxAttempts ?? Number.POSITIVE_INFINITY,
      simulationLimits.attemptsPerDelivery,
    );
    this.waits = new WaitTable(policy, this.maxAttempts);
    this.horizonMs = policy.horizonMs ?? Number.POSITIVE_INFINITY;
    this.senderPlaces = sender.concurrency ?? Number.POSITIVE_INFINITY;
    this.receiverPlaces = receiver.concurrency ?? Number.POSITIVE_INFINITY;
    this.bucket = receiver.perSecond === undefined ? null : new TokenBucket(receiver.perSecond);
    this.endpoint = new EndpointSwitch(policy);
    this.heap = new EventQueue(deliveries);
    this.ends = new EndLines(this.outcomes.map((outcome) => outcome.played.endsAfterMs));
    this.waiting = new WaitingLine(deliveries);
    this.cells = new Int32Array(deliveries * cellSize);
    const remembers = policy.jitter.kind === 'decorrelated';
    this.previousMs = new Float64Array(remembers ? deliveries : 0).fill(Number.NaN);
    for (let item = 0; item < deliveries; item++) {
      this.cells[item * cellSize + chanceCell] = memberSeed(simulation.seed, item) | 0;
    }
  }

  run(): SimulatedMany {
    const deliveries = this.arrivals.count;
    let arrived = 0;
    for (let steps = 0; ; steps++) {
      if (steps % hookEvery === 0) {
        checkHooks(this.hooks, this.progress());
        checkRunaway(this.tally.attemptsInAll);
      }
      const bornMs = arrived < deliveries ? this.bornMs(arrived) : Number.POSITIVE_INFINITY;
      const endMs = this.ends.findNextMs();
      const dueMs = this.heap.nextMs;
      if (bornMs <= dueMs && bornMs <= endMs) {
        if (arrived === deliveries) break;
        this.tally.arrived(bornMs);
        this.tryStart(bornMs, arrived++);
      } else if (endMs <= dueMs) {
        const item = this.ends.take();
        this.schedule(this.finish(endMs, item), item);
        this.admitWaiting(endMs);
      } else {
        this.stepHeap(dueMs, this.heap.nextItem);
      }
    }
    this.hooks.onProgress?.(deliveries);
    return this.tally.read(this.endpoint);
  }

  /** In deliveries, by the attempts made: deliveries themselves end all together at the end. */
  private progress(): number {
    const share = Math.min(0.99, this.tally.attemptsInAll / this.expectedAttempts);
    return Math.max(this.done, Math.floor(share * this.arrivals.count));
  }

  private bornMs(item: number): number {
    return this.arrivals.atMs(item);
  }

  /** Handles the event at the heap's root: an attempt that is due, or the end of one whose outcome has no line. */
  private stepHeap(nowMs: number, item: number): void {
    if (this.cells[item * cellSize + outcomeCell] !== 0) {
      const dueMs = this.finish(nowMs, item);
      if (dueMs === null) this.heap.pop();
      else this.heap.replaceRoot(dueMs, item);
      this.admitWaiting(nowMs);
    } else {
      this.heap.pop();
      this.tryStart(nowMs, item);
    }
  }

  private schedule(dueMs: number | null, item: number): void {
    if (dueMs !== null) this.heap.push(dueMs, item);
  }

  /** Begins an attempt, defers it while the breaker is open, or puts it in line. */
  private tryStart(nowMs: number, item: number): void {
    if (this.endpoint.isOff(nowMs)) {
      this.end(nowMs, item, false);
      this.admitWaiting(nowMs);
    } else if (nowMs < this.breakerOpenUntilMs) {
      this.heap.push(this.breakerOpenUntilMs, item);
    } else if (this.senderBusy >= this.senderPlaces || this.waitsForTurn(item)) {
      this.waiting.add(item);
      if (this.waiting.length > this.tally.peakQueueDepth) this.tally.peakQueueDepth = this.waiting.length;
    } else {
      this.start(nowMs, item);
    }
  }

  private waitsForTurn(item: number): boolean {
    return this.policy.ordered === true && this.active !== -1 && this.active !== item;
  }

  private start(nowMs: number, item: number): void {
    this.active = item;
    const { cells } = this;
    const cell = item * cellSize;
    const number = (cells[cell + attemptsCell] ?? 0) + 1;
    cells[cell + attemptsCell] = number;
    this.senderBusy++;
    const index = this.receive(nowMs, item, number);
    cells[cell + outcomeCell] = index + 1;
    const outcome = this.outcomes[index];
    this.tally.attempt(nowMs, index);
    const endMs = nowMs + (outcome?.played.endsAfterMs ?? 0);
    if (!this.ends.add(index, endMs, item)) this.heap.push(endMs, item);
  }

  /** What the receiver does: its scenario's behaviour, or its answer to one attempt too many. */
  private receive(nowMs: number, item: number, number: number): number {
    if (this.receiverBusy >= this.receiverPlaces || (this.bucket && !this.bucket.take(nowMs))) {
      this.tally.turnedAway(nowMs);
      return this.overloadIndex;
    }
    this.receiverBusy++;
    const cell = item * cellSize + chanceCell;
    this.chance.state = this.cells[cell] ?? 0;
    const index = chooseRule(this.simulation.scenario, {
      attempt: number,
      elapsedMs: nowMs,
      random: this.chance.next,
    });
    this.cells[cell] = this.chance.state;
    return index;
  }

  /** Ends the running attempt. Answers when the next one is due, null where there is none. */
  private finish(nowMs: number, item: number): number | null {
    const { cells } = this;
    const cell = item * cellSize;
    const index = (cells[cell + outcomeCell] ?? 0) - 1;
    const outcome = this.outcomes[index];
    const number = cells[cell + attemptsCell] ?? 0;
    cells[cell + outcomeCell] = 0;
    this.senderBusy--;
    if (index !== this.overloadIndex) this.receiverBusy--;
    if (!outcome) return null;
    const success = outcome.verdict === succeeded;
    this.endpoint.attemptEnded(nowMs, { success, status: outcome.played.status });
    this.countForBreaker(nowMs, success);
    const ends =
      success || outcome.verdict === givenUp || number >= this.maxAttempts || number > outcome.lastRetried;
    const dueMs = ends ? Number.NaN : this.nextDueMs(nowMs, item, number, outcome);
    if (dueMs <= this.bornMs(item) + this.horizonMs) return dueMs;
    this.end(nowMs, item, success);
    return null;
  }

  private end(nowMs: number, item: number, success: boolean): void {
    const attempts = this.cells[item * cellSize + attemptsCell] ?? 0;
    this.tally.ended(nowMs, {
      arrivalMs: this.bornMs(item),
      attempts,
      success,
      events: this.arrivals.eventsIn(item),
    });
    this.done++;
    if (this.active === item) this.active = -1;
    if (!success && attempts > 0) this.endpoint.deliveryGivenUp(nowMs);
  }

  /** When the next attempt is due; NaN where there is none. */
  private nextDueMs(nowMs: number, item: number, number: number, outcome: CompiledOutcome): number {
    const asked = askedMs(this.policy, outcome, this.simulation.startsAtMs + nowMs);
    if (Number.isNaN(asked)) return Number.NaN;
    const previous = this.previousMs[item] ?? Number.NaN;
    const cell = item * cellSize + chanceCell;
    this.chance.state = this.cells[cell] ?? 0;
    const waitMs = this.waits.after(
      number,
      Number.isNaN(previous) ? null : previous,
      asked,
      this.chance.next,
    );
    this.cells[cell] = this.chance.state;
    if (this.previousMs.length > 0) this.previousMs[item] = waitMs;
    return nowMs + waitMs;
  }

  private countForBreaker(nowMs: number, success: boolean): void {
    const { breaker } = this.simulation.sender;
    if (!breaker) return;
    this.failuresInARow = success ? 0 : this.failuresInARow + 1;
    if (this.failuresInARow < breaker.failures) return;
    this.failuresInARow = 0;
    this.breakerOpenUntilMs = nowMs + breaker.openMs;
  }

  /** Lets those in line begin as places become free; while the breaker is open they wait for its end as events. */
  private admitWaiting(nowMs: number): void {
    while (this.waiting.length > 0 && this.senderBusy < this.senderPlaces) {
      if (this.policy.ordered && this.active !== -1) return;
      const item = this.waiting.take();
      if (nowMs < this.breakerOpenUntilMs) this.heap.push(this.breakerOpenUntilMs, item);
      else if (this.endpoint.isOff(nowMs)) this.end(nowMs, item, false);
      else this.start(nowMs, item);
    }
  }
}

export const simulateCoupled = (
  simulation: Simulation,
  expectedAttempts: number,
  hooks: SimulationHooks,
): SimulatedMany => new CoupledRun(simulation, expectedAttempts, hooks).run();
