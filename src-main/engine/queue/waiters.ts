import type { Attempt } from '#core/delivery/attempt.ts';

interface Waiter {
  resolve(attempt: Attempt): void;
  reject(error: unknown): void;
}

/** Who waits for which attempt to end. */
export function createWaiters() {
  const waiting = new Map<string, Waiter[]>();

  function tell(attemptId: string, how: (waiter: Waiter) => void): void {
    const waiters = waiting.get(attemptId) ?? [];
    waiting.delete(attemptId);
    for (const waiter of waiters) how(waiter);
  }

  return {
    wait: (attemptId: string): Promise<Attempt> =>
      new Promise((resolve, reject) => {
        waiting.set(attemptId, [...(waiting.get(attemptId) ?? []), { resolve, reject }]);
      }),
    ended: (attempt: Attempt): void => tell(attempt.attemptId, (waiter) => waiter.resolve(attempt)),
    failed: (attemptId: string, error: unknown): void => tell(attemptId, (waiter) => waiter.reject(error)),
    failAll(error: unknown): void {
      for (const attemptId of [...waiting.keys()]) tell(attemptId, (waiter) => waiter.reject(error));
    },
  };
}
