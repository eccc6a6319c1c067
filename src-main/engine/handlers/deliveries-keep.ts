import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Contract, Handlers } from '#core/contract/index.ts';
import { isSearched } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';

type Keeps = Pick<Handlers<Contract['deliveries']>, 'pin' | 'delete'>;

/** Looked for and deleted at a time: some 10 ms, after which captures get their turn. */
const idsAtOnce = 100;

/** Ids told in one event: a window asks for its page again when more went. */
const maxIdsTold = 1000;

/** What stays and what goes. */
export function deliveryKeeps({ history, clock, events, queue }: EngineParts): Keeps {
  const gone = (deliveryIds: string[], count: number) => {
    if (count > 0)
      events.emit({ type: 'delivery.deleted', deliveryIds: deliveryIds.slice(0, maxIdsTold), count });
  };

  function deleteNow(deliveryIds: readonly string[], dryRun: boolean): number {
    const present = deliveryIds.filter((id) => history.deliveries.find(id) !== undefined);
    if (dryRun) return present.length;
    for (const id of present) queue.cancel(id);
    const ids = history.deliveries.delete(present);
    gone(ids, ids.length);
    return ids.length;
  }

  return {
    pin({ deliveryId, pinned }) {
      const summary = history.deliveries.setPinned(deliveryId, pinned);
      events.emit({ type: 'delivery.changed', ...summary });
      return summary;
    },

    async delete({ deliveryIds, filter, dryRun }) {
      if ((deliveryIds === undefined) === (filter === undefined)) {
        throw new TackleboxError(
          'invalid_input',
          'Say what to delete: either deliveryIds or a filter (an empty filter is everything).',
        );
      }
      const nowMs = clock.nowMs();
      const chosen =
        filter && isSearched(filter) ? await history.deliveries.idsOf(filter, nowMs) : deliveryIds;
      if (chosen) {
        let count = 0;
        for (let at = 0; at < chosen.length; at += idsAtOnce) {
          if (at > 0) await nextTurn();
          count += deleteNow(chosen.slice(at, at + idsAtOnce), dryRun);
        }
        return { count };
      }
      const all = filter ?? {};
      if (dryRun) return { count: history.deliveries.count(all, nowMs) };
      const count = await history.deliveries.deleteWhere(all, nowMs);
      gone([], count);
      return { count };
    },
  };
}
