import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { CallsOf, Contract, Reply } from '#core/contract/index.ts';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { makeTempDir, removeDir } from './temp-dir.ts';

const Addresses = z.object({
  interface: z.string(),
  token: z.string(),
  receiver: z.string(),
  dataDir: z.string(),
});

export interface StartServe {
  /** Kept after `stop`; a temporary one that goes with it where absent. */
  dataDir?: string;
  /** Build the page too (tests of the interface). Without it only the API is sure to be there. */
  page?: boolean;
  /** `test-token` where absent; null leaves it to `serve` to make one. */
  token?: string | null;
  args?: string[];
  env?: Record<string, string>;
}

export interface RunningServe {
  /** With a slash at its end. */
  interfaceUrl: string;
  /** The address to open in a browser: with the token. */
  pageUrl: string;
  receiverUrl: string;
  token: string;
  dataDir: string;
  process: ChildProcess;
  /** The reply as it crossed the wire. */
  reply(method: string, input?: unknown): Promise<Reply>;
  /** The result; throws what the error says. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for, and asserts on it.
  call(method: MethodName, input?: unknown): Promise<any>;
  /** SIGTERM, and wait. Answers the exit status and all that was written to stderr. */
  stop(): Promise<{ status: number | null; stderr: string }>;
}

export type MethodName = {
  [A in keyof Contract & string]: `${A}.${keyof CallsOf<Contract[A]> & string}`;
}[keyof Contract & string];

/** The environment without what would steer Tacklebox. */
export function cleanEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('TACKLEBOX_') && !name.startsWith('VITEST') && name !== 'NODE_OPTIONS',
  );
  return { ...Object.fromEntries(own), ...extra };
}

/** The built `serve` as a process of its own, on free ports, with a data folder of its own. */
export async function startServe(options: StartServe = {}): Promise<RunningServe> {
  await ensureBuilt({ wanted: options.page ? ['main', 'renderer'] : ['main'] });
  const { dataDir = await makeTempDir('serve'), token: wanted = 'test-token', args = [], env = {} } = options;
  const child = spawn(
    process.execPath,
    [
      path.join(root, 'out/main/serve.cjs'),
      ...['--json', '--port', '0', '--receiver-port', '0', '--data-dir', dataDir],
      ...(wanted === null ? [] : ['--token', wanted]),
      ...args,
    ],
    { cwd: root, env: cleanEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    exited.then(([status]) => {
      throw new Error(`serve ended with status ${status} before it was ready:\n${stderr}`);
    }),
  ]);
  const addresses = Addresses.parse(JSON.parse(first));
  const { token } = addresses;
  const reply = async (method: string, input: unknown = {}): Promise<Reply> => {
    const response = await fetch(`${addresses.interface}api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Reply;
  };
  return {
    interfaceUrl: addresses.interface,
    pageUrl: `${addresses.interface}?token=${token}`,
    receiverUrl: addresses.receiver,
    token,
    dataDir,
    process: child,
    reply,
    async call(method, input) {
      const answer = await reply(method, input);
      if (!answer.ok) throw new Error(`${method}: ${answer.error.code}: ${answer.error.message}`);
      return answer.result;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const [status] = (await exited) as [number | null];
      if (options.dataDir === undefined) await removeDir(dataDir);
      return { status, stderr };
    },
  };
}
