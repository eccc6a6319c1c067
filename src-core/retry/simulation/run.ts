import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { type Simulation, simulationLimits } from './simulation.ts';

export interface SimulationHooks {
  /** Called now and then with the deliveries done so far. */
  onProgress?: (done: number) => void;
  /** Asked as often; true ends the run with `cancelled`. */
  isCancelled?: () => boolean;
}

/** Deliveries between two looks at the hooks: a look costs nothing then, and a cancel takes a blink. */
export const hookEvery = 4096;

export function checkHooks(hooks: SimulationHooks, done: number): void {
  if (hooks.isCancelled?.()) throw new TackleboxError('cancelled', 'The simulation was cancelled.');
  hooks.onProgress?.(done);
}

/** Throws policy_invalid where a run would make more attempts than a run may. */
export function checkAttemptBudget(attempts: number): void {
  if (attempts <= simulationLimits.attemptsInAll) return;
  throw new TackleboxError(
    'policy_invalid',
    `This run would make about ${attempts.toLocaleString('en')} attempts, more than the ${simulationLimits.attemptsInAll.toLocaleString('en')} that a run may make. Lower the deliveries, the horizon or the attempts.`,
  );
}

/** An estimate was off: by more than this factor it ends the run all the same. */
const runaway = 2;

/** Ends a run that makes far more attempts than was expected. */
export const checkRunaway = (attempts: number): void => checkAttemptBudget(attempts / runaway);

/** Arrival of delivery `index` of `count`, evenly over the span. */
export const arrivalMs = (index: number, count: number, overMs: number): number =>
  overMs === 0 ? 0 : (index / count) * overMs;

/** The requests that a run's events become: as many as there are events, unless the policy sends them in batches. */
export interface Arrivals {
  /** Requests, that is deliveries. */
  count: number;
  /** When request `index` is first tried. */
  atMs(index: number): number;
  /** How many events travel in it. */
  eventsIn(index: number): number;
}

/** Batches of events that come at times of their own. */
function givenBatches(
  times: readonly number[],
  { maxEvents, everyMs }: { maxEvents: number; everyMs: number },
) {
  const firsts: number[] = [];
  times.forEach((atMs, index) => {
    const first = firsts.at(-1);
    if (first === undefined || index - first === maxEvents || atMs > (times[first] ?? 0) + everyMs)
      firsts.push(index);
  });
  const eventsIn = (batch: number) => (firsts[batch + 1] ?? times.length) - (firsts[batch] ?? 0);
  return {
    count: firsts.length,
    eventsIn,
    atMs(batch: number) {
      const first = firsts[batch] ?? 0;
      const last = times[first + eventsIn(batch) - 1] ?? 0;
      return eventsIn(batch) === maxEvents ? last : (times[first] ?? 0) + everyMs;
    },
  };
}

/** A batch is sent when it is full, or `everyMs` after its first event came. */
export function arrivalsOf({ policy, deliveries, arrivals: { overMs, atMs: times } }: Simulation): Arrivals {
  const { batch } = policy;
  const bornMs =
    times === undefined
      ? (index: number) => arrivalMs(index, deliveries, overMs)
      : (index: number) => times[Math.floor((index * times.length) / deliveries)] ?? 0;
  if (!batch) return { count: deliveries, atMs: bornMs, eventsIn: () => 1 };
  if (times !== undefined)
    return givenBatches(
      Array.from({ length: deliveries }, (_, index) => bornMs(index)),
      batch,
    );
  const gapMs = overMs / deliveries;
  const size =
    gapMs === 0 ? batch.maxEvents : Math.min(batch.maxEvents, Math.floor(batch.everyMs / gapMs) + 1);
  const count = Math.ceil(deliveries / size);
  const eventsIn = (index: number) => Math.min(size, deliveries - index * size);
  return {
    count,
    eventsIn,
    atMs(index) {
      const full = eventsIn(index) === batch.maxEvents;
      return bornMs(index * size) + (full ? (size - 1) * gapMs : batch.everyMs);
    },
  };
}
