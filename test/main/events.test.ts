import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '#core/contract/index.ts';
import type { EventPlace } from '#core/contract/revision.ts';
import type { Counts } from '#core/contract/system.ts';
import { createEventBus } from '#main/engine/events.ts';
import { EventOrder } from '#renderer/platform/event-order.ts';

const counts: Counts = {
  ...{ deliveries: 0, in: 0, out: 0, failedVerdicts: 0, rejected: 0, pending: 0, retrying: 0, retained: 0 },
  ...{ held: 0, deadLetters: 0, damaged: 0, databaseBytes: 0 },
};

describe('events of the engine', () => {
  it('tells what happened while it counted before the counts, and each thing in its place', async () => {
    const [first, second, third, fourth, fifth] = ['whk_1', 'whk_2', 'whk_3', 'whk_4', 'whk_5'] as const;
    const told: (EngineEvent & Partial<EventPlace>)[] = [];
    let uncounted: string[] = [second, third];
    const happen = (webhookId: string) => bus.emit({ type: 'endpoint.deleted', webhookId });
    const bus = createEventBus({
      // Counting settles what was caught, which is told as well.
      counts: () => {
        const news = uncounted;
        uncounted = [];
        for (const id of news) happen(id);
        return counts;
      },
      onBug: (error) => {
        throw error;
      },
    });
    const undo = bus.subscribe((batch, places) =>
      told.push(...batch.map((event, at) => ({ ...event, ...places[at] }))),
    );
    const flush = (webhookId: string) => {
      happen(webhookId);
      bus.emit({ type: 'system.damagedChanged', count: 0 });
      bus.flush();
    };
    flush(first);
    uncounted = [fifth];
    flush(fourth);
    undo();

    const page = new EventOrder();
    page.take([{ type: 'system.heartbeat', run: told[0]?.run, revision: 0, everyMs: 1 }]);
    const { events, missed } = page.take(told);
    expect(missed).toBe(false);
    expect(events.map((event) => (event.type === 'endpoint.deleted' ? event.webhookId : event.type))).toEqual(
      [
        ...[first, 'system.damagedChanged', second, third, 'system.countsChanged'],
        ...[fourth, 'system.damagedChanged', fifth, 'system.countsChanged'],
      ],
    );
  });
});
