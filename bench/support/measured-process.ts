import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** What a process used since it started. */
export interface Usage {
  /** Of all its threads, the index worker's included. */
  cpuMs: number;
  /** Of the thread that answers. */
  mainCpuMs: number;
  rssBytes: number;
}

/** In the child: says where it listens, and answers `usage` and `stop`. */
export function serveMeasured(url: string, close: () => Promise<void> = async () => undefined): void {
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
  process.send?.({ url });
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
  const [hello] = await once(child, 'message');
  const ask = async (message: object | string): Promise<unknown> => {
    const reply = once(child, 'message');
    child.send(message);
    return (await reply)[0];
  };
  return {
    hello,
    ask: (message) => ask(message as object),
    usage: async () => (await ask('usage')) as Usage,
    async stop() {
      const exited = once(child, 'exit');
      child.send('stop');
      await exited;
    },
  };
}
