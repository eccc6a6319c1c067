import path from 'node:path';
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

/** The built desktop app with a data folder of its own and a receiver on a free port. */
export async function startDesktop(
  dataDir: string,
  options: { args?: string[]; env?: Record<string, string> } = {},
): Promise<RunningDesktop> {
  await ensureBuilt();
  const executablePath = findElectron();
  if (executablePath === null) throw new Error(electronMissing ?? 'no Electron');
  const { ELECTRON_RUN_AS_NODE: _, ...env } = cleanEnvironment(options.env);
  const app = await _electron.launch({
    executablePath,
    args: [
      ...sandboxArgs(),
      root,
      ...['--data-dir', dataDir, '--receiver-port', '0'],
      ...(options.args ?? []),
    ],
    cwd: path.join(root),
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1])),
  });
  let stderr = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const page = await app.firstWindow();
  return { app, page, stderr: () => stderr, close: () => app.close() };
}
