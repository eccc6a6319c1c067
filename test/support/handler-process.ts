import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { testDir } from './temp-dir.ts';

/** A handler of test/fixtures/handlers in a process of its own, ended with the test. */
export interface HandlerProcess {
  url: string;
  effectsUrl: string;
  /** What it printed, line by line. */
  logFile: string;
  pid(): number;
  restart(): Promise<void>;
}

const folder = path.join(root, 'test/fixtures/handlers');

export const isInstalled = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

type Command = (port: number, ledger: string, secret: string) => [program: string, args: string[]];

const commandOf = (name: string): Command => {
  const file = path.join(folder, name);
  if (name.endsWith('.py'))
    return (port, ledger, secret) => ['python3', [file, String(port), ledger, secret]];
  if (name.endsWith('.rb')) return (port, ledger, secret) => ['ruby', [file, String(port), ledger, secret]];
  if (name.endsWith('.php')) return (port) => ['php', ['-S', `127.0.0.1:${port}`, file]];
  return (port, ledger, secret) =>
    name === 'correct'
      ? [process.execPath, [path.join(folder, 'correct.mjs'), String(port), ledger, secret]]
      : [process.execPath, [path.join(folder, 'broken.mjs'), String(port), ledger, secret, name]];
};

/** Starts a handler by its name: `correct`, one of broken.mjs, or a file in another language. */
export async function startHandler(name: string, secret: string): Promise<HandlerProcess> {
  const dir = await testDir('handler');
  const ledger = path.join(dir, 'ledger');
  const logFile = path.join(dir, 'log');
  const command = commandOf(name);
  const isPhp = name.endsWith('.php');
  let child: ChildProcess;
  let port = isPhp ? await freePort() : 0;

  async function start(): Promise<void> {
    const [program, args] = command(port, ledger, secret);
    const started = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LEDGER: ledger, SECRET: secret },
    });
    child = started;
    const lines = createInterface({ input: isPhp ? started.stderr : started.stdout });
    lines.on('line', (line) => appendFileSync(logFile, `${line}\n`));
    (isPhp ? started.stdout : started.stderr).resume();
    const pattern = isPhp ? /\(http:\/\/[^:]+:(\d+)\) started/ : /^listening (\d+)$/;
    port = await new Promise<number>((resolve, reject) => {
      lines.on('line', (line) => {
        const found = pattern.exec(line)?.[1];
        if (found !== undefined) resolve(Number(found));
      });
      started.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
      started.once('error', reject);
    });
  }

  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await start();
  onTestFinished(stop);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    effectsUrl: `http://127.0.0.1:${port}/effects`,
    logFile,
    pid: () => child.pid ?? 0,
    async restart() {
      await stop();
      await start();
    },
  };
}
