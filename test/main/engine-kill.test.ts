import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { testEngine } from '../support/engine.ts';
import { cleanEnvironment } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

interface Child {
  url: string;
  /** SIGKILL, and wait. */
  kill(): Promise<void>;
}

async function startChild(dataDir: string, durability: string): Promise<Child> {
  const script = path.join(root, 'test/support/engine-child.ts');
  const child = spawn(process.execPath, [script, dataDir, durability], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    url: String(line),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Posts a body; its delivery id once the 200 was read, null where the connection broke. */
function post(agent: Agent, url: string, body: Buffer): Promise<string | null> {
  return new Promise((resolve) => {
    const outgoing = request(
      url,
      { agent, method: 'POST', headers: { 'Content-Length': body.length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', () => resolve(null));
        answer.on('end', () => {
          const { deliveryId } = JSON.parse(Buffer.concat(chunks).toString()) as { deliveryId: string };
          resolve(answer.statusCode === 200 ? deliveryId : null);
        });
      },
    );
    outgoing.on('error', () => resolve(null));
    outgoing.end(body);
  });
}

const digest = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

/** Keeps 20 connections busy until they break. Answers what was acknowledged: the body's digest by delivery id. */
async function load(url: string, enough: number, onEnough: () => void): Promise<Map<string, string>> {
  const acknowledged = new Map<string, string>();
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const worker = async () => {
    for (;;) {
      // Small ones live in rows, large ones in files.
      const body = randomBytes(Math.random() < 0.1 ? 80_000 : 1_000);
      const deliveryId = await post(agent, url, body);
      if (deliveryId === null) return;
      acknowledged.set(deliveryId, digest(body));
      if (acknowledged.size === enough) onEnough();
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  agent.destroy();
  return acknowledged;
}

describe('an engine that is killed under load', () => {
  it.each(['normal', 'full'])('loses no delivery whose 200 was read (durability %s)', async (durability) => {
    const dataDir = await testDir('kill');
    const acknowledged = new Map<string, string>();
    for (const enough of [50, 217, 400]) {
      const child = await startChild(dataDir, durability);
      const more = await load(child.url, enough, () => void child.kill());
      for (const [deliveryId, body] of more) acknowledged.set(deliveryId, body);
    }
    const { history } = (await testEngine({ dataDir })).engine.parts;
    const lost = [...acknowledged].filter(
      ([deliveryId, body]) =>
        history.deliveries.find(deliveryId) === undefined ||
        digest(history.deliveries.body(deliveryId)) !== body,
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(667);
    expect(lost).toEqual([]);
  });
});
