import type { EngineEvent } from '#core/contract/index.ts';
import { Target, type TargetInput } from '#core/delivery/attempt.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';
import { createEventBus } from '#main/engine/events.ts';
import { newId } from '#main/engine/history/ids.ts';
import { openHistory } from '#main/engine/history/open-history.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import type { Queue } from '#main/engine/queue/queue.ts';
import { createQueue, type QueueParts } from '#main/engine/queue/queue.ts';
import { createSettingsStore } from '#main/engine/settings-store.ts';
import { keyFileBox } from '#main/engine/vault/secret-box.ts';
import { createVault } from '#main/engine/vault/vault.ts';

/** The queue over a real history, without a receiver. */
export interface QueueEngine {
  parts: QueueParts;
  queue: Queue;
  /** All events so far. */
  seen: EngineEvent[];
  bugs: unknown[];
  /** Keeps an `out` delivery and queues its first attempt. */
  send(
    target: TargetInput,
    options?: { policy?: RetryPolicyInput; body?: string | Uint8Array },
  ): {
    deliveryId: string;
    attemptId: string;
  };
  /** Resolves when a delivery is in one of these states. */
  settled(deliveryId: string, ...states: DeliverySummary['state'][]): Promise<DeliverySummary>;
  close(): Promise<void>;
}

export function openQueueEngine(dataDir: string, more: Partial<QueueParts> = {}): QueueEngine {
  const clock = { nowMs: () => Date.now() };
  const bugs: unknown[] = [];
  const onBug = (error: unknown) => bugs.push(error);
  const history = openHistory({ dataDir, clock, durability: 'normal', onBug });
  const events = createEventBus({ counts: () => history.counts(), onBug });
  const seen: EngineEvent[] = [];
  const watchers = new Set<() => void>();
  events.subscribe((batch) => {
    seen.push(...batch);
    for (const watcher of watchers) watcher();
  });
  const vault = createVault({
    repo: history.secrets,
    transaction: history.transaction,
    box: keyFileBox(dataDir),
    clock,
  });
  const settings = createSettingsStore(history.settings, events);
  const parts: QueueParts = {
    host: 'serve',
    version: '0.0.0',
    dataDir,
    clock,
    crypto: nodeCrypto,
    events,
    history,
    vault,
    settings,
    onBug,
    ...more,
  };
  const queue = createQueue(parts);
  return {
    parts,
    queue,
    seen,
    bugs,
    send(given, { policy, body = '{}' } = {}) {
      const target = Target.parse(given);
      return history.transaction(() => {
        const deliveryId = newId('whd', clock.nowMs());
        history.deliveries.insertOutgoing({
          deliveryId,
          provider: 'generic',
          eventType: 'test',
          method: 'POST',
          url: target.url,
          rawHeaders: [
            ['Content-Type', 'application/json'],
            ['X-Delivery', deliveryId],
          ],
          body: Buffer.from(body),
          contentType: 'application/json',
          createdAtMs: clock.nowMs(),
          sendTarget: target,
          retryPolicy: policy ? RetryPolicy.parse(policy) : null,
          secretRef: null,
          scheme: null,
          eventId: null,
        });
        const { attemptId } = queue.enqueue({ deliveryId, target, reason: 'send' });
        return { deliveryId, attemptId };
      });
    },
    settled: (deliveryId, ...states) =>
      new Promise((resolve) => {
        const look = () => {
          const { summary } = history.deliveries.get(deliveryId);
          if (!states.includes(summary.state)) return;
          watchers.delete(look);
          resolve(summary);
        };
        watchers.add(look);
        look();
      }),
    async close() {
      await queue.close();
      events.flush();
      await history.close();
    },
  };
}
