import { createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Answering, countingServer, inTurn, status } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

async function serve(answer?: Answering) {
  const server = await countingServer(answer);
  onTestFinished(server.close);
  return server;
}

const github = (secret: string, body: string | Uint8Array) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('sending', () => {
  it("puts a provider's event on the wire with its headers and a signature that holds", async () => {
    const server = await serve();
    const { client } = await testEngine();
    const sent = await client.deliveries.send({
      provider: 'github',
      eventType: 'star',
      payload: { action: 'created', n: 1 },
      target: { url: server.url },
      secret: 's3cret',
      headers: { 'X-Mine': '1' },
    });
    expect(sent).toMatchObject({
      direction: 'out',
      state: 'succeeded',
      status: 200,
      signed: true,
      eventType: 'star',
    });
    const [request] = server.received;
    expect(request?.header('x-github-event')).toBe('star');
    expect(request?.header('x-hub-signature-256')).toBe(github('s3cret', '{"action":"created","n":1}'));
    expect(request?.header('x-mine')).toBe('1');
    expect(sent.attemptList[0]?.request?.rawHeaders).toEqual(request?.rawHeaders);
    expect(sent.timeline.map(({ kind }) => kind)).toEqual(['composed', 'attempt']);
  });

  it("to an endpoint of ours signs with that endpoint's secret, so that it is caught as genuine", async () => {
    const { client, event } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'Agents', provider: 'alfred' });
    const provider = await client.providers.get({ id: 'alfred' });
    const eventType = provider.events[0]?.type;
    const sent = await client.deliveries.send({ provider: 'alfred', eventType, target: { url } });
    expect(sent).toMatchObject({ state: 'succeeded', signed: true });
    const caught = await event('delivery.captured', (delivery) => delivery.webhookId === webhookId);
    expect(caught).toMatchObject({ verdict: 'verified', eventType });
  });

  it('without a secret is unsigned, and says so', async () => {
    const server = await serve();
    const { client } = await testEngine();
    const sent = await client.deliveries.send({ payload: {}, target: { url: server.url } });
    expect(sent).toMatchObject({ signed: false, verdict: 'unverified', state: 'succeeded' });
  });

  it('keeps bytes that are no text as they are', async () => {
    const server = await serve();
    const { client } = await testEngine();
    const bytes = Buffer.from([0, 255, 254, 10]);
    const sent = await client.deliveries.send({
      provider: 'github',
      eventType: 'push',
      bodyBase64: bytes.toString('base64'),
      target: { url: server.url },
      secret: 'k',
    });
    expect(server.received[0]?.header('x-hub-signature-256')).toBe(github('k', bytes));
    expect(sent.request.body).toMatchObject({ encoding: 'base64', data: bytes.toString('base64') });
  });

  it('follows its retry policy, and a dead letter can be sent again', async () => {
    const server = await serve(inTurn(status(500), status(500), status(200)));
    const { client, event } = await testEngine();
    const first = await client.deliveries.send({
      payload: {},
      target: { url: server.url },
      retryPolicy: { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [1] } },
    });
    const { deliveryId } = first;
    await event('delivery.changed', (delivery) => delivery.state === 'dead_letter');
    const dead = await client.deliveries.get({ deliveryId });
    expect(dead.timeline.at(-1)).toMatchObject({ kind: 'dead_letter' });
    expect(await client.queue.redeliver({ filter: { status: 'dead_letter' }, dryRun: true })).toEqual({
      count: 1,
    });
    expect(await client.queue.redeliver({ deliveryIds: [deliveryId] })).toEqual({ count: 1 });
    await event('delivery.changed', (delivery) => delivery.state === 'succeeded');
    const { attemptList } = await client.deliveries.get({ deliveryId });
    expect(attemptList.map(({ number, reason }) => [number, reason])).toEqual([
      [1, 'send'],
      [2, 'retry'],
      [3, 'redeliver'],
    ]);
  });

  it('refuses what every attempt would fail at, before anything is kept', async () => {
    const { client } = await testEngine();
    const target = { url: 'http://127.0.0.1:9/' };
    const refusals = [
      client.deliveries.send({ provider: 'no-such', target }),
      client.deliveries.send({ provider: 'github', payload: {}, body: '{}', target }),
      client.deliveries.send({ provider: 'standard-webhooks', payload: {}, secret: 'whsec_%%%', target }),
      client.deliveries.send({ payload: {}, target: { url: 'ftp://example.test/' } }),
    ];
    const codes = await Promise.all(
      refusals.map((call) => call.catch((error: { code: string }) => error.code)),
    );
    expect(codes).toEqual(['provider_not_found', 'invalid_input', 'secret_malformed', 'invalid_input']);
    expect((await client.deliveries.list({})).items).toEqual([]);
  });

  it("refuses an http:// target of another machine where the provider's rule is https", async () => {
    const { client } = await testEngine();
    const { items } = await client.providers.list({});
    const details = await Promise.all(items.map(({ id }) => client.providers.get({ id })));
    const strict = details.find(({ requiresHttps }) => requiresHttps);
    expect(strict).toBeDefined();
    const sending = client.deliveries.send({
      provider: strict?.id ?? '',
      payload: {},
      target: { url: 'http://hooks.example.test/' },
    });
    await expect(sending).rejects.toMatchObject({ code: 'target_invalid' });
  });
});

