import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './paths.mjs';

/** What each part of `out/` is made of. A change of content, not of time, makes it stale: checkouts and caches move times. */
const sources = {
  main: ['src-main', 'src-core'],
  preload: ['src-preload', 'src-core/contract'],
  renderer: ['src-renderer', 'src-core', 'resources'],
};
const common = ['electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** @typedef {keyof typeof sources} Part */

/** Every part, in the order in which they are built. */
export const parts = /** @type {Part[]} */ (Object.keys(sources));

const outDir = path.join(root, 'out');
const stampOf = (/** @type {Part} */ part) => path.join(outDir, part, '.sources');

/** @param {Part} part */
function fingerprint(part) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) =>
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)));
  for (const folder of sources[part]) {
    if (!existsSync(path.join(root, folder))) continue;
    const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    for (const file of files.sort()) add(file);
  }
  for (const file of common) add(file);
  return hash.digest('hex');
}

/** @param {Part} part */
async function isFresh(part) {
  const stamp = await readFile(stampOf(part), 'utf8').catch(() => '');
  return stamp === fingerprint(part);
}

/** Which parts no longer fit their sources. */
export async function staleParts(wanted = parts) {
  const fresh = await Promise.all(wanted.map(isFresh));
  return wanted.filter((_, index) => !fresh[index]);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Two test runs at once would build over each other. */
async function locked(/** @type {() => Promise<void>} */ work) {
  await mkdir(outDir, { recursive: true });
  const lock = path.join(outDir, '.build-lock');
  for (;;) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (holder > 0 && !isAlive(holder)) await rm(lock, { force: true });
      else await wait(100);
    }
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Builds beside the old output and then takes its place, so that a failed build leaves what ran before. */
async function buildPart(/** @type {Part} */ part, /** @type {'info' | 'warn'} */ logLevel) {
  const stamp = fingerprint(part);
  process.env.NODE_ENV_ELECTRON_VITE = 'production';
  const { resolveConfig } = await import('electron-vite');
  const vite = await import('vite');
  const { config } = await resolveConfig({ root, logLevel }, 'build', 'production');
  const next = path.join(outDir, `.next-${part}`);
  const own = config?.[part];
  if (!own) throw new Error(`electron.vite.config.ts says nothing of ${part}`);
  await vite.build({ ...own, logLevel, build: { ...own.build, outDir: next, emptyOutDir: true } });
  await writeFile(path.join(next, '.sources'), stamp);
  await rm(path.join(outDir, part), { recursive: true, force: true });
  await rename(next, path.join(outDir, part));
}

/**
 * Builds what is stale among the wanted parts; all of them with `force`. Answers what was built.
 * @param {{ wanted?: Part[], force?: boolean, quiet?: boolean }} [options]
 */
export async function ensureBuilt({ wanted = parts, force = false, quiet = true } = {}) {
  if (!force && (await staleParts(wanted)).length === 0) return [];
  /** @type {Part[]} */
  let built = [];
  await locked(async () => {
    built = force ? wanted : await staleParts(wanted);
    const cwd = process.cwd();
    process.chdir(root);
    try {
      for (const part of built) await buildPart(part, quiet ? 'warn' : 'info');
    } finally {
      process.chdir(cwd);
    }
  });
  return built;
}
