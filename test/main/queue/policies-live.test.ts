import { afterEach, describe, expect, it } from 'vitest';
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

async function open(more: Parameters<typeof openQueueEngine>[1] = {}): Promise<QueueEngine> {
  const engine = openQueueEngine(await testDir(), more);
  closers.push(engine.close);
  return engine;
}

const list = (waitsMs: number[]) => ({ kind: 'list' as const, waitsMs });
const hang: Answering = () => {};

describe('a policy that is played live', () => {
  it('tells with each retry which it is and why, in the words of the provider', async () => {
    const server = await serve(inTurn(status(500), status(302), status(200)));
    const { send, settled } = await open();
    const { deliveryId } = send(
      { url: server.url },
      {
        policy: {
          maxAttempts: 3,
          schedule: list([1, 1]),
          retryHeaders: [
            { name: 'X-Slack-Retry-Num', value: '{retry}' },
            { name: 'X-Slack-Retry-Reason', value: '{reason}' },
          ],
          retryReasons: { status: 'http_error', redirects: 'too_many_redirects' },
        },
      },
    );
    await settled(deliveryId, 'succeeded');
    expect(
      server.received.map(({ header }) => [header('x-slack-retry-num'), header('x-slack-retry-reason')]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'too_many_redirects'],
    ]);
  });

  it('ends where the answer asks to be left alone, and says so', async () => {
    const server = await serve(status(500, { 'X-Slack-No-Retry': '1' }));
    const { send, settled, parts } = await open();
    const { deliveryId } = send(
      { url: server.url },
      {
        policy: {
          maxAttempts: 4,
          schedule: list([1, 1, 1]),
          giveUpOnHeaders: [{ name: 'x-slack-no-retry', value: '1' }],
        },
      },
    );
    await settled(deliveryId, 'dead_letter');
    expect(server.received).toHaveLength(1);
    expect(parts.history.attempts.of(deliveryId).at(-1)?.sequel).toMatchObject({
      kind: 'gave_up',
      reason: expect.stringContaining('x-slack-no-retry: 1'),
    });
  });

  it('switches its target off and on again, and what comes meanwhile is a dead letter that was not tried', async () => {
    const server = await serve(inTurn(status(500), status(500), status(200)));
    const { send, settled, queue, parts } = await open();
    const policy = { maxAttempts: 1, disableAfter: { failedDeliveries: 2 } };
    for (let i = 0; i < 2; i++) {
      const { deliveryId } = send({ url: server.url }, { policy });
      await settled(deliveryId, 'failed', 'dead_letter');
    }
    expect(queue.status().switchedOff).toMatchObject([
      { url: server.url, until: null, because: '2 deliveries in a row were given up' },
    ]);
    const { deliveryId } = send({ url: server.url }, { policy });
    await settled(deliveryId, 'dead_letter');
    expect(server.received).toHaveLength(2);
    expect(parts.history.attempts.of(deliveryId)).toMatchObject([
      { state: 'failed', startedAt: null, sequel: { kind: 'switched_off' } },
    ]);
    // Another policy is not bound by it.
    await settled(send({ url: server.url }, { policy: { maxAttempts: 1 } }).deliveryId, 'succeeded');
    expect(queue.switchOn(server.url)).toBe(true);
    expect(queue.status().switchedOff).toEqual([]);
    await settled(send({ url: server.url }, { policy }).deliveryId, 'succeeded');
  });

  it('stays switched off over a restart, and comes back by itself where its rule says so', async () => {
    const server = await serve(inTurn(status(500), status(200)));
    const dataDir = await testDir();
    let nowMs = Date.now();
    const clock = { nowMs: () => nowMs };
    const policy = {
      maxAttempts: 1,
      disableAfter: { failedAttempts: 1, recovery: { afterMs: 3_600_000 } },
    };
    const first = openQueueEngine(dataDir, { clock });
    await first.settled(first.send({ url: server.url }, { policy }).deliveryId, 'failed', 'dead_letter');
    await first.close();
    const second = openQueueEngine(dataDir, { clock });
    closers.push(second.close);
    await second.settled(second.send({ url: server.url }, { policy }).deliveryId, 'dead_letter');
    nowMs += 3_600_000;
    await second.settled(second.send({ url: server.url }, { policy }).deliveryId, 'succeeded');
    expect(server.received).toHaveLength(2);
  });

  it('hands over one delivery at a time where the policy is ordered', async () => {
    const server = await serve(inTurn(status(500), status(500), status(200)));
    const { send, settled } = await open();
    const policy = { maxAttempts: 3, schedule: list([20, 20]), ordered: true };
    const bodies = ['1', '2', '3'];
    const sent = bodies.map((body) => send({ url: server.url }, { policy, body }));
    for (const { deliveryId } of sent) await settled(deliveryId, 'succeeded');
    expect(server.received.map(({ body }) => body)).toEqual(['1', '1', '1', '2', '3']);
  });
});

describe('what a person asks for', () => {
  it('never waits behind attempts that hang', async () => {
    const server = await serve((request, response) => {
      if (request.body === 'click') response.writeHead(200).end();
    });
    const { send, settled } = await open();
    for (let i = 0; i < 12; i++) send({ url: server.url, timeoutMs: 60_000 }, { body: `hangs ${i}` });
    await settled(send({ url: server.url }, { body: 'click' }).deliveryId, 'succeeded');
  });

  it('has as many places at one target as the settings say', async () => {
    const server = await serve(hang);
    const { send, parts } = await open();
    parts.settings.update({ targetConcurrency: 2 });
    for (let i = 0; i < 3; i++) send({ url: server.url, timeoutMs: 60_000 });
    await server.receivedAtLeast(2);
    expect(server.mostAtOnce()).toBe(2);
  });
});

describe('a clock that jumps', () => {
  const waiting = { maxAttempts: 2, schedule: list([3_600_000]) };

  it('ahead, as after sleep, makes what is overdue at once', async () => {
    const server = await serve(inTurn(status(500), status(200)));
    let aheadMs = 0;
    const { send, settled } = await open({ clock: { nowMs: () => Date.now() + aheadMs } });
    const { deliveryId } = send({ url: server.url }, { policy: waiting });
    await settled(deliveryId, 'retrying');
    aheadMs = 7_200_000;
    await settled(deliveryId, 'succeeded');
  });

  it('back takes what is scheduled with it, so that no wait is stretched', async () => {
    const server = await serve(inTurn(status(500), status(200)));
    let backMs = 0;
    const { send, settled, parts } = await open({ clock: { nowMs: () => Date.now() - backMs } });
    const { deliveryId } = send({ url: server.url }, { policy: waiting });
    await settled(deliveryId, 'retrying');
    const dueMs = () => parts.history.attempts.queuedOf(deliveryId).at(-1)?.scheduledAtMs ?? 0;
    const before = dueMs();
    backMs = 86_400_000;
    await expect.poll(dueMs, { timeout: 10_000 }).toBeLessThan(before - 86_000_000);
    expect(dueMs()).toBeGreaterThan(before - 86_500_000);
  });
});
