import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { Answer } from '#core/delivery/answer.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { Access, Forward } from '#core/delivery/endpoint.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import type { EndpointRow } from '#main/engine/history/endpoints-repo.ts';
import { newId } from '#main/engine/history/ids.ts';
import { createForwarding, type Forwarding } from '#main/engine/queue/forwarding.ts';
import { heldAttempts, release } from '#main/engine/queue/hold.ts';
import { type Answering, countingServer, inTurn, status } from '../../support/counting-server.ts';
import { openQueueEngine, type QueueEngine } from '../../support/queue-engine.ts';
import { testDir } from '../../support/temp-dir.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(answer?: Answering, port?: number) {
  const server = await countingServer(answer, port);
  closers.push(server.close);
  return server;
}

/** A port where nothing listens now. */
async function freePort(): Promise<number> {
  const server = await countingServer();
  await server.close();
  return server.port;
}

interface Setup extends QueueEngine {
  forwarding: Forwarding;
  endpoint: EndpointRow;
  stop(): Promise<void>;
}

async function open(forward: unknown, dataDir?: string): Promise<Setup> {
  const engine = openQueueEngine(dataDir ?? (await testDir()));
  const { history } = engine.parts;
  const forwarding = createForwarding({ ...engine.parts, queue: engine.queue });
  const known = history.endpoints.list()[0];
  const nowMs = Date.now();
  const endpoint: EndpointRow = known ?? {
    webhookId: newId('whk', nowMs),
    name: 'Shop',
    provider: 'generic',
    active: true,
    createdBy: 'user',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    scheme: null,
    enforce: 'never',
    answer: Answer.parse({ kind: 'default' }),
    answerSetAtMs: nowMs,
    forward: Forward.parse(forward),
    access: Access.parse({}),
    handshake: {},
    tag: null,
    auth: null,
    dropRepeats: false,
    subscription: { eventTypes: [], platform: null },
  };
  if (!known) history.endpoints.insert(endpoint);
  let open = true;
  const stop = async () => {
    if (!open) return;
    open = false;
    forwarding.close();
    await engine.close();
  };
  closers.push(stop);
  return { ...engine, forwarding, endpoint, stop };
}

async function capture(
  { parts, endpoint, forwarding }: Setup,
  {
    eventType = 'invoice.paid',
    body = '{}',
    below = '',
    headers = [] as [string, string][],
    accept = true,
  } = {},
): Promise<DeliverySummary> {
  const nowMs = Date.now();
  const summary = await parts.history.deliveries.capture({
    deliveryId: newId('whd', nowMs),
    webhookId: endpoint.webhookId,
    provider: 'generic',
    method: 'POST',
    target: `/v1/hooks/${endpoint.webhookId}${below}`,
    httpVersion: '1.1',
    rawHeaders: [
      ['host', '127.0.0.1:4665'],
      ['X-UPPER', 'kept'],
      ['Connection', 'keep-alive, X-Hop'],
      ['X-Hop', 'gone'],
      ['content-length', String(Buffer.byteLength(body))],
      ['x-upper', 'twice'],
      ...headers,
    ],
    body: Buffer.from(body),
    remoteAddress: '127.0.0.1',
    receivedAtMs: nowMs,
    contentType: null,
    eventType,
    providerDeliveryId: null,
    verdict: 'unverified',
    verdictDetail: null,
    looksLike: null,
    answer: null,
    state: 'pending',
  });
  if (accept) forwarding.accept(summary, endpoint);
  return summary;
}

const route = (url: string, more = {}) => ({ target: { url }, ...more });
const bodies = (server: { received: { body: string }[] }) => server.received.map(({ body }) => body);