describe('replaying', () => {
  async function caught() {
    const test = await testEngine();
    const { url, signingSecret } = await test.client.endpoints.create({ name: 'Repo', provider: 'github' });
    const body = '{ "zen":  "spaces stay" }\n';
    const headers: [string, string][] = [
      ['content-TYPE', 'application/json'],
      ['X-GitHub-Event', 'star'],
      ['X-Hub-Signature-256', github(signingSecret, body)],
      ['x-Dup', '1'],
      ['x-Dup', '2'],
    ];
    expect((await send(url, { method: 'POST', headers, body })).status).toBe(200);
    const { items } = await test.client.deliveries.list({});
    const deliveryId = items[0]?.deliveryId ?? '';
    return { ...test, deliveryId, body, headers };
  }

  it('sends a caught delivery again byte for byte, with its old signature', async () => {
    const server = await serve();
    const { client, deliveryId, body, headers } = await caught();
    const replayed = await client.deliveries.replay({ deliveryId, target: { url: server.url } });
    expect(replayed.attemptList).toMatchObject([{ reason: 'replay', state: 'succeeded', number: 1 }]);
    expect(server.received[0]?.body).toBe(body);
    const own = server.received[0]?.rawHeaders.filter(
      ([name]) => !/^(host|content-length|connection)$/i.test(name),
    );
    expect(own).toEqual(headers);
  });

  it('signs anew where asked, and sends what was edited; the delivery stays as it was caught', async () => {
    const server = await serve();
    const { client, deliveryId, body } = await caught();
    await client.deliveries.replay({
      deliveryId,
      target: { url: server.url },
      resign: { secret: 'other' },
      edit: { body: '{}', method: 'PUT', headers: [['X-New', 'n']], removeHeaders: ['x-dup'] },
    });
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'PUT', body: '{}' });
    expect(request?.header('x-hub-signature-256')).toBe(github('other', '{}'));
    expect([request?.header('x-new'), request?.header('x-dup'), request?.header('x-github-event')]).toEqual([
      'n',
      undefined,
      'star',
    ]);
    const after = await client.deliveries.get({ deliveryId });
    expect(after.request.body.data).toBe(body);
    expect(after.attemptList[0]?.request?.body.data).toBe('{}');
  });

  it('sends one of our own again with the signature that it went out with', async () => {
    const server = await serve();
    const { client } = await testEngine();
    const { deliveryId } = await client.deliveries.send({
      provider: 'stripe',
      payload: { id: 'evt_1', type: 'charge.failed' },
      target: { url: server.url },
      secret: 'whsec_x',
    });
    await client.deliveries.replay({ deliveryId, target: { url: server.url } });
    const [first, second] = server.received;
    expect(first?.header('stripe-signature')).toBeDefined();
    expect(second?.header('stripe-signature')).toBe(first?.header('stripe-signature'));
    expect(second?.body).toBe(first?.body);
  });

  it('keeps a signature that stands inside the body', async () => {
    const server = await serve();
    const { client } = await testEngine();
    const { deliveryId } = await client.deliveries.send({
      payload: { event: 'x' },
      scheme: { kind: 'payload-field', pointer: '/secret' },
      secret: 'in-the-body',
      target: { url: server.url },
    });
    await client.deliveries.replay({ deliveryId, target: { url: server.url } });
    const [first, second] = server.received;
    expect(first?.body).toContain('in-the-body');
    expect(second?.body).toBe(first?.body);
  });

  it('of a delivery that is gone says so', async () => {
    const { client } = await testEngine();
    await expect(
      client.deliveries.replay({ deliveryId: 'whd_GONE', target: { url: 'http://127.0.0.1:9' } }),
    ).rejects.toMatchObject({ code: 'delivery_not_found' });
  });
});
