import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { simulationLimits } from './simulation.ts';

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

export function checkAttemptBudget(attempts: number): void {
  if (attempts > simulationLimits.attemptsInAll) {
    throw new TackleboxError(
      'policy_invalid',
      `This run would make more than ${simulationLimits.attemptsInAll.toLocaleString('en')} attempts. Lower the deliveries, the horizon or the attempts.`,
    );
  }
}

/** Arrival of delivery `index` of `count`, evenly over the span. */
export const arrivalMs = (index: number, count: number, overMs: number): number =>
  overMs === 0 ? 0 : (index / count) * overMs;