describe('forwarding', () => {
  it('hands a delivery on byte for byte, but for Host, what speaks of the old connection, and its hops', async () => {
    const server = await serve();
    const setup = await open({ routes: [route(server.url)] });
    const { deliveryId } = await capture(setup, { body: '{"a": 1 }\n', below: '/sub?x=%2f' });
    await setup.settled(deliveryId, 'succeeded');
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      target: '/hook/sub?x=%2f',
      body: '{"a": 1 }\n',
      rawHeaders: [
        ['host', `127.0.0.1:${server.port}`],
        ['X-UPPER', 'kept'],
        ['content-length', '10'],
        ['x-upper', 'twice'],
        ['Tacklebox-Hops', expect.any(String)],
        ['Connection', 'close'],
      ],
    });
  });

  it('chooses routes by event type', async () => {
    const [invoices, rest] = [await serve(), await serve()];
    const setup = await open({
      routes: [
        route(invoices.url, { eventTypes: ['invoice.*'] }),
        route(rest.url, { eventTypes: ['user.created'] }),
      ],
    });
    const paid = await capture(setup, { eventType: 'invoice.paid' });
    const created = await capture(setup, { eventType: 'user.created' });
    await setup.settled(paid.deliveryId, 'succeeded');
    await setup.settled(created.deliveryId, 'succeeded');
    expect([invoices.received.length, rest.received.length]).toEqual([1, 1]);
  });

  it("signs anew with the endpoint's secret where the route asks for it", async () => {
    const server = await serve();
    const scheme = Scheme.parse({ kind: 'hmac', signature: { at: { in: 'header', name: 'X-Sig' } } });
    const setup = await open({ routes: [route(server.url, { resign: { scheme } })] });
    setup.parts.vault.keep('endpoint-secret', { webhookId: setup.endpoint.webhookId });
    const { deliveryId } = await capture(setup, { body: 'hello', headers: [['x-sig', 'old']] });
    await setup.settled(deliveryId, 'succeeded');
    const expected = createHmac('sha256', 'endpoint-secret').update('hello').digest('hex');
    expect(server.received[0]?.header('x-sig')).toBe(expected);
  });

  it("retries a failing target by the route's policy", async () => {
    const server = await serve(inTurn(status(500), status(200)));
    const retryPolicy = { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [1] } };
    const setup = await open({ routes: [route(server.url, { retryPolicy })] });
    const { deliveryId } = await capture(setup);
    await setup.settled(deliveryId, 'succeeded');
    expect(setup.parts.history.attempts.of(deliveryId).map(({ number, reason }) => [number, reason])).toEqual(
      [
        [1, 'forward'],
        [2, 'forward'],
      ],
    );
  });

  it('keeps the order on an ordered route, one at a time', async () => {
    const server = await serve((_request, response) => setImmediate(() => response.end()));
    const setup = await open({ routes: [route(server.url)] });
    const wanted = Array.from({ length: 25 }, (_, index) => String(index));
    let last = '';
    for (const body of wanted) last = (await capture(setup, { body })).deliveryId;
    await setup.settled(last, 'succeeded');
    expect(bodies(server)).toEqual(wanted);
    expect(server.mostAtOnce()).toBe(1);
  });
});

