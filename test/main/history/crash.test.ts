import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { numberedBody, temporaryFolder, testHistory } from './support.ts';

/** Captures in a process of its own until `count` are acknowledged, then kills it; answers all that were acknowledged. */
async function captureAndKill(
  dataDir: string,
  first: number,
  count: number,
  durability: string,
  way: string,
): Promise<number[]> {
  const child = fork(join(import.meta.dirname, 'capturer.ts'), [dataDir, String(first), durability, way], {
    execArgv: [],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const acknowledged: number[] = [];
  child.on('message', (number) => {
    acknowledged.push(Number(number));
    if (acknowledged.length === count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return acknowledged;
}

it.each([
  ['normal', 'capture'],
  ['full', 'capture'],
  ['normal', 'arrive'],
  ['full', 'arrive'],
])(
  'loses and doubles nothing that was acknowledged when it is killed (%s, by %s)',
  async (durability, way) => {
    const dataDir = temporaryFolder();
    const acknowledged: number[] = [];
    for (const count of [1, 333, 1500, 150]) {
      acknowledged.push(
        ...(await captureAndKill(dataDir, acknowledged.length * 1000, count, durability, way)),
      );
    }
    const history = testHistory({ dataDir });
    const found: number[] = [];
    for (const { summary } of history.deliveries.iterate({}, Date.now())) {
      const body = history.deliveries.body(summary.deliveryId);
      const number = Number.parseInt(body.toString('latin1', 0, 12), 10);
      expect(body.equals(numberedBody(number))).toBe(true);
      found.push(number);
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(acknowledged));
    expect(history.counts().deliveries).toBe(found.length);
  },
);
