import { z } from 'zod';
import { type Advice, AdviceTask, advise } from '#core/retry/advice/advise.ts';
import { type Capacity, CapacityTask, capacityAfter } from '#core/retry/advice/capacity.ts';
import {
  IncidentReplay,
  type ReplayedIncident,
  replayIncident,
} from '#core/retry/incident/replay-incident.ts';
import { simulateMany } from '#core/retry/simulation/simulate-many.ts';
import { type SimulatedMany, Simulation } from '#core/retry/simulation/simulation.ts';

/** Work of the retry lab that may take seconds, and so is done in a thread of its own. */
export const LabTask = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('simulate'), simulation: Simulation }),
  /** Incidents, each with a policy, one after the other. */
  z.object({ kind: z.literal('incident'), replays: z.array(IncidentReplay) }),
  z.object({ kind: z.literal('advise'), search: AdviceTask }),
  z.object({ kind: z.literal('capacity'), outage: CapacityTask }),
]);
export type LabTask = z.infer<typeof LabTask>;

/** What each kind of task answers. */
export interface LabResults {
  simulate: SimulatedMany;
  incident: ReplayedIncident[];
  advise: Advice;
  capacity: Capacity;
}

export interface LabHooks {
  isCancelled: () => boolean;
  /** Told now and then how much is done, from 0 to 1. */
  onProgress: (share: number) => void;
}

/** Does a task in the thread that it is called in. */
export function doLabTask(task: LabTask, { isCancelled, onProgress }: LabHooks): LabResults[LabTask['kind']] {
  switch (task.kind) {
    case 'simulate': {
      const { simulation } = task;
      return simulateMany(simulation, {
        isCancelled,
        onProgress: (done) => onProgress(done / simulation.deliveries),
      });
    }
    case 'incident':
      return task.replays.map((replay, at) => {
        onProgress(at / task.replays.length);
        return replayIncident(replay, { isCancelled });
      });
    case 'advise': {
      const { search } = task;
      return advise(search, { isCancelled, onProgress: (done) => onProgress(done / search.candidates) });
    }
    case 'capacity':
      return capacityAfter(task.outage, { isCancelled, onProgress });
  }
}
