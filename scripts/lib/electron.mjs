import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './paths.mjs';

const packageDir = path.join(root, 'node_modules/electron');

/** How long to find out whether a download can work at all, and how long it may take. */
const probeMs = 5000;
const downloadMs = 300_000;

/** Where Electron's own installer would put the program, or ELECTRON_OVERRIDE_DIST_PATH has it. Null where it isn't. */
export function findElectron() {
  const pathFile = path.join(packageDir, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(packageDir, 'dist');
  const file = path.join(folder, name);
  return existsSync(file) ? file : null;
}

async function canDownload() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  try {
    await fetch(mirror ?? 'https://github.com/electron/electron/releases', {
      method: 'HEAD',
      signal: AbortSignal.timeout(probeMs),
    });
    return true;
  } catch {
    return false;
  }
}

/** Fetches Electron's program where it isn't there and its host can be reached. Null where it can't be had. */
export async function fetchElectron() {
  const found = findElectron();
  if (found !== null || process.env.ELECTRON_OVERRIDE_DIST_PATH || !(await canDownload())) return found;
  console.log('Fetching Electron, once.');
  const installer = createRequire(import.meta.url).resolve('electron/install.js');
  spawnSync(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'inherit'], timeout: downloadMs });
  return findElectron();
}

/** Whether a window can be shown. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Chromium's sandbox refuses to run as root; the app itself never turns it off. */
export const sandboxArgs = () =>
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
