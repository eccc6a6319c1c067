import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { type CountingServer, countingServer, type Received } from '../support/counting-server.ts';
import { cleanEnvironment, type RunningServe, startServe } from '../support/serve.ts';

/**
 * One row of a system's table: what its document says (its own words, or ours where it names no words), and how that is seen
 * over a public interface: the receiver, the API or the command line.
 */
export type Fact = readonly [says: string, quoted: string, shows: () => void | Promise<void>];

/** The rows as tests, in the order of the document. */
export function facts(part: string, rows: readonly Fact[]): void {
  describe(part, () => {
    for (const [says, quoted, shows] of rows) {
      test(`${says} (“${quoted}”)`, async () => await shows());
    }
  });
}

export interface Stage {
  serve: RunningServe;
  /** A handler of a user's: answers 200 and remembers. */
  handler: CountingServer;
}

/** One `serve` and one handler for a table. */
export function stage(): Stage {
  const parts: Partial<Stage> = {};
  beforeAll(async () => {
    parts.serve = await startServe();
    parts.handler = await countingServer();
  });
  afterAll(async () => {
    await parts.serve?.stop();
    await parts.handler?.close();
  });
  const part = <K extends keyof Stage>(name: K): Stage[K] => {
    const found = parts[name];
    if (found === undefined) throw new Error(`${name} is not there yet`);
    return found as Stage[K];
  };
  return {
    get serve() {
      return part('serve');
    },
    get handler() {
      return part('handler');
    },
  };
}

/** `tacklebox …` as a user runs it. */
export async function cli(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(root, 'out/main/cli.cjs'), ...args], {
    env: cleanEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [status] = await once(child, 'close');
  return { status: status as number, stdout, stderr };
}

/** Sends an event with the API and answers what the handler got of it. */
export async function sendAndCatch(
  { serve, handler }: Stage,
  input: Record<string, unknown>,
): Promise<Received & { delivery: Record<string, unknown> }> {
  const before = handler.received.length;
  const delivery = await serve.call('deliveries.send', { target: { url: handler.url }, ...input });
  const received = handler.received[before];
  if (!received) throw new Error(`nothing arrived; the delivery is ${delivery.state}`);
  return { ...received, delivery };
}

/** An event of the catalog by its type. */
export async function catalogEvent(serve: RunningServe, provider: string, type: string) {
  const { events } = await serve.call('providers.get', { id: provider });
  const found = events.find((event: { type: string }) => event.type === type);
  expect(found, `${provider} has ${type} in its catalog`).toBeDefined();
  return found;
}

/** The statements about a provider, each with whose word it is. */
export const statements = async (
  serve: RunningServe,
  id: string,
): Promise<{ subject: string; statement: string; origin: string; source: string | null }[]> =>
  (await serve.call('providers.facts', { id })).facts;
