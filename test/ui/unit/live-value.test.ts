import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '#core/contract/index.ts';
import { markRevision, type Revision } from '#core/contract/revision.ts';
import { EventOrder } from '#renderer/platform/event-order.ts';
import { type Feed, LiveValue, readAgain } from '#renderer/platform/live-value.ts';

interface Named {
  name: string;
}

const run = 'first run';
const at = (revision: number, ofRun = run): Revision => ({ run: ofRun, revision });
const renamed = (name: string, revision: number): EngineEvent =>
  markRevision({ type: 'endpoint.changed', endpoint: { name } } as unknown as EngineEvent, at(revision));

/** An engine whose answers are given when the test says so. */
function engineOf() {
  const listeners = new Set<(batch: EngineEvent[]) => void>();
  const missed = new Set<() => void>();
  const asked: { answer(name: string, revision: Revision): void; fail(error: Error): void }[] = [];
  const feed: Feed & { behind: boolean } = {
    behind: true,
    onEvents: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onMissed: (listener) => {
      missed.add(listener);
      return () => missed.delete(listener);
    },
    isPast: (past) => past === 'past run',
    isBehind: () => feed.behind,
  };
  const live = new LiveValue<Named>({
    read: () =>
      new Promise((resolve, reject) => {
        asked.push({
          answer: (name, revision) => resolve(markRevision({ name }, revision)),
          fail: reject,
        });
      }),
    apply: (old, event) => {
      if (event.type === 'delivery.deleted') return readAgain;
      return event.type === 'endpoint.changed' ? { name: event.endpoint.name } : old;
    },
    onError: () => undefined,
  });
  return {
    live,
    feed,
    asked,
    tell: (...batch: EngineEvent[]) => {
      for (const listener of listeners) listener(batch);
    },
    miss: () => {
      for (const listener of missed) listener();
    },
    /** Until it has been asked so often. */
    askedTimes: (times: number) => expect.poll(() => asked.length).toBe(times),
    shows: (name: string) => expect.poll(() => live.value?.name).toBe(name),
  };
}

describe('a live value', () => {
  it('keeps an event that was told after a late answer was given', async () => {
    const { live, feed, asked, tell, shows } = engineOf();
    live.follow(feed);
    tell(renamed('newer', 7));
    asked[0]?.answer('older', at(6));
    await shows('newer');
  });

  it('takes an answer that is newer than an event which was told meanwhile', async () => {
    const { live, feed, asked, tell, shows } = engineOf();
    live.follow(feed);
    tell(renamed('older', 5));
    asked[0]?.answer('newer', at(6));
    await shows('newer');
  });

  it('drops an event that comes after a newer one', async () => {
    const { live, feed, asked, tell, shows } = engineOf();
    live.follow(feed);
    asked[0]?.answer('first', at(1));
    await shows('first');
    tell(renamed('third', 3));
    tell(renamed('second', 2));
    await shows('third');
  });

  it('asks again where the answer is of a run that has ended, or older than what was shown before', async () => {
    const { live, feed, asked, miss, askedTimes, shows } = engineOf();
    live.follow(feed);
    asked[0]?.answer('ended', at(99, 'past run'));
    await askedTimes(2);
    asked[1]?.answer('present', at(8));
    await shows('present');
    miss();
    await askedTimes(3);
    asked[2]?.answer('from a cache', at(4));
    await askedTimes(4);
    asked[3]?.answer('now', at(9));
    await shows('now');
  });

  it('lets a reading finish though events keep saying that it must be read again, then reads once more', async () => {
    const { live, feed, asked, tell, askedTimes, shows } = engineOf();
    const deleted = (revision: number) =>
      markRevision<EngineEvent>({ type: 'delivery.deleted', deliveryIds: [], count: 1 }, at(revision));
    live.follow(feed);
    tell(deleted(2));
    tell(deleted(3));
    asked[0]?.answer('before', at(2));
    await shows('before');
    await askedTimes(2);
    asked[1]?.answer('after', at(3));
    await shows('after');
    expect(asked).toHaveLength(2);
  });

  it('tries again where it could not be read, and shows what it had meanwhile', async () => {
    const { live, feed, asked, miss, askedTimes, shows } = engineOf();
    live.follow(feed);
    asked[0]?.fail(new Error('gone'));
    await askedTimes(2);
    asked[1]?.answer('there', at(1));
    await shows('there');
    miss();
    await askedTimes(3);
    asked[2]?.fail(new Error('gone'));
    await askedTimes(4);
    expect(live.value?.name).toBe('there');
  });

  it('does not ask again after a gap that its answer is newer than', async () => {
    const { live, feed, asked, miss, shows } = engineOf();
    live.follow(feed);
    asked[0]?.answer('there', at(9));
    await shows('there');
    feed.behind = false;
    miss();
    expect(asked).toHaveLength(1);
  });
});

describe('the order of events', () => {
  const heartbeat = (revision: number, ofRun = run) => ({
    type: 'system.heartbeat',
    run: ofRun,
    revision,
    everyMs: 3000,
  });
  const deleted = (revision: number, follows: number, ofRun = run) => ({
    type: 'delivery.deleted',
    deliveryIds: [],
    count: revision,
    run: ofRun,
    revision,
    follows,
  });
  const counts = (events: EngineEvent[]) => events.map((event) => 'count' in event && event.count);

  it('takes what follows the last word, and nothing twice', () => {
    const order = new EventOrder();
    order.take([heartbeat(4)]);
    const first = order.take([deleted(5, 4), deleted(8, 5)]);
    expect({ told: counts(first.events), missed: first.missed }).toEqual({ told: [5, 8], missed: false });
    expect(order.take([deleted(5, 4), deleted(8, 5)])).toEqual({ events: [], missed: false });
  });

  it('notices a gap, and drops what fills it too late', () => {
    const order = new EventOrder();
    order.take([heartbeat(1)]);
    expect(order.take([deleted(3, 2)]).missed).toBe(true);
    expect(order.take([deleted(2, 1)]).events).toEqual([]);
  });

  it('notices by the heartbeat that the last event was lost', () => {
    const order = new EventOrder();
    order.take([heartbeat(1)]);
    expect(order.take([heartbeat(1)]).missed).toBe(false);
    expect(order.take([heartbeat(2)]).missed).toBe(true);
  });

  it('begins anew with another run of the engine, and hears no more of the last', () => {
    const order = new EventOrder();
    order.take([heartbeat(90)]);
    expect(order.take([heartbeat(2, 'second run')]).missed).toBe(true);
    expect(order.isPast(run)).toBe(true);
    expect(order.take([deleted(91, 90)]).events).toEqual([]);
    expect(counts(order.take([deleted(3, 2, 'second run')]).events)).toEqual([3]);
  });

  it('takes events of a kind that it does not know as told', () => {
    const order = new EventOrder();
    order.take([heartbeat(1)]);
    order.take([{ type: 'delivery.framed', run, revision: 2, follows: 1 }]);
    expect(order.take([deleted(3, 2)]).missed).toBe(false);
  });
});
