import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '#main/engine/create-engine.ts';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { cleanEnvironment } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';
import { writeDelivery } from '../support/written-history.ts';

beforeAll(async () => {
  await ensureBuilt({ wanted: ['main'] });
});

async function tacklebox(...args: string[]) {
  const child = spawn(process.execPath, [path.join(root, 'out/main/cli.cjs'), ...args], {
    env: cleanEnvironment({}),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end();
  const [status] = await once(child, 'close');
  return { status: status as number, stdout, stderr };
}

const minute = 60_000;
const sinceMs = Date.parse('2026-11-17T06:00:00Z');
const since = '2026-11-17T06:00:00Z';
const until = '2026-11-17T12:00:00Z';
const target = 'http://127.0.0.1:9/hooks';

/** A folder whose target was down for an hour of six. */
async function folderWithOutage(): Promise<string> {
  const dataDir = await testDir('incident');
  const engine = await createEngine({ host: 'cli', version: '0.0.0', dataDir, listen: false });
  engine.parts.history.transaction(() => {
    for (let at = 0; at < 180; at++) {
      const isDown = at >= 60 && at < 90;
      writeDelivery(engine.parts.history, target, [
        {
          startedAtMs: sinceMs + at * 2 * minute,
          durationMs: 40,
          answer: isDown ? { failed: 'refused' } : { status: 204 },
        },
      ]);
    }
  });
  await engine.close();
  return dataDir;
}

describe('tacklebox incident', () => {
  test('says with its exit status whether anything would have been lost', async () => {
    const dataDir = await folderWithOutage();
    const span = ['--target', target, '--since', since, '--until', until, '--data-dir', dataDir];
    const lost = await tacklebox('incident', ...span, '--policy', '{"maxAttempts":1},', '--json');
    expect(lost.status).toBe(2);

    const two = await tacklebox('incident', ...span, '--policy', 'slack,github', '--json');
    expect(two.status).toBe(1);
    const result = JSON.parse(two.stdout);
    expect(result.replays.map(({ provider }: { provider: string }) => provider)).toEqual(['slack', 'github']);
    expect(result.measured.outages).toHaveLength(1);

    const patient = '{"maxAttempts":20,"schedule":{"kind":"list","waitsMs":[600000],"repeatLast":true}}';
    const none = await tacklebox('incident', ...span, '--policy', patient);
    expect(none.status).toBe(0);
    expect(none.stdout).toMatch(/Outage .*59|Outage .*1 h|Outage .*60 min/);
    expect(none.stdout).toMatch(/With your policy nothing of 180 deliveries would have been lost/);

    const nowhere = await tacklebox('incident', '--target', 'http://127.0.0.1:8/', '--data-dir', dataDir);
    expect(nowhere.status).toBe(3);
    expect(nowhere.stderr).toMatch(/No attempt at/);
  });

  test('shows its examples and its exit statuses', async () => {
    const { status, stdout } = await tacklebox('incident', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /Examples:[\s\S]*tacklebox incident[\s\S]*Exit status: 0 nothing would have been lost/,
    );
  });
});
