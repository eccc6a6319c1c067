import { createHash } from 'node:crypto';
import { createContractClient } from '#core/contract/client.ts';
import type { ContractClient } from '#core/contract/index.ts';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { createEngine } from '#main/engine/create-engine.ts';
import type { Engine } from '#main/engine/engine.ts';
import { version } from '#main/hosts/version.ts';
import {
  endpoints,
  historyMinutes,
  outgoing,
  remarkable,
  retriesDueAt,
  targetDownAt,
  usual,
  usualCount,
} from './plan.ts';
import { postEvent, type SeedEvent } from './post-event.ts';
import { type SeedTarget, startSeedTarget } from './seed-target.ts';
import { type TurnedClock, turnedClock } from './turned-clock.ts';

/** A port that nobody listens on: attempts are refused at once. */
const nobody = 'http://127.0.0.1:9/hooks';

/** Secrets that are the same in every seeded history; the tests of the interface may rely on them. */
const seedSecret = (key: string) => createHash('sha256').update(`tacklebox seed ${key}`).digest('hex');

interface Open {
  engine: Engine;
  client: ContractClient;
}

interface Action {
  atMinutesAgo: number;
  run(open: Open, nowMs: number): Promise<void>;
}

async function openEngine(dataDir: string, clock: TurnedClock): Promise<Open> {
  const engine = await createEngine({ host: 'cli', version, dataDir, clock, receiverPort: 0 });
  return { engine, client: createContractClient((name, input) => engine.dispatch(name, input)) };
}

/** Resolves when no attempt is under way and none is due: the clock is turned only between attempts. */
async function settled({ client }: Open, clock: TurnedClock): Promise<void> {
  for (;;) {
    const [sent, latest] = await Promise.all([
      client.deliveries.list({ direction: 'out' }),
      client.deliveries.list({ direction: 'in', limit: 1 }),
    ]);
    const wholes = await Promise.all(
      [...sent.items, ...latest.items].map(({ deliveryId }) => client.deliveries.get({ deliveryId })),
    );
    const busy = wholes
      // What is retained waits for its target, which does not come back.
      .flatMap(({ state, attemptList }) => (state === 'retained' ? [] : attemptList))
      .some(
        ({ state, scheduledAt }) =>
          state === 'running' || (state === 'scheduled' && Date.parse(scheduledAt) <= clock.nowMs()),
      );
    if (!busy) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function catching(target: SeedTarget): {
  make: Action;
  post(atMinutesAgo: number, key: string, event: SeedEvent): Action;
} {
  const ids = new Map<string, string>();
  const random = seededRandom(1);
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
  return {
    make: {
      atMinutesAgo: historyMinutes,
      async run({ client }) {
        for (const { key, name, provider, forwardTo, keepsFailed } of endpoints) {
          const { webhookId } = await client.endpoints.create({
            name,
            provider,
            secret: seedSecret(key),
            enforce: keepsFailed ? 'never' : undefined,
          });
          ids.set(key, webhookId);
          if (forwardTo)
            await client.endpoints.update({ webhookId, forward: { url: target.urlOf(forwardTo) } });
        }
      },
    },
    post: (atMinutesAgo, key, event) => ({
      atMinutesAgo,
      async run({ engine }, nowMs) {
        // The receiver has another port each time the engine is opened.
        const url = engine.parts.receiver.urlsOf(ids.get(key) ?? '').url;
        await postEvent(url, seedSecret(key), event, nowMs, randomBytes);
      },
    }),
  };
}

function usualTraffic(post: ReturnType<typeof catching>['post']): Action[] {
  const random = seededRandom(2);
  const keys = Object.keys(usual);
  return Array.from({ length: usualCount }, () => {
    const key = keys[Math.floor(random() * keys.length)] ?? 'generic';
    const events = usual[key] ?? [];
    const event = events[Math.floor(random() * events.length)] ?? { provider: 'generic', payload: {} };
    return post(random() * (historyMinutes - 2), key, event);
  });
}

const sending = (target: SeedTarget): Action[] =>
  outgoing.map(({ atMinutesAgo, provider, eventType, to, retryPolicy }) => ({
    atMinutesAgo,
    async run({ client }) {
      const url = to === 'nobody' ? nobody : target.urlOf(to);
      await client.deliveries.send({
        provider,
        eventType,
        secret: seedSecret(provider),
        target: { url },
        drawSeed: atMinutesAgo,
        retryPolicy: retryPolicy ?? {},
      });
    },
  }));

/** Writes the history into a fresh folder by living through it: a real engine, real requests, a clock turned back. */
export async function seed(dataDir: string): Promise<{ caught: number; rejected: number; sent: number }> {
  const clock = turnedClock();
  const endMs = Date.now();
  const target = await startSeedTarget();
  const { make, post } = catching(target);
  const reopen: Action[] = retriesDueAt.map((atMinutesAgo) => ({ atMinutesAgo, run: async () => undefined }));
  const actions = [
    make,
    ...usualTraffic(post),
    ...remarkable.map(({ atMinutesAgo, endpoint, event }) => post(atMinutesAgo, endpoint, event)),
    ...sending(target),
    ...reopen,
    { atMinutesAgo: targetDownAt, run: () => target.close() },
  ].sort((a, b) => b.atMinutesAgo - a.atMinutesAgo);

  clock.set(endMs - historyMinutes * 60_000);
  let open = await openEngine(dataDir, clock);
  for (const action of actions) {
    const nowMs = endMs - action.atMinutesAgo * 60_000;
    clock.set(nowMs);
    if (reopen.includes(action)) {
      await open.engine.close();
      open = await openEngine(dataDir, clock);
    } else {
      await action.run(open, nowMs);
    }
    await settled(open, clock);
  }
  const { counts } = await open.client.system.info({});
  await open.engine.close();
  return { caught: counts.in, rejected: counts.rejected, sent: counts.out };
}
