import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Gives a worker thread the lowest priority: where cores are scarce, whoever waits for an answer goes first. Linux alone
 * gives a thread a priority of its own; it is named by its id, which only the file system tells.
 */
export function yieldToOthers(): void {
  if (process.platform !== 'linux') return;
  try {
    const [, threadId] = /\/task\/(\d+)$/.exec(readlinkSync('/proc/thread-self')) ?? [];
    if (threadId) setPriority(Number(threadId), constants.priority.PRIORITY_LOW);
  } catch {
    // A sandbox without /proc: then it competes as any thread does.
  }
}
