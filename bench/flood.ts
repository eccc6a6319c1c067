/**
 * How long the engine's thread is held up while it is flooded, seen from inside (monitorEventLoopDelay): the longest delay of
 * each hostile shape against that of an idle run, on the same engine. The ratio is that of the worst shape.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { floodedEngine } from '../test/support/flooded-engine.ts';
import { harmless, hostile } from '../test/support/hostile-shapes.ts';

const idleMs = 2000;

const dataDir = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), 'tacklebox-bench-'));
const engine = await floodedEngine(dataDir);
// The first request of each kind loads what the others find.
for (const { flood } of harmless) await engine.during(() => flood(engine));
const idle = await engine.during(() => sleep(idleMs));
const rows = [];
for (const { name, flood } of [...harmless, ...hostile]) {
  const { longestDelayMs, longestTurnMs, cpuMs } = await engine.during(() => flood(engine));
  rows.push({
    shape: name,
    'longest delay, ms': longestDelayMs.toFixed(1),
    'longest turn, ms of CPU': longestTurnMs.toFixed(1),
    'CPU in all, ms': cpuMs.toFixed(0),
    'against idle': longestDelayMs / idle.longestDelayMs,
  });
}
await engine.close();
rmSync(dataDir, { recursive: true, force: true });

console.table(rows.map((row) => ({ ...row, 'against idle': row['against idle'].toFixed(1) })));
const ratio = Math.max(...rows.map((row) => row['against idle']));
console.log(JSON.stringify({ bench: 'flood', ratio, idleDelayMs: idle.longestDelayMs }));
