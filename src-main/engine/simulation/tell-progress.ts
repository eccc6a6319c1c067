import type { EventBus } from '../events.ts';

/** Tells the world how far a run has come, of `total` steps; nothing where the caller did not name the run. */
export const tellProgress =
  (events: Pick<EventBus, 'emit'>, runId: string | undefined, total: number) =>
  (share: number): void => {
    if (runId === undefined) return;
    events.emit({ type: 'retry.progress', runId, done: Math.round(share * total), total });
  };
