import { describe, expect, it } from 'vitest';
import { newId } from '#main/engine/history/ids.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { someAttempt, someCapture, someOutgoing, testHistory } from './support.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 1);
const end = start + 30 * dayMs;
const unbounded = { maxDeliveries: null, maxAgeDays: null, maxBytes: null };

/** A delivery a day for 30 days, 1,000 bytes each; answers their ids, oldest first. */
async function month(history: History): Promise<string[]> {
  const ids: string[] = [];
  for (let day = 0; day < 30; day++) {
    const capture = someCapture({ receivedAtMs: start + day * dayMs, body: Buffer.alloc(1000) });
    ids.push((await history.deliveries.capture(capture)).deliveryId);
  }
  return ids;
}

const kept = (history: History) =>
  [...history.deliveries.iterate({}, end)].map(({ summary }) => summary.deliveryId);

describe('retention', () => {
  it('keeps the newest by count', async () => {
    const history = testHistory();
    const ids = await month(history);
    expect(await history.deliveries.trim({ ...unbounded, maxDeliveries: 12 }, end)).toBe(18);
    expect(kept(history)).toEqual(ids.slice(18));
    expect(history.counts().deliveries).toBe(12);
  });

  it('keeps the newest by age', async () => {
    const history = testHistory();
    const ids = await month(history);
    expect(await history.deliveries.trim({ ...unbounded, maxAgeDays: 7 }, end)).toBe(23);
    expect(kept(history)).toEqual(ids.slice(23));
  });

  it("keeps the newest by their bodies' size", async () => {
    const history = testHistory();
    const ids = await month(history);
    expect(await history.deliveries.trim({ ...unbounded, maxBytes: 4500 }, end)).toBe(26);
    expect(kept(history)).toEqual(ids.slice(26));
  });

  it('trims many in steps', async () => {
    const history = testHistory();
    await Promise.all(Array.from({ length: 1050 }, () => history.deliveries.capture(someCapture())));
    expect(await history.deliveries.trim({ ...unbounded, maxDeliveries: 3 }, end)).toBe(1047);
    expect(history.counts().deliveries).toBe(3);
  });

  it('lets pinned deliveries and those with attempts to come stay', async () => {
    const history = testHistory();
    const [pinned = '', forwarded = '', done = '', ...others] = await month(history);
    history.deliveries.setPinned(pinned, true);
    const out = history.deliveries.insertOutgoing(someOutgoing({ createdAtMs: start + 29 * dayMs }));
    history.attempts.schedule(someAttempt(forwarded));
    const ended = history.attempts.schedule(someAttempt(done, { attemptId: newId('att', start) }));
    history.attempts.cancel(ended.attemptId, end);
    expect(await history.deliveries.trim({ ...unbounded, maxDeliveries: 1 }, end)).toBe(others.length + 1);
    expect(kept(history)).toEqual([pinned, forwarded, out.deliveryId]);
  });

  it('does nothing where nothing is bounded', async () => {
    const history = testHistory();
    await month(history);
    expect(await history.deliveries.trim(unbounded, end)).toBe(0);
  });
});

describe('deleting', () => {
  it('takes all that fit a filter, and leaves what arrives meanwhile', async () => {
    const history = testHistory();
    await Promise.all(
      Array.from({ length: 350 }, (_, i) =>
        history.deliveries.capture(someCapture({ verdict: i % 2 ? 'failed' : 'verified' })),
      ),
    );
    const deleting = history.deliveries.deleteWhere({ verdict: 'failed' }, end);
    const late = await history.deliveries.capture(someCapture({ verdict: 'failed' }));
    expect(await deleting).toBe(175);
    expect(history.deliveries.count({ verdict: 'failed' }, end)).toBe(1);
    expect(history.deliveries.find(late.deliveryId)).toBeDefined();
    expect(history.counts()).toMatchObject({ deliveries: 176, failedVerdicts: 1 });
  });

  it('makes a delivery unknown', async () => {
    const history = testHistory();
    const { deliveryId } = await history.deliveries.capture(someCapture());
    history.deliveries.delete([deliveryId]);
    expect(history.deliveries.find(deliveryId)).toBeUndefined();
    expect(() => history.deliveries.get(deliveryId)).toThrow(
      expect.objectContaining({ code: 'delivery_not_found' }),
    );
    expect(() => history.deliveries.body(deliveryId)).toThrow(
      expect.objectContaining({ code: 'delivery_not_found' }),
    );
  });
});
