import { afterEach, describe, expect, it } from 'vitest';
import { Target } from '#core/delivery/attempt.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { originConcurrency } from '#main/engine/queue/lanes.ts';
import { type Answering, countingServer, inTurn, status } from '../../support/counting-server.ts';
import { openQueueEngine, type QueueEngine } from '../../support/queue-engine.ts';
import { testDir } from '../../support/temp-dir.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(answer?: Answering) {
  const server = await countingServer(answer);
  closers.push(server.close);
  return server;
}

function open(dataDir: string): QueueEngine {
  const engine = openQueueEngine(dataDir);
  closers.push(engine.close);
  return engine;
}

const quick = (waits: number[], more = {}) => ({
  maxAttempts: waits.length + 1,
  schedule: { kind: 'list' as const, waitsMs: waits },
  ...more,
});
const hang: Answering = () => {};

describe('an attempt', () => {
  it('is made at once and kept whole', async () => {
    const server = await serve((_request, response) => response.writeHead(201, { 'X-A': '1' }).end('done'));
    const { send, queue, parts, settled } = open(await testDir());
    const { deliveryId, attemptId } = send({ url: server.url }, { body: '{"n":1}' });
    const attempt = await queue.ended(attemptId);
    expect(attempt).toMatchObject({
      number: 1,
      reason: 'send',
      state: 'succeeded',
      request: { method: 'POST', target: '/hook', bodyBytes: 7 },
      outcome: { kind: 'responded', status: 201, body: { data: 'done' } },
    });
    expect(server.received[0]?.body).toBe('{"n":1}');
    expect(await settled(deliveryId, 'succeeded')).toMatchObject({ status: 201, attempts: 1 });
    expect(parts.history.attempts.responseBody(attemptId).toString()).toBe('done');
  });

  it('that fails without a policy leaves the delivery failed, with its reason', async () => {
    const { send, settled, parts } = open(await testDir());
    const server = await serve();
    await server.close();
    closers.pop();
    const { deliveryId, attemptId } = send({ url: server.url });
    await settled(deliveryId, 'failed');
    expect(parts.history.attempts.find(attemptId)?.outcome).toMatchObject({
      kind: 'failed',
      code: 'refused',
    });
  });

  it('says so where it could not even be signed', async () => {
    const server = await serve();
    const { queue, send, parts } = open(await testDir());
    const { deliveryId } = send({ url: server.url });
    const attempt = queue.enqueue({
      deliveryId,
      target: Target.parse({ url: server.url }),
      reason: 'replay',
      plan: { sign: { scheme: Scheme.parse({ kind: 'basic' }), secretRef: 'sec_GONE', eventId: null } },
    });
    expect(await queue.ended(attempt.attemptId)).toMatchObject({
      state: 'failed',
      outcome: { kind: 'failed', message: expect.stringContaining('Nothing was sent') },
    });
    expect(parts.history.attempts.of(deliveryId)).toHaveLength(2);
  });
});

describe('a retry policy', () => {
  it('tries again until it succeeds', async () => {
    const server = await serve(inTurn(status(500), status(503), status(200)));
    const { send, settled, parts } = open(await testDir());
    const { deliveryId } = send({ url: server.url }, { policy: quick([1, 1, 1]) });
    expect(await settled(deliveryId, 'succeeded')).toMatchObject({ attempts: 3, status: 200 });
    expect(
      parts.history.attempts.of(deliveryId).map(({ number, reason, state }) => [number, reason, state]),
    ).toEqual([
      [1, 'send', 'failed'],
      [2, 'retry', 'failed'],
      [3, 'retry', 'succeeded'],
    ]);
  });

  it('ends as a dead letter when all attempts are used up', async () => {
    const server = await serve(status(500));
    const { send, settled } = open(await testDir());
    const { deliveryId } = send({ url: server.url }, { policy: quick([1, 1]) });
    expect(await settled(deliveryId, 'dead_letter')).toMatchObject({ attempts: 3 });
    expect(server.received).toHaveLength(3);
  });

  it('gives up at once on an answer that it gives up on', async () => {
    const server = await serve(status(410));
    const { send, settled } = open(await testDir());
    const { deliveryId } = send({ url: server.url }, { policy: quick([1, 1], { giveUpOn: '410' }) });
    await settled(deliveryId, 'dead_letter');
    expect(server.received).toHaveLength(1);
  });

  it('waits as long as Retry-After asks', async () => {
    const server = await serve(inTurn(status(429, { 'Retry-After': '3600' }), status(200)));
    const { send, settled, parts, queue } = open(await testDir());
    const { deliveryId, attemptId } = send(
      { url: server.url },
      { policy: quick([1], { retryAfter: 'honour' }) },
    );
    const first = await queue.ended(attemptId);
    await settled(deliveryId, 'retrying');
    const second = parts.history.attempts.of(deliveryId)[1];
    const waitMs = Date.parse(second?.scheduledAt ?? '') - Date.parse(first.startedAt ?? '');
    expect(waitMs).toBeGreaterThanOrEqual(3_600_000);
    expect(queue.runNow(deliveryId)).toBe(1);
    await settled(deliveryId, 'succeeded');
    expect(parts.history.attempts.of(deliveryId)[1]?.reason).toBe('retry-now');
  });

  it("gives each attempt the policy's own time", async () => {
    const server = await serve(hang);
    const { send, queue } = open(await testDir());
    const { attemptId } = send({ url: server.url }, { policy: { timeoutMs: 60 } });
    expect((await queue.ended(attemptId)).outcome).toMatchObject({
      kind: 'failed',
      code: 'response_timeout',
    });
  });
});

