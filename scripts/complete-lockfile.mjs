/**
 * npm run lockfile: brings package-lock.json in line with package.json, complete for every platform. A registry mirror that
 * lacks the packages for other systems makes `npm install` leave them out of the lock file, and `npm ci` then refuses it
 * everywhere. They are optional and named in their parents' optionalDependencies, so they can be put in from there.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/paths.mjs';

/** @typedef {{ version?: string, dev?: boolean, optionalDependencies?: Record<string, string>, [key: string]: unknown }} Entry */

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

/**
 * What the name of a platform's package says of it, such as `binding-linux-x64-gnu`.
 * @param {string} name
 */
function platformOf(name) {
  const words = name.split('/').at(-1)?.split('-') ?? [];
  const system = systems.find((one) => words.includes(one));
  const processor = words.some((word) => /eabi/.test(word))
    ? 'arm'
    : processors.find((one) => words.includes(one));
  const library = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return {
    ...(processor ? { cpu: [processor] } : {}),
    ...(library ? { libc: [library] } : {}),
    ...(system ? { os: [system] } : {}),
  };
}

/**
 * Whether a package at `at` finds `name` in the lock file, looking outwards as Node does.
 * @param {Record<string, Entry>} packages
 * @param {string} at
 * @param {string} name
 */
function isLocked(packages, at, name) {
  for (let base = at; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base === '' ? '' : `${base}/`}node_modules/${name}`]) return true;
    if (base === '') return false;
  }
}

const file = path.join(root, 'package-lock.json');
const made = spawnSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
  cwd: root,
  stdio: 'inherit',
});
if (made.status !== 0) process.exit(made.status ?? 1);
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;
let added = 0;
for (const [at, { dev, optionalDependencies = {} }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (!/^\d+\.\d+\.\d+$/.test(version) || isLocked(packages, at, name)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...(dev ? { dev } : {}),
      optional: true,
      ...platformOf(name),
    };
    added += 1;
  }
}
const [first, ...others] = Object.entries(packages);
if (!first) throw new Error(`${file} holds no packages`);
lock.packages = Object.fromEntries([first, ...others.sort(([a], [b]) => (a < b ? -1 : 1))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json.`);
