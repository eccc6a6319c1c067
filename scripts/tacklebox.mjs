#!/usr/bin/env node
// The `tacklebox` command. In a checkout it builds what is stale first, and runs under the Node that npm ci installed
// where the system's is too old, else in this process.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt, staleParts } from './lib/build.mjs';
import { runBundle } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

const isCheckout =
  existsSync(path.join(root, 'src-main')) && existsSync(path.join(root, 'node_modules/electron-vite'));
const args = process.argv.slice(2);

if (isCheckout) {
  // Only `serve` shows the page; the other commands need not wait for it.
  const wanted = /** @type {import('./lib/build.mjs').Part[]} */ (
    args[0] === 'serve' ? ['main', 'renderer'] : ['main']
  );
  const stale = await staleParts(wanted);
  if (stale.length > 0) console.error(`Building ${stale.join(', ')}.`);
  await ensureBuilt({ wanted });
}
try {
  const status = await runBundle(path.join(root, 'out/main/cli.cjs'), args);
  if (status !== undefined) process.exitCode = status;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