it('signs every attempt anew, with its own time and the same event id', async () => {
  const server = await serve(inTurn(status(500), status(200)));
  const dataDir = await testDir();
  let nowMs = Date.now();
  const engine = openQueueEngine(dataDir, { clock: { nowMs: () => (nowMs += 2000) } });
  closers.push(engine.close);
  const { parts, queue, settled } = engine;
  const scheme = Scheme.parse({
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'webhook-signature' }, format: 'v1,{signature}' },
    timestamp: { at: { in: 'header', name: 'webhook-timestamp' } },
    id: { in: 'header', name: 'webhook-id' },
  });
  const target = Target.parse({ url: server.url });
  const { deliveryId } = engine.send({ url: server.url });
  queue.cancel(deliveryId);
  queue.enqueue({
    deliveryId,
    target,
    reason: 'redeliver',
    plan: {
      policy: RetryPolicy.parse(quick([0])),
      sign: { scheme, secretRef: parts.vault.keep('a-secret'), eventId: 'msg_1' },
    },
  });
  await settled(deliveryId, 'succeeded');
  const [first, second] = server.received.slice(-2);
  expect([first?.header('webhook-id'), second?.header('webhook-id')]).toEqual(['msg_1', 'msg_1']);
  expect(Number(second?.header('webhook-timestamp'))).toBeGreaterThan(
    Number(first?.header('webhook-timestamp')),
  );
  expect(first?.header('webhook-signature')).not.toBe(second?.header('webhook-signature'));
});

describe('room', () => {
  it('is bounded per origin, and a target that hangs keeps no other waiting', async () => {
    const slow = await serve(hang);
    const fast = await serve();
    const { send, settled } = open(await testDir());
    const stuck = Array.from({ length: 20 }, () => send({ url: slow.url, timeoutMs: 60_000 }));
    await slow.receivedAtLeast(originConcurrency);
    await settled(send({ url: fast.url }).deliveryId, 'succeeded');
    expect(slow.received).toHaveLength(originConcurrency);
    expect(stuck).toHaveLength(20);
  });

  it('goes to the next in line when one has ended', async () => {
    const server = await serve((_request, response) => setImmediate(() => response.end()));
    const { send, settled } = open(await testDir());
    const sent = Array.from({ length: 60 }, () => send({ url: server.url }));
    for (const { deliveryId } of sent) await settled(deliveryId, 'succeeded');
    expect(server.received).toHaveLength(60);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(originConcurrency);
  });
});

describe('control', () => {
  it('begins nothing while paused, across a restart, and goes on when resumed', async () => {
    const server = await serve();
    const dataDir = await testDir();
    const first = openQueueEngine(dataDir);
    first.queue.pause();
    const { deliveryId } = first.send({ url: server.url });
    await first.close();
    const second = open(dataDir);
    second.queue.start();
    expect(second.queue.status().paused).toBe(true);
    expect(server.received).toHaveLength(0);
    second.queue.resume();
    await second.settled(deliveryId, 'succeeded');
  });

  it('cancels what waits and what is under way', async () => {
    const server = await serve(hang);
    const { send, queue, settled, parts } = open(await testDir());
    const { deliveryId, attemptId } = send({ url: server.url }, { policy: quick([1, 1]) });
    await server.receivedAtLeast(1);
    expect(queue.cancel(deliveryId)).toBe(1);
    await settled(deliveryId, 'cancelled');
    expect(parts.history.attempts.of(deliveryId)).toMatchObject([{ attemptId, state: 'cancelled' }]);
    expect(queue.cancel(deliveryId)).toBe(0);
  });
});

describe('a restart', () => {
  it('goes on with what was scheduled', async () => {
    const server = await serve(inTurn(status(500), status(200)));
    const dataDir = await testDir();
    const first = openQueueEngine(dataDir);
    const { deliveryId } = first.send({ url: server.url }, { policy: quick([3_600_000]) });
    await first.settled(deliveryId, 'retrying');
    await first.close();
    const second = open(dataDir);
    second.queue.start();
    second.queue.runNow(deliveryId);
    await second.settled(deliveryId, 'succeeded');
  });

  it('marks an attempt that was cut off as interrupted and makes the next one by the policy', async () => {
    const server = await serve();
    const dataDir = await testDir();
    const first = openQueueEngine(dataDir);
    first.queue.pause();
    const { deliveryId, attemptId } = first.send({ url: server.url }, { policy: quick([1]) });
    first.parts.history.attempts.start(attemptId, Date.now());
    await first.parts.history.close();
    const second = open(dataDir);
    second.queue.resume();
    second.queue.start();
    await second.settled(deliveryId, 'succeeded');
    expect(second.parts.history.attempts.of(deliveryId)).toMatchObject([
      { state: 'failed', outcome: { kind: 'failed', code: 'interrupted' } },
      { state: 'succeeded', number: 2 },
    ]);
  });
});
