import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

/** A relay that this engine can't know to lead back to it: a tunnel, a proxy, somebody's script. */
async function tunnelTo(url: () => string) {
  const tunnel = await countingServer(({ rawHeaders, body, method }, response) => {
    const headers = rawHeaders.filter(([name]) => !/^(host|connection|content-length)$/i.test(name));
    void send(url(), { method, headers, body }).then(({ status, text }) =>
      response.writeHead(status).end(text),
    );
  });
  onTestFinished(tunnel.close);
  return tunnel;
}

/** The loop is over: the first delivery's forward has ended, rejected with the reason. */
async function rejectedLoop({ client, event }: TestEngine) {
  const told = await event('delivery.rejected', ({ reason }) => reason === 'forward_loop');
  await event('delivery.changed', ({ state }) => state !== 'pending' && state !== 'received');
  const { items } = await client.deliveries.rejected({});
  const { items: caught } = await client.deliveries.list({});
  return { told, rejected: items, caught };
}

describe('a loop that nobody could see beforehand', () => {
  it('is cut where the request comes back through a tunnel, with the reason in words', async () => {
    const engine = await testEngine();
    const { client } = engine;
    const { url, webhookId } = await client.endpoints.create({ name: 'Shop' });
    const tunnel = await tunnelTo(() => url);
    await client.endpoints.update({ webhookId, forward: { url: tunnel.url } });
    expect((await send(url, { method: 'POST', body: '{}' })).status).toBe(200);
    const { told, rejected, caught } = await rejectedLoop(engine);
    expect(told).toMatchObject({ status: 508, webhookId });
    expect(rejected[0]?.explanation).toContain('“Shop” forwarded this request itself');
    expect(caught).toHaveLength(1);
    expect(tunnel.received).toHaveLength(1);
  });

  it('is cut where the target answers with a redirect back', async () => {
    const engine = await testEngine();
    const { client } = engine;
    const { url, webhookId } = await client.endpoints.create({ name: 'Shop' });
    const redirecting = await countingServer((_, response) =>
      response.writeHead(307, { location: url }).end(),
    );
    onTestFinished(redirecting.close);
    await client.endpoints.update({
      webhookId,
      forward: { routes: [{ target: { url: redirecting.url, followRedirects: true } }] },
    });
    await send(url, { method: 'POST', body: '{}' });
    const { caught } = await rejectedLoop(engine);
    expect(caught).toHaveLength(1);
  });

  it('is cut where it goes through a second Tacklebox', async () => {
    const [first, second] = [await testEngine(), await testEngine()];
    const a = await first.client.endpoints.create({ name: 'A' });
    const b = await second.client.endpoints.create({ name: 'B' });
    await first.client.endpoints.update({ webhookId: a.webhookId, forward: { url: b.url } });
    await second.client.endpoints.update({ webhookId: b.webhookId, forward: { url: a.url } });
    await send(a.url, { method: 'POST', body: '{}' });
    const { caught } = await rejectedLoop(first);
    expect(caught).toHaveLength(1);
    expect((await second.client.deliveries.list({})).items).toHaveLength(1);
  });

  it('is cut after ten hops even where each of them is a new endpoint', async () => {
    const engine = await testEngine();
    const { url } = await engine.client.endpoints.create({ name: 'Last' });
    const headers = {
      'Tacklebox-Hops': Array.from({ length: 10 }, (_, hop) => `mark${hop}`).join(', '),
    };
    const { status, text } = await send(url, { method: 'POST', headers, body: '{}' });
    expect({ status, text }).toEqual({ status: 508, text: '{"error":"forward_loop"}' });
    const nine = { 'Tacklebox-Hops': 'a,b,c,d,e,f,g,h,i' };
    expect((await send(url, { method: 'POST', headers: nine, body: '{}' })).status).toBe(200);
  });
});

it('tells no target the ids of endpoints, which open them to posts', async () => {
  const target = await countingServer();
  onTestFinished(target.close);
  const { client } = await testEngine();
  const { url, webhookId } = await client.endpoints.create({ name: 'Shop' });
  await client.endpoints.update({ webhookId, forward: { url: target.url } });
  await send(url, { method: 'POST', body: '{}' });
  await target.receivedAtLeast(1);
  expect(target.received[0]?.header('tacklebox-hops')).toMatch(/^[0-9a-f]{16}$/);
  expect(JSON.stringify(target.received[0])).not.toContain(webhookId);
});

it('a replay by hand begins anew: it may go to the endpoint that the delivery came through', async () => {
  const target = await countingServer();
  onTestFinished(target.close);
  const { client, event } = await testEngine();
  const [a, b] = [await client.endpoints.create({ name: 'A' }), await client.endpoints.create({ name: 'B' })];
  await client.endpoints.update({ webhookId: a.webhookId, forward: { url: b.url } });
  await send(a.url, { method: 'POST', body: '{}' });
  const { deliveryId } = await event('delivery.captured', (caught) => caught.webhookId === b.webhookId);
  const replayed = await client.deliveries.replay({ deliveryId, target: { url: b.url } });
  expect(replayed.attemptList.at(-1)?.state).toBe('succeeded');
  await client.deliveries.replay({ deliveryId, target: { url: target.url } });
  expect(target.received[0]?.header('tacklebox-hops')).toBeUndefined();
});

const spellings = () => [
  'localhost',
  'sub.localhost',
  '127.0.0.1',
  '127.9.9.9',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '0.0.0.0',
  '0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:7f00:1]',
  hostname(),
  ...Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address }) => !address.startsWith('fe80'))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
];

it.each([...new Set(spellings())])(
  'is said before anything is saved, for this machine as %s',
  async (host) => {
    const { client, port } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'Shop' });
    const back = client.endpoints.update({
      webhookId,
      forward: { url: `http://${host}:${port}/v1/hooks/${webhookId}` },
    });
    await expect(back).rejects.toMatchObject({
      code: 'target_invalid',
      message: expect.stringContaining('Shop → Shop'),
    });
    expect((await client.endpoints.get({ webhookId })).forward).toBeNull();
  },
);
