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

describe('tacklebox advise', () => {
  test('prints a policy that reaches the goals, or as configuration, and ends with 0', async () => {
    const goal = ['--goal', 'lose nothing in a 1 h outage', '--deliveries', '300', '--candidates', '40'];
    const told = await tacklebox('advise', ...goal);
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(/This reaches all goals:[\s\S]*Lost: nothing \(goal: nothing lost\)/);
    const toml = await tacklebox('advise', ...goal, '--export', 'svix');
    expect(toml.stdout).toMatch(/^retry_schedule = \[\d+/);
    const both = JSON.parse((await tacklebox('advise', ...goal, '--export', 'temporal', '--json')).stdout);
    expect(both).toMatchObject({
      chosen: { meetsGoals: true },
      exported: { tool: 'temporal', language: 'json' },
    });
  });

  test('ends with 1 where no policy can, and with 2 where a goal or a tool is none', async () => {
    const impossible = 'lose nothing in a 1 h outage, under 1/s on return, delivered within 1 min';
    const none = await tacklebox('advise', '--goal', impossible, '--deliveries', '600', '--candidates', '20');
    expect(none.status).toBe(1);
    expect(none.stdout).toMatch(/No policy reaches both[\s\S]*None reaches all goals/);
    expect(await tacklebox('advise', '--goal', 'be quick')).toMatchObject({ status: 2 });
    expect(await tacklebox('advise', '--goal', 'lose nothing', '--export', 'sidekiq')).toMatchObject({
      status: 2,
    });
  });
});

test('tacklebox capacity answers in a sentence, and with 1 where a handler bears less than comes', async () => {
  const outage = ['--policy', 'standard-webhooks', '--outage', '1h', '--deliveries', '600'];
  const told = await tacklebox('capacity', ...outage);
  expect(told.status).toBe(0);
  expect(told.stdout).toMatch(/^After an outage of 1 h with 600 deliveries waiting, bear/);
  expect((await tacklebox('capacity', ...outage, '--handles', '100000')).status).toBe(0);
  const less = await tacklebox('capacity', ...outage, '--handles', '0', '--json');
  expect(less.status).toBe(1);
  expect(JSON.parse(less.stdout).load.peakPerSecond).toBeGreaterThan(0);
});
