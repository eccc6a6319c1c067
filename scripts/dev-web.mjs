/** npm run dev:web: `serve` on the development data folder behind Vite's server, with hot reload, for any browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt } from './lib/build.mjs';
import { devDataDir } from './lib/dev-data.mjs';
import { underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

/** Calls go on to `serve` as if its own page had made them: it lets no other origin in. */
function proxyTo(/** @type {string} */ target) {
  const origin = new URL(target).origin;
  return { target: origin, ws: true, changeOrigin: true, headers: { origin } };
}

async function main() {
  await ensureBuilt({ wanted: ['main'] });
  const args = ['out/main/serve.cjs', '--json', '--port', '0', '--data-dir', devDataDir];
  const serve = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(serve, 'exit').then(([status]) => {
    process.exit(status ?? 1);
  });
  const first = once(createInterface({ input: serve.stdout }), 'line');
  const [line] = /** @type {[string]} */ (await Promise.race([first, ended]));
  const { interface: target, token } = JSON.parse(line);

  process.env.NODE_ENV_ELECTRON_VITE = 'development';
  const { resolveConfig } = await import('electron-vite');
  const vite = await import('vite');
  const { config } = await resolveConfig({ root }, 'serve', 'development');
  const server = await vite.createServer({
    ...config?.renderer,
    root: path.join(root, 'src-renderer'),
    server: { proxy: { '/api': proxyTo(target) } },
  });
  await server.listen();
  const [address = ''] = server.resolvedUrls?.local ?? [];
  console.log(`Open ${address}?token=${token}`);
}

if (await underModernNode()) await main();
