import { setTimeout as wait } from 'node:timers/promises';

/** setTimeout's own bound: a longer wait would end at once. */
export const longestTimerMs = 2_147_483_647;

/** Waits, however long. Rejects as soon as the signal aborts. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  for (let leftMs = ms; ; leftMs -= longestTimerMs) {
    await wait(Math.min(leftMs, longestTimerMs), undefined, signal ? { signal } : {});
    if (leftMs <= longestTimerMs) return;
  }
}
