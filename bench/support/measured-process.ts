import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** What a process used since it started. */
export interface Usage {
  /** Of all its threads, the index worker's included. */
  cpuMs: number;
  /** Of the thread that answers. */
  mainCpuMs: number;
  rssBytes: number;
}

/** In the child: says where it listens (and `more`), and answers `usage` and `stop`. */
export function serveMeasured(
  url: string,
  close: () => Promise<void> = async () => undefined,
  more: Record<string, unknown> = {},
): void {
  process.on('message', (message) => {
    if (message === 'usage') {
      const all = process.cpuUsage();
      const main = process.threadCpuUsage();
      const usage: Usage = {
        cpuMs: (all.user + all.system) / 1000,
        mainCpuMs: (main.user + main.system) / 1000,
        rssBytes: process.memoryUsage.rss(),
      };
      process.send?.(usage);
    }
    if (message === 'stop') void close().then(() => process.exit(0));
  });
  // Whoever measures is gone.
  process.on('disconnect', () => process.exit(1));
  process.send?.({ url, ...more });
}

export interface MeasuredProcess {
  /** What it said first. */
  hello: unknown;
  ask(message: unknown): Promise<unknown>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const hasTaskset = spawnSync('taskset', ['--version']).status === 0;

/** Starts a script on one core, so that server and load generator don't share theirs. */
export async function startMeasured(script: string, args: string[], core: number): Promise<MeasuredProcess> {
  const command = [process.execPath, script, ...args];
  const [program = '', ...rest] = hasTaskset ? ['taskset', '-c', String(core), ...command] : command;
  const child: ChildProcess = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let stopping = false;
  const broke = once(child, 'exit').then(([status]) => {
    if (!stopping) throw new Error(`${path.basename(script)} ended with status ${status}`);
  });
  // Told by whoever waits for an answer; nobody may be waiting.
  broke.catch(() => undefined);
  const heard = async (): Promise<unknown> => {
    const message = once(child, 'message').then(([first]) => first);
    await Promise.race([message, broke]);
    return message;
  };
  const hello = await heard();
  const ask = (message: object | string): Promise<unknown> => {
    const reply = heard();
    child.send(message);
    return reply;
  };
  return {
    hello,
    ask: (message) => ask(message as object),
    usage: async () => (await ask('usage')) as Usage,
    async stop() {
      stopping = true;
      child.send('stop');
      await broke;
    },
  };
}
