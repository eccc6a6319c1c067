import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { RetryPolicy } from '#core/retry/policy.ts';
import type { BrowserStage } from './stages.ts';

/** How to come to a picture from the open page. */
export type Reach = (page: Page) => Promise<void>;

const Sent = z.object({ deliveryId: z.string() });
const Made = z.object({ webhookId: z.string(), url: z.string() });
const Rows = z.object({ items: z.array(z.object({ deliveryId: z.string(), state: z.string() })) });

const exponential = RetryPolicy.parse({
  maxAttempts: 8,
  schedule: { kind: 'exponential', baseMs: 5000, factor: 4, capMs: 36_000_000 },
  jitter: { kind: 'full' },
});
const switchesOff = RetryPolicy.parse({
  maxAttempts: 12,
  schedule: { kind: 'exponential', baseMs: 60_000, factor: 2 },
  disableAfter: { failedAttempts: 5, recovery: { afterMs: 7_200_000 } },
});

const stripe = { provider: 'stripe', policy: exponential };

/** A simulation as its file has it; the page reads the file as a user would hand it over. */
const simulated =
  (draft: { first?: unknown; others?: unknown; scenarioText: string; deliveries?: number }): Reach =>
  async (page) => {
    await page.goto(new URL('#/simulate', page.url()).href);
    const file = {
      kind: 'tacklebox-simulation',
      version: 2,
      first: stripe,
      others: [],
      seed: 7,
      deliveries: 1,
      overMs: 3_600_000,
      latencyMs: 50,
      receiverConcurrency: null,
      receiverPerSecond: null,
      senderConcurrency: null,
      ...draft,
    };
    await page.getByLabel('Simulation file').setInputFiles({
      name: 'situation.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    });
    await page.waitForLoadState('networkidle');
    if (draft.deliveries) await page.getByRole('table', { name: 'Figures' }).waitFor({ timeout: 120_000 });
  };

const shown =
  (deliveryId: string): Reach =>
  async (page) => {
    await page.goto(new URL(`#/inbox/${deliveryId}`, page.url()).href);
    await page.getByRole('tab', { name: /Timeline/ }).click();
    await page.getByRole('figure').first().waitFor();
  };

/** A handler that answers `status` to its first requests, then 200; none at all where it is told to hang. */
async function handler(answer: (count: number, response: ServerResponse) => void): Promise<Server> {
  let count = 0;
  const server = createServer((request: IncomingMessage, response) => {
    request.resume();
    count += 1;
    answer(count, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const urlOf = (server: Server): string => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hooks`;
};

/** Everything that a timeline can show, each in a delivery or a simulation of its own. `close` ends what was started for it. */
export async function timelineSituations(
  stage: BrowserStage,
): Promise<{ reach: Record<string, Reach>; close(): void }> {
  const heals = await handler((count, response) => response.writeHead(count < 3 ? 503 : 200).end());
  const asks = await handler((count, response) =>
    response.writeHead(count === 1 ? 429 : 503, { 'retry-after': '900' }).end(),
  );
  const refuses = await handler((_count, response) => response.writeHead(410).end('gone'));
  const servers = [heals, asks, refuses];

  const send = async (url: string, retryPolicy: unknown, wait = false): Promise<string> =>
    Sent.parse(
      await stage.call('deliveries.send', {
        provider: 'github',
        eventType: 'push',
        target: { url },
        retryPolicy,
        wait,
      }),
    ).deliveryId;
  const policy = (part: object) => RetryPolicy.parse({ ...exponential, jitter: { kind: 'none' }, ...part });
  const caughtBy = async (forward: unknown): Promise<string> => {
    const made = Made.parse(
      await stage.call('endpoints.create', { name: 'Screenshots', provider: 'generic', enforce: 'never' }),
    );
    await stage.call('endpoints.update', { webhookId: made.webhookId, forward });
    await fetch(made.url, {
      method: 'POST',
      body: '{"type":"order.paid"}',
      headers: { 'content-type': 'application/json' },
    });
    const { items } = Rows.parse(
      await stage.call('deliveries.list', { webhookId: made.webhookId, limit: 1 }),
    );
    return items[0]?.deliveryId ?? '';
  };

  const single = await send(
    urlOf(heals),
    policy({ schedule: { kind: 'list', waitsMs: [300, 900, 60_000] } }),
  );
  const live = await send(urlOf(asks), policy({ retryAfter: 'honour' }));
  const dead = await send(
    urlOf(refuses),
    policy({ schedule: { kind: 'list', waitsMs: [300, 700] }, maxAttempts: 3 }),
  );
  const route = (url: string, paused: boolean) => ({ routes: [{ target: { url } }], paused });
  const retained = await caughtBy(route('http://127.0.0.1:9/hooks', false));
  const held = await caughtBy(route(urlOf(heals), true));
  const forwarded = await caughtBy(route(urlOf(heals), false));

  return {
    reach: {
      single: shown(single),
      live: shown(live),
      'dead-letter': shown(dead),
      retained: shown(retained),
      held: shown(held),
      forwarded: shown(forwarded),
      outage: simulated({ scenarioText: 'down 0-6h, 6h-7h: 503 retry-after 1200; then 200' }),
      disabled: simulated({
        first: { provider: null, policy: switchesOff },
        scenarioText: 'down 0-30h; then 200',
      }),
      compare: simulated({
        others: [{ provider: null, policy: exponential }],
        scenarioText: 'down 0-6h; then 200',
      }),
      storm: simulated({
        first: { provider: null, policy: exponential },
        scenarioText: 'down 0-30min; then 200',
        deliveries: 100_000,
      }),
    },
    close() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
