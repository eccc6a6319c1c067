import type { Contract, Handlers } from '#core/contract/index.ts';
import { isSearched } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';

type Keeps = Pick<Handlers<Contract['deliveries']>, 'pin' | 'delete'>;

/** Ids told in one event: a window asks for its page again when more went. */
const maxIdsTold = 1000;

/** What stays and what goes. */
export function deliveryKeeps({ history, clock, events, queue }: EngineParts): Keeps {
  const gone = (deliveryIds: string[], count: number) => {
    if (count > 0)
      events.emit({ type: 'delivery.deleted', deliveryIds: deliveryIds.slice(0, maxIdsTold), count });
  };

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
        const present = chosen.filter((id) => history.deliveries.find(id) !== undefined);
        if (dryRun) return { count: present.length };
        for (const id of present) queue.cancel(id);
        const ids = history.deliveries.delete(present);
        gone(ids, ids.length);
        return { count: ids.length };
      }
      const all = filter ?? {};
      if (dryRun) return { count: history.deliveries.count(all, nowMs) };
      const count = await history.deliveries.deleteWhere(all, nowMs);
      gone([], count);
      return { count };
    },
  };
}
