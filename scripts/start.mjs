/**
 * npm start: builds what is stale and opens the desktop app. Where there is no display or no Electron, says so and serves
 * the interface to a browser instead. Arguments go on to whichever it is.
 */
import path from 'node:path';
import { ensureBuilt, staleParts } from './lib/build.mjs';
import { fetchElectron, hasDisplay, sandboxArgs } from './lib/electron.mjs';
import { run, runBundle } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

const args = process.argv.slice(2);

/** The status of a program whose libraries are missing: Electron is there but can't begin. */
const couldNotBegin = 127;

/** @param {string} why */
async function serve(why) {
  console.log(`${why}, so the interface is served to your browser instead of opening a window.`);
  return runBundle(path.join(root, 'out/main/serve.cjs'), args);
}

async function start() {
  const stale = await staleParts();
  if (stale.length > 0) console.log(`Building ${stale.join(', ')}.`);
  await ensureBuilt();
  if (!hasDisplay()) return serve('There is no display here');
  const electron = await fetchElectron();
  if (electron === null) return serve("Electron's program is not here and can't be fetched");
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const status = await run(electron, [...sandboxArgs(), root, ...args], { env });
  return status === couldNotBegin ? serve('Electron could not begin (a system library is missing)') : status;
}

try {
  const status = await start();
  if (status !== undefined) process.exitCode = status;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
}
