/**
 * npm test [-- vitest arguments]: all tests that can run on this machine. What can't is skipped and named with its reason.
 * The last line is `N passed, M failed, K skipped`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './lib/browser.mjs';
import { ensureBuilt, staleParts } from './lib/build.mjs';
import { fetchElectron, hasDisplay } from './lib/electron.mjs';
import { run, toolEnvironment, underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

const reportFile = path.join(root, 'out', `test-report-${process.pid}.json`);

/** @param {string} command */
const isThere = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

async function prepareBrowser() {
  if (findBrowser() !== null) return null;
  if (process.getuid?.() === 0 && isThere('apt-get')) {
    console.log('Installing Chromium for the tests of the interface.');
    await run('sh', [
      '-c',
      'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null',
    ]);
    if (findBrowser() !== null) return null;
  }
  return 'test/ui is skipped: no Chromium was found. Install Chromium or Chrome, or name one in CHROME_PATH.';
}

async function prepareElectron() {
  if ((await fetchElectron()) === null) {
    return "test/electron is skipped: Electron's program is not here and can't be fetched. Name the folder of one in ELECTRON_OVERRIDE_DIST_PATH.";
  }
  if (!hasDisplay() && !isThere('xvfb-run')) {
    return 'test/electron is skipped: there is no display. Install xvfb and xauth.';
  }
  return null;
}

/** @typedef {{ status: string, fullName: string }} Assertion */
/** @typedef {{ name: string, status: string, assertionResults: Assertion[] }} FileResult */

/** @param {FileResult[]} files */
function count(files) {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const of = (/** @type {string[]} */ ...statuses) =>
    tests.filter(({ status }) => statuses.includes(status)).length;
  // A file that can't be loaded has no tests to fail.
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: of('passed'),
    failed: of('failed') + broken.length,
    skipped: of('skipped', 'pending', 'todo', 'disabled'),
  };
}

/** @param {FileResult[]} files */
function nameSkipped(files) {
  for (const { name, assertionResults } of files) {
    const skipped = assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed');
    if (skipped.length === 0) continue;
    console.log(`skipped in ${path.relative(root, name)}:`);
    for (const { fullName } of skipped) console.log(`  ${fullName}`);
  }
}

async function test() {
  const stale = await staleParts();
  if (stale.length > 0) console.log(`Building ${stale.join(', ')}.`);
  await ensureBuilt();
  const reasons = [await prepareBrowser(), await prepareElectron()].filter((reason) => reason !== null);
  const vitest = [
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
    ...process.argv.slice(2),
  ];
  const virtualDisplay = !hasDisplay() && isThere('xvfb-run');
  const [command, ...args] = virtualDisplay ? ['xvfb-run', '-a', 'vitest', ...vitest] : ['vitest', ...vitest];
  const status = await run(command ?? 'vitest', args, { cwd: root, env: toolEnvironment() });
  /** @type {FileResult[]} */
  let files = [];
  try {
    files = JSON.parse(readFileSync(reportFile, 'utf8')).testResults;
  } catch {
    console.error('vitest ended without a report.');
  }
  rmSync(reportFile, { force: true });
  nameSkipped(files);
  for (const reason of reasons) console.log(reason);
  const { passed, failed, skipped } = count(files);
  // An error outside of any test (an unhandled rejection, say) fails the run too.
  const unnamed = status !== 0 && failed === 0 ? 1 : 0;
  if (unnamed) console.log('The run failed outside of any test; see above.');
  console.log(`${passed} passed, ${failed + unnamed} failed, ${skipped} skipped`);
  return status;
}

if (await underModernNode()) process.exitCode = await test();
