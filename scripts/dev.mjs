/** npm run dev: the desktop app on the development data folder, with hot reload of the interface. */
import { devDataDir } from './lib/dev-data.mjs';
import { sandboxArgs } from './lib/electron.mjs';
import { run, toolEnvironment, underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

if (await underModernNode()) {
  const args = ['dev', '--watch', ...(sandboxArgs().length > 0 ? ['--noSandbox'] : [])];
  const env = { ...toolEnvironment(), TACKLEBOX_DATA_DIR: devDataDir };
  process.exitCode = await run('electron-vite', args, { cwd: root, env });
}
