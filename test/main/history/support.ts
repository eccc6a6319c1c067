import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { History } from '#main/engine/history/open-history.ts';
import { type HistoryOptions, openHistory } from '#main/engine/history/open-history.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tacklebox-history-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A clock that a test turns. */
export function testClock(startMs = Date.UTC(2026, 10, 21, 9, 30)) {
  let now = startMs;
  return {
    nowMs: () => now,
    advance(ms: number) {
      now += ms;
      return now;
    },
  };
}

/** An open history, closed when the test ends. A bug in it fails the test. */
export function testHistory(options: Partial<HistoryOptions> = {}): History {
  const history = openHistory({
    dataDir: options.dataDir ?? temporaryFolder(),
    clock: options.clock ?? testClock(),
    durability: options.durability ?? 'normal',
    onBug: (error) => {
      throw error;
    },
    ...options,
  });
  onTestFinished(() => history.close());
  return history;
}

export * from './samples.ts';