describe('a target that is down', () => {
  it('gets what it missed, in order, when it is back', async () => {
    const port = await freePort();
    const setup = await open({ routes: [route(`http://127.0.0.1:${port}/hook`)] });
    const first = await capture(setup, { body: '0' });
    await setup.settled(first.deliveryId, 'retained');
    let last = first;
    for (let i = 1; i < 10; i++) last = await capture(setup, { body: String(i) });
    expect(await setup.settled(last.deliveryId, 'retained')).toMatchObject({ state: 'retained' });
    expect(setup.queue.status().down).toMatchObject([{ origin: `http://127.0.0.1:${port}` }]);
    const server = await serve(status(200), port);
    await setup.settled(last.deliveryId, 'succeeded');
    expect(bodies(server)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    // Knocking is no attempt: only the first one found the target away.
    expect(setup.parts.history.attempts.of(last.deliveryId)).toHaveLength(1);
    expect(setup.queue.status().down).toEqual([]);
  });

  it('gets it after a restart too', async () => {
    const port = await freePort();
    const dataDir = await testDir();
    const before = await open({ routes: [route(`http://127.0.0.1:${port}/hook`)] }, dataDir);
    const sent: string[] = [];
    for (let i = 0; i < 5; i++) sent.push((await capture(before, { body: String(i) })).deliveryId);
    for (const id of sent) await before.settled(id, 'retained');
    await before.stop();
    const server = await serve(status(200), port);
    const after = await open({}, dataDir);
    after.queue.start();
    after.forwarding.start();
    for (const id of sent) await after.settled(id, 'succeeded');
    expect(bodies(server)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('that answers with an error is not down: its policy decides', async () => {
    const server = await serve(status(500));
    const setup = await open({ routes: [route(server.url)] });
    const { deliveryId } = await capture(setup);
    await setup.settled(deliveryId, 'failed');
    expect(setup.queue.status().down).toEqual([]);
  });
});

describe('a target that takes connections and not the delivery', () => {
  it.each<[string, Answering]>([
    [
      'resets them, as a container does that starts',
      (_request, response) => response.socket?.resetAndDestroy(),
    ],
    ['closes them without a byte', (_request, response) => response.destroy()],
    ['answers 502, as a proxy does', status(502)],
    ['answers 503, as a proxy does', status(503)],
    ['answers 504, as a proxy does', status(504)],
    ['hangs', () => {}],
  ])('and %s gets everything in order once it takes it', async (_how, failing) => {
    let takes = false;
    const server = await serve((request, response, index) =>
      takes ? response.writeHead(200).end() : failing(request, response, index),
    );
    const setup = await open({ routes: [{ target: { url: server.url, timeoutMs: 300 } }] });
    const caught: DeliverySummary[] = [];
    for (const body of ['1', '2', '3']) caught.push(await capture(setup, { body }));
    const [first] = caught;
    await setup.settled(first?.deliveryId ?? '', 'retained');
    const kept = setup.parts.history.attempts.of(first?.deliveryId ?? '')[0];
    expect(kept?.sequel).toMatchObject({ kind: 'retained' });
    takes = true;
    for (const { deliveryId } of caught) await setup.settled(deliveryId, 'succeeded');
    const taken = server.received.map(({ body }) => body);
    expect(taken.slice(taken.lastIndexOf('1'))).toEqual(['1', '2', '3']);
    expect(setup.queue.status().down).toEqual([]);
  });

  it('and answers 500 has taken it: what it failed with is said, and nothing is sent again', async () => {
    const server = await serve(status(500));
    const setup = await open({ routes: [{ target: { url: server.url } }] });
    const { deliveryId } = await capture(setup);
    await setup.settled(deliveryId, 'failed');
    expect(setup.parts.history.attempts.of(deliveryId).at(-1)?.sequel).toEqual({
      kind: 'gave_up',
      reason: 'The target took it and answered 500. Without a retry policy it is not sent again.',
    });
  });
});

it('takes up what was caught but not yet queued when the engine died', async () => {
  const server = await serve();
  const dataDir = await testDir();
  const before = await open({ routes: [route(server.url)] }, dataDir);
  const { deliveryId } = await capture(before, { accept: false });
  await before.stop();
  const after = await open({}, dataDir);
  after.queue.start();
  after.forwarding.start();
  await after.settled(deliveryId, 'succeeded');
  expect(server.received).toHaveLength(1);
});

it('holds deliveries while forwarding is paused, and lets them go in their order', async () => {
  const server = await serve();
  const setup = await open({ routes: [route(server.url)], paused: true });
  const sent = [];
  for (const body of ['0', '1', '2']) sent.push(await capture(setup, { body }));
  for (const { deliveryId } of sent) await setup.settled(deliveryId, 'held');
  const hold = { history: setup.parts.history, queue: setup.queue };
  const held = heldAttempts(hold, setup.endpoint.webhookId);
  expect(held).toHaveLength(3);
  expect(server.received).toEqual([]);
  release(hold, held);
  for (const { deliveryId } of sent) await setup.settled(deliveryId, 'succeeded');
  expect(bodies(server)).toEqual(['0', '1', '2']);
});
