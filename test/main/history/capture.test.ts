import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someCapture, someOutgoing, temporaryFolder, testHistory, webhookId } from './support.ts';

const latin1Text = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));

describe('keeping deliveries', () => {
  it('gives back the very bytes and headers that came in, whatever they were', async () => {
    const history = testHistory();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.array(fc.tuple(latin1Text, latin1Text), { maxLength: 8 }),
        latin1Text,
        async (body, rawHeaders, target) => {
          const capture = someCapture({ body, rawHeaders, target });
          await history.deliveries.capture(capture);
          const stored = history.deliveries.get(capture.deliveryId);
          expect(history.deliveries.body(capture.deliveryId).equals(body)).toBe(true);
          expect(stored.rawHeaders).toEqual(rawHeaders);
          expect(stored.summary.target).toBe(target);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps bodies around and above the bound for files, in whole and in ranges', async () => {
    const history = testHistory({ durability: 'full' });
    for (const size of [0, 1, 65_536, 65_537, 1_000_000]) {
      const body = Buffer.alloc(size, 'tackle');
      const capture = someCapture({ body });
      const summary = await history.deliveries.capture(capture);
      expect(summary.bodyBytes).toBe(size);
      expect(history.deliveries.body(capture.deliveryId).equals(body)).toBe(true);
      expect(history.deliveries.bodyRange(capture.deliveryId, 3, 10).equals(body.subarray(3, 13))).toBe(true);
    }
  });

  it('commits a burst together and keeps its order', async () => {
    const history = testHistory();
    const captures = Array.from({ length: 500 }, (_, i) => someCapture({ body: Buffer.from(String(i)) }));
    const summaries = await Promise.all(captures.map((capture) => history.deliveries.capture(capture)));
    expect(summaries.map((summary) => summary.deliveryId)).toEqual(
      captures.map(({ deliveryId }) => deliveryId),
    );
    const { items } = history.deliveries.list({}, { limit: 1000 }, Date.now());
    expect(items.map((item) => item.deliveryId)).toEqual(
      captures.map(({ deliveryId }) => deliveryId).reverse(),
    );
  });

  it('loses only the one delivery of a group that can not be kept', async () => {
    const history = testHistory();
    const good = someCapture();
    const twice = someCapture({ deliveryId: good.deliveryId });
    const other = someCapture();
    const results = await Promise.allSettled([good, twice, other].map(history.deliveries.capture));
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(history.counts().deliveries).toBe(2);
  });

  it('marks a repeated provider delivery id as a duplicate of the first, per endpoint', async () => {
    const history = testHistory();
    const [first, second, elsewhere] = await Promise.all(
      [webhookId, webhookId, 'whk_OTHER'].map((id) =>
        history.deliveries.capture(someCapture({ webhookId: id, providerDeliveryId: 'evt_1' })),
      ),
    );
    const third = await history.deliveries.capture(someCapture({ providerDeliveryId: 'evt_1' }));
    expect(first?.duplicateOf).toBeNull();
    expect(second?.duplicateOf).toBe(first?.deliveryId);
    expect(third.duplicateOf).toBe(first?.deliveryId);
    expect(elsewhere?.duplicateOf).toBeNull();
  });

  it('counts as it goes, and the counts survive a restart', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    await history.deliveries.capture(someCapture({ verdict: 'failed' }));
    const out = history.deliveries.insertOutgoing(someOutgoing());
    expect(history.counts()).toMatchObject({ deliveries: 2, in: 1, out: 1, failedVerdicts: 1, pending: 1 });
    history.deliveries.setState(out.deliveryId, 'dead_letter', { status: 500, durationMs: 3 });
    await history.close();
    const reopened = testHistory({ dataDir });
    expect(reopened.counts()).toMatchObject({ deliveries: 2, pending: 0, deadLetters: 1 });
    expect(reopened.endpoints.activity(webhookId).deliveries).toBe(1);
  });

  it('takes back all of a transaction that fails, counts included', async () => {
    const history = testHistory();
    expect(() =>
      history.transaction(() => {
        history.deliveries.insertOutgoing(someOutgoing());
        throw new Error('no');
      }),
    ).toThrow('no');
    history.transaction(() => {
      history.deliveries.insertOutgoing(someOutgoing());
      expect(() =>
        history.transaction(() => {
          history.deliveries.insertOutgoing(someOutgoing());
          throw new Error('inner');
        }),
      ).toThrow('inner');
    });
    expect(history.counts().deliveries).toBe(1);
    expect(history.deliveries.list({}, { limit: 10 }, 0).items).toHaveLength(1);
  });
});
