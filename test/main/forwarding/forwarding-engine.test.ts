import { expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

it('a target that hangs keeps no sender waiting', async () => {
  const target = await countingServer(() => {});
  onTestFinished(target.close);
  const { client } = await testEngine();
  const { url, webhookId } = await client.endpoints.create({ name: 'Shop', provider: 'generic' });
  await client.endpoints.update({ webhookId, forward: { url: target.url } });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => send(url, { method: 'POST', body: '{}' })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await target.receivedAtLeast(1);
  expect(target.received).toHaveLength(1);
});

it('refuses to forward in a circle, also by way of another endpoint', async () => {
  const { client } = await testEngine();
  const a = await client.endpoints.create({ name: 'A', provider: 'generic' });
  const b = await client.endpoints.create({ name: 'B', provider: 'generic' });
  const toItself = client.endpoints.update({ webhookId: a.webhookId, forward: { url: a.url } });
  await expect(toItself).rejects.toMatchObject({ code: 'target_invalid' });
  await client.endpoints.update({ webhookId: a.webhookId, forward: { url: b.url } });
  const back = client.endpoints.update({
    webhookId: b.webhookId,
    forward: { url: a.url.replace('127.0.0.1', 'localhost') },
  });
  await expect(back).rejects.toMatchObject({
    code: 'target_invalid',
    message: expect.stringContaining('B → A → B'),
  });
});

it('takes a secret for signing anew once, and never shows it', async () => {
  const target = await countingServer();
  onTestFinished(target.close);
  const { client, event } = await testEngine();
  const { url, webhookId } = await client.endpoints.create({ name: 'Relay', provider: 'generic' });
  const resign = { provider: 'github', secret: 'downstream-secret' };
  const updated = await client.endpoints.update({
    webhookId,
    forward: { routes: [{ target: { url: target.url }, resign }] },
  });
  expect(JSON.stringify(updated)).not.toContain('downstream-secret');
  expect(updated.forward?.routes[0]?.resign).toMatchObject({
    provider: 'github',
    secretRef: expect.any(String),
  });
  await send(url, { method: 'POST', body: '{"a":1}' });
  await event('delivery.changed', ({ state }) => state === 'succeeded');
  const verdict = await client.signatures.verify({
    provider: 'github',
    secret: 'downstream-secret',
    body: target.received[0]?.body ?? '',
    headers: target.received[0]?.rawHeaders ?? [],
  });
  expect(verdict.ok).toBe(true);
});

it('tells when a target goes down and comes back', async () => {
  const gone = await countingServer();
  await gone.close();
  const { client, event } = await testEngine();
  const { url, webhookId } = await client.endpoints.create({ name: 'Shop', provider: 'generic' });
  await client.endpoints.update({ webhookId, forward: { url: gone.url } });
  await send(url, { method: 'POST', body: '{}' });
  await event('queue.changed', ({ down }) => down.length === 1);
  await event('delivery.changed', ({ state }) => state === 'retained');
  const { items } = await client.deliveries.list({});
  const { timeline } = await client.deliveries.get({ deliveryId: items[0]?.deliveryId ?? '' });
  expect(timeline.at(-1)).toMatchObject({ kind: 'retained', reason: expect.stringContaining('refused') });
  const back = await countingServer(undefined, gone.port);
  onTestFinished(back.close);
  await event('delivery.changed', ({ state }) => state === 'succeeded');
  expect((await client.queue.status({})).down).toEqual([]);
});
