import { describe, expect, onTestFinished, test } from 'vitest';
import { type Answering, countingServer, status } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';

async function target(answer: Answering) {
  const server = await countingServer(answer);
  onTestFinished(() => server.close());
  return server;
}

describe('the overview of targets', () => {
  test('tells each target apart, with its failures by cause', async () => {
    const { client } = await testEngine();
    const well = await target(status(204));
    const ill = await target((_request, response, index) =>
      response.writeHead(index === 0 ? 503 : 404).end(),
    );
    const refused = await target(status(200));
    await refused.close();
    const send = (url: string) => client.deliveries.send({ target: { url }, payload: { a: 1 } });
    for (const { url } of [well, well, ill, ill, ill, refused]) await send(url);

    const { targets } = await client.deliveries.overview({ since: '1h', buckets: 6 });
    const byOrigin = new Map(targets.map((one) => [one.origin, one]));
    expect(byOrigin.get(new URL(well.url).origin)).toMatchObject({
      attempts: 2,
      failures: 0,
      successRate: 1,
      causes: [],
    });
    expect(byOrigin.get(new URL(ill.url).origin)).toMatchObject({
      attempts: 3,
      failures: 3,
      causes: [
        { cause: '404', count: 2 },
        { cause: '503', count: 1 },
      ],
    });
    expect(byOrigin.get(new URL(refused.url).origin)?.causes).toMatchObject([{ cause: 'refused', count: 1 }]);
    for (const one of targets) {
      expect(one.buckets).toHaveLength(6);
      expect(one.buckets.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(one.attempts);
    }
  });

  test('refuses a span that it can not read', async () => {
    const { client } = await testEngine();
    await expect(client.deliveries.overview({ since: 'yesterday-ish' })).rejects.toThrow(
      /since: "yesterday-ish"/,
    );
  });
});

describe('a target that begins to fail', () => {
  test('is told of once, after three failures in a row, and again when it is well', async () => {
    const { client, event, seen } = await testEngine();
    const ill = await target((_request, response, index) => response.writeHead(index < 4 ? 500 : 200).end());
    for (let i = 0; i < 5; i++) await client.deliveries.send({ target: { url: ill.url }, payload: { i } });
    const { origin } = new URL(ill.url);
    await expect(event('system.targetChanged', ({ failing }) => failing)).resolves.toMatchObject({
      origin,
      cause: '500',
      failures: 3,
    });
    await expect(event('system.targetChanged', ({ failing }) => !failing)).resolves.toMatchObject({ origin });
    expect(seen.filter(({ type }) => type === 'system.targetChanged')).toHaveLength(2);
  });
});

describe('the figures of a target', () => {
  test('count deliveries and attempts apart, and a timeout as long as it waited', async () => {
    const { client } = await testEngine();
    const ill = await target((_request, response, index) => {
      if (index === 1) response.writeHead(200).end();
      else if (index > 1) response.writeHead(500).end();
    });
    const url = ill.url;
    const retryPolicy = {
      maxAttempts: 2,
      schedule: { kind: 'list' as const, waitsMs: [1] },
      timeoutMs: 400,
    };
    const { deliveryId } = await client.deliveries.send({ target: { url }, payload: {}, retryPolicy });
    await expect
      .poll(async () => (await client.deliveries.get({ deliveryId })).state, { timeout: 10_000 })
      .toBe('succeeded');
    await client.deliveries.send({ target: { url }, payload: {} });
    const { targets } = await client.deliveries.overview({ since: '1h' });
    expect(targets).toMatchObject([{ attempts: 3, failures: 2, deliveries: 2, deliveriesSucceeded: 1 }]);
    expect(targets[0]?.latencyMs.p99).toBeGreaterThan(390);
  });
});
