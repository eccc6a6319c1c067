import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { simulateOne } from '#core/retry/simulation/simulate-one.ts';
import { Simulation } from '#core/retry/simulation/simulation.ts';
import { verify } from '#core/signing/verify/verify.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { testEngine } from '../../support/engine.ts';

interface Seen {
  request: IncomingMessage;
  body: Buffer;
  atMs: number;
}

/** A handler that answers by its script, the last answer for good, and keeps what it got. */
async function handler(...statuses: number[]) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    seen.push({ request, body: Buffer.concat(chunks), atMs: Date.now() });
    response.statusCode = statuses[Math.min(seen.length, statuses.length) - 1] ?? 200;
    response.end('noted');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, seen };
}

const pairs = ({ headers }: IncomingMessage) =>
  Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);

const secret = 'whsec_fast_forward';
const event = { provider: 'stripe', eventType: 'invoice.payment_failed', secret };

describe('a policy run for real in compressed time', () => {
  test("plays Stripe's three days against a handler that fails and then heals, in seconds", async () => {
    const { client } = await testEngine();
    const target = await handler(500, 503, 500, 502, 200);
    const run = await client.retry.fastForward({
      provider: 'stripe',
      target: { url: target.url },
      event,
      withinMs: 500,
    });
    expect(run.result).toBe('succeeded');
    expect(run.policyOrigin).toBe('hint');
    expect(run.attempts.map(({ status }) => status)).toEqual([500, 503, 500, 502, 200]);
    expect(target.seen).toHaveLength(5);
    expect(run.totalMs).toBeGreaterThan(3_600_000);
    // Half an hour and more of waits, squeezed so that all three days would pass in half a second.
    expect(run.factor).toBeGreaterThan(100_000);
  });

  test('makes the attempts that the simulator foretold: as many, in the same order, with the same waits', async () => {
    const { client } = await testEngine();
    const policy = {
      maxAttempts: 5,
      schedule: { kind: 'exponential' as const, baseMs: 60_000, factor: 3 },
      jitter: { kind: 'none' as const },
    };
    const target = await handler(500, 500, 429, 200);
    const run = await client.retry.fastForward({ policy, target: { url: target.url }, event, withinMs: 400 });
    const told = simulateOne(
      Simulation.parse({
        policy,
        scenario: {
          rules: [
            { attempts: { from: 1, to: 2 }, behaviour: { do: 'respond', status: 500 } },
            { attempts: { from: 3, to: 3 }, behaviour: { do: 'respond', status: 429 } },
          ],
        },
      }),
    );
    expect(run.attempts.map(({ status, waitMs }) => [status, waitMs])).toEqual(
      told.attempts.map(({ status, waitMs }) => [status, waitMs]),
    );
  });

  test('signs each attempt anew, with the real time so that tolerance checks pass', async () => {
    const { client } = await testEngine();
    const target = await handler(500, 200);
    await client.retry.fastForward({ provider: 'stripe', target: { url: target.url }, event, withinMs: 200 });
    for (const { request, body, atMs } of target.seen) {
      const signed = { method: 'POST', url: target.url, rawHeaders: pairs(request), body };
      const verdict = verify(requireProvider('stripe').scheme, signed, [secret], {
        crypto: nodeCrypto,
        nowMs: atMs,
      });
      expect(verdict).toMatchObject({ ok: true });
    }
  });

  test('with the virtual clock carries timestamps as far ahead as the policy waited', async () => {
    const { client } = await testEngine();
    const target = await handler(500, 500, 200);
    const run = await client.retry.fastForward({
      policy: { maxAttempts: 3, schedule: { kind: 'list', waitsMs: [3_600_000, 7_200_000] } },
      target: { url: target.url },
      event,
      withinMs: 200,
      timestamps: 'virtual',
    });
    const [first, , third] = run.attempts;
    const aheadMs = Date.parse(third?.signedAt ?? '') - Date.parse(first?.signedAt ?? '');
    expect(aheadMs).toBeGreaterThanOrEqual(10_800_000);
    const stamp = /t=(\d+)/.exec(String(target.seen[2]?.request.headers['stripe-signature']))?.[1];
    expect(Number(stamp) * 1000).toBeGreaterThan(Date.now() + 10_000_000);
  });

  test('cuts off answers on purpose, so that the handler gets a second delivery of what it has done', async () => {
    const { client } = await testEngine();
    const target = await handler(200);
    const run = await client.retry.fastForward({
      provider: 'stripe',
      target: { url: target.url },
      event,
      withinMs: 300,
      loseAnswers: 1,
    });
    expect(run.attempts.map(({ how, status, failed }) => [how, status, failed])).toEqual([
      ['lost', null, 'reset'],
      ['sent', 200, null],
    ]);
    expect(target.seen).toHaveLength(2);
    expect(target.seen[1]?.body.equals(target.seen[0]?.body ?? Buffer.alloc(0))).toBe(true);
  });

  test('sends copies of the first attempt at the same moment', async () => {
    const { client } = await testEngine();
    const target = await handler(200);
    const run = await client.retry.fastForward({
      provider: 'stripe',
      target: { url: target.url },
      event,
      copies: 3,
    });
    expect(run.attempts[0]?.copies).toEqual([200, 200, 200]);
    expect(target.seen).toHaveLength(4);
  });

  test('plays what a rule of the scenario catches instead of sending it', async () => {
    const { client } = await testEngine();
    const target = await handler(200);
    const run = await client.retry.fastForward({
      provider: 'stripe',
      target: { url: target.url },
      event,
      withinMs: 300,
      scenario: 'down 0-1h; then 200',
    });
    expect(run.attempts.at(-1)).toMatchObject({ how: 'sent', status: 200 });
    expect(
      run.attempts.slice(0, -1).every(({ how, failed }) => how === 'played' && failed === 'refused'),
    ).toBe(true);
    expect(target.seen).toHaveLength(1);
  });

  test('ends at once when it is cancelled', async () => {
    const { client } = await testEngine();
    const target = await handler(500);
    const controller = new AbortController();
    const run = client.retry.fastForward(
      { provider: 'stripe', target: { url: target.url }, event, withinMs: 3_600_000, runId: 'mine' },
      { signal: controller.signal },
    );
    await expect.poll(() => target.seen.length).toBe(1);
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('refuses a policy without an end', async () => {
    const { client } = await testEngine();
    const policy = { maxAttempts: null, schedule: { kind: 'linear' as const, firstMs: 1000, stepMs: 0 } };
    await expect(
      client.retry.fastForward({ policy, target: { url: 'http://127.0.0.1:9/' }, event }),
    ).rejects.toBeInstanceOf(TackleboxError);
  });
});
