import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { findElectron, hasDisplay, sandboxArgs } from '../../scripts/lib/electron.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { cleanEnvironment } from './serve.ts';

/** Why the desktop can't be tested here; null where it can. For `describe.skipIf`. */
export const electronMissing: string | null =
  findElectron() === null
    ? "Electron's program is not here: name the folder of one in ELECTRON_OVERRIDE_DIST_PATH"
    : hasDisplay()
      ? null
      : 'there is no display: run under xvfb-run';

export interface RunningDesktop {
  app: ElectronApplication;
  page: Page;
  /** What the main process wrote to stderr so far. */
  stderr(): string;
  close(): Promise<void>;
}

interface StartDesktop {
  args?: string[];
  env?: Record<string, string>;
}

function commandOf(dataDir: string, { args = [], env: extra }: StartDesktop) {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error(electronMissing ?? 'no Electron');
  const { ELECTRON_RUN_AS_NODE: _, ...env } = cleanEnvironment(extra);
  return {
    executablePath,
    args: [...sandboxArgs(), root, ...['--data-dir', dataDir, '--receiver-port', '0'], ...args],
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1])),
  };
}

/**
 * Starts the app on a folder that another one has open, and answers its exit status. No debugger is attached: the driver
 * of a program that ends by itself is left with a call that nobody answers.
 */
export async function startAgain(dataDir: string): Promise<number | null> {
  const { executablePath, args, env } = commandOf(dataDir, {});
  const [status] = await once(spawn(executablePath, args, { cwd: root, env, stdio: 'ignore' }), 'exit');
  return status;
}

/** The built desktop app with a data folder of its own and a receiver on a free port. */
export async function startDesktop(dataDir: string, options: StartDesktop = {}): Promise<RunningDesktop> {
  await ensureBuilt();
  const { executablePath, args, env } = commandOf(dataDir, options);
  const app = await _electron.launch({ executablePath, args, cwd: root, env });
  let stderr = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const page = await app.firstWindow();
  return { app, page, stderr: () => stderr, close: () => app.close() };
}
