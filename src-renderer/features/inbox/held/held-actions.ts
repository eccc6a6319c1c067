import type { HeldAttempt } from '#core/contract/queue.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { plural } from '#renderer/ui/format.ts';
import { toast } from '#renderer/ui/toast.tsx';
import { changedStretch, movedBy } from './held-order.ts';
import type { HeldQueue } from './use-held.ts';

/** What can be done with held attempts. Each says what it did, and reads the hold queue again. */
export interface HeldActions {
  release(attemptIds: string[]): void;
  /** All there are, also those that are not shown; of one endpoint where it is named. */
  releaseAll(webhookId?: string): void;
  drop(attemptIds: string[]): void;
  duplicate(attemptIds: string[]): void;
  move(attemptIds: string[], by: -1 | 1): void;
  resumeForwarding(endpoint: Endpoint): void;
}

const idOf = ({ attemptId }: HeldAttempt): string => attemptId;

/** The ids of an endpoint's rows after some were moved; an attempt never leaves its endpoint. */
function movedWithin(rows: readonly HeldAttempt[], ids: ReadonlySet<string>, by: -1 | 1): string[][] {
  const endpoints = new Set(rows.map(({ webhookId }) => webhookId));
  return [...endpoints].flatMap((webhookId) => {
    const before = rows.filter((row) => row.webhookId === webhookId).map(idOf);
    const stretch = changedStretch(before, movedBy(before, ids, by));
    return stretch.length > 0 ? [stretch] : [];
  });
}

/** The rows with a stretch of them in another order, in the places that they have. */
function reordered(rows: readonly HeldAttempt[], stretch: readonly string[]): HeldAttempt[] {
  const byId = new Map(rows.map((row) => [row.attemptId, row]));
  const inTurn = [...stretch];
  return rows.map((row) => (stretch.includes(row.attemptId) ? (byId.get(inTurn.shift() ?? '') ?? row) : row));
}

export function heldActions({ rows, reload, show }: HeldQueue): HeldActions {
  const run = (work: Promise<unknown>) => void work.catch(reportError).then(reload);
  const tell = (done: string) => (answer: { count: number }) =>
    toast({ kind: 'done', title: `${done}: ${plural(answer.count, 'held delivery', 'held deliveries')}` });
  return {
    release: (attemptIds) => run(engine.queue.release({ attemptIds }).then(tell('Released'))),
    releaseAll: (webhookId) =>
      run(engine.queue.release(webhookId === undefined ? {} : { webhookId }).then(tell('Released'))),
    drop: (attemptIds) => run(engine.queue.drop({ attemptIds }).then(tell('Dropped'))),
    duplicate: (attemptIds) =>
      run(Promise.all(attemptIds.map((attemptId) => engine.queue.duplicate({ attemptId })))),
    move(attemptIds, by) {
      const stretches = movedWithin(rows ?? [], new Set(attemptIds), by);
      if (stretches.length === 0) return;
      show(stretches.reduce(reordered, [...(rows ?? [])]));
      run(Promise.all(stretches.map((stretch) => engine.queue.reorder({ attemptIds: stretch }))));
    },
    resumeForwarding({ webhookId, name, forward }) {
      if (!forward) return;
      run(
        engine.endpoints
          .update({ webhookId, forward: { ...forward, paused: false } })
          .then(() => toast({ kind: 'done', title: `${name} forwards again` })),
      );
    },
  };
}
