import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';

/** What better-sqlite3's shipped addon and TypeScript without a build step need. */
const oldestMajor = 24;

const bundled = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * A Node that runs everything here: the running one where it is new enough, else the one that `npm ci` installed. Null
 * where there is neither.
 */
export function modernNode() {
  if (Number(process.versions.node.split('.')[0]) >= oldestMajor) return process.execPath;
  return existsSync(bundled) ? bundled : null;
}

/** What to say when modernNode() is null. */
export const nodeMissing = `Node ${oldestMajor} is needed (this is ${process.version}). Run \`npm ci\`, which installs one beside the project.`;

/**
 * Runs a script of ours under another Node, in the foreground. It ends with this process, however this one ends: see
 * src-main/hosts/end-with-launcher.ts.
 * @param {string} node
 * @param {string} file
 * @param {readonly string[]} args
 */
export const runBeside = (node, file, args) =>
  run(node, [file, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });

/**
 * Runs a bundle of ours: in this very process where its Node will do, else under the one that `npm ci` installed.
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<number | undefined>} its exit status; undefined where it runs here and sets the status itself
 */
export async function runBundle(file, args) {
  const node = modernNode();
  if (node === null) throw new Error(nodeMissing);
  if (node !== process.execPath) return runBeside(node, file, args);
  process.argv = [process.execPath, file, ...args];
  createRequire(import.meta.url)(file);
  return undefined;
}

/**
 * Runs a program in the foreground, handing on what would end it. Resolves with its exit status, as a shell has it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const handOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']).map((signal) => {
      const listener = () => child.kill(signal);
      process.on(signal, listener);
      return () => process.removeListener(signal, listener);
    });
    const done = () => {
      for (const undo of handOn) undo();
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (status, signal) => {
      done();
      resolve(status ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Starts the calling script again under a modern Node where the running one is too old; answers whether the running one
 * will do, so that a script begins with `if (await underModernNode()) …`.
 */
export async function underModernNode() {
  const node = modernNode();
  if (node === process.execPath) return true;
  if (node === null) {
    console.error(nodeMissing);
    process.exitCode = 3;
  } else {
    process.exitCode = await run(node, process.argv.slice(1));
  }
  return false;
}

/** The environment with node_modules/.bin and a modern Node first on the path, as npm scripts have it. */
export function toolEnvironment() {
  const node = modernNode();
  const folders = [path.join(root, 'node_modules/.bin'), ...(node ? [path.dirname(node)] : [])];
  return { ...process.env, PATH: [...folders, process.env.PATH].join(path.delimiter) };
}
