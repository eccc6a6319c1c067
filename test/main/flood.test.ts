import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FloodedEngine, floodedEngine } from '../support/flooded-engine.ts';
import { harmless, hostile } from '../support/hostile-shapes.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

/**
 * Measured in the engine's own thread, in the time that this thread itself used, so that a busy machine changes nothing. What
 * is bounded is a ratio to harmless requests of the same size in the same run, and the bound is generous: the shapes that
 * were found took hundreds and thousands of times as long.
 */
const longestShare = 12;
/** Below this a turn is what garbage collection alone may take. */
const shortestMs = 20;

let dataDir = '';
let engine: FloodedEngine;
let yardstickMs = shortestMs;

beforeAll(async () => {
  dataDir = await makeTempDir('flood');
  engine = await floodedEngine(dataDir);
  for (const { flood } of harmless) {
    const { longestTurnMs } = await engine.during(() => flood(engine));
    yardstickMs = Math.max(yardstickMs, longestTurnMs);
  }
}, 120_000);
afterAll(async () => {
  await engine.close();
  await removeDir(dataDir);
});

it.each(hostile)(
  'a flood of $name holds the engine up no longer than as many harmless requests',
  async ({ flood }) => {
    const { longestTurnMs, bugs } = await engine.during(() => flood(engine));
    expect(bugs).toEqual([]);
    expect(longestTurnMs / yardstickMs).toBeLessThan(longestShare);
  },
);
