import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { testDir } from '../support/temp-dir.ts';

const library = pathToFileURL(resolve('scripts/lib/node.mjs')).href;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A launcher that runs this text; resolves with the first line that it, or what it launched, prints. */
async function launch(text: string) {
  const script = join(await testDir('launcher'), 'launcher.mjs');
  await writeFile(script, text);
  const launcher = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void launcher.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: launcher.stdout }), 'line')) as [string];
  return { launcher, line };
}

it('runs a bundle in its own process where its Node will do', async () => {
  const bundle = join(await testDir('bundle'), 'bundle.cjs');
  await writeFile(bundle, 'console.log(process.pid, ...process.argv.slice(1)); setInterval(() => {}, 1000);');
  const { launcher, line } = await launch(
    `import { runBundle } from '${library}'; await runBundle(${JSON.stringify(bundle)}, ['serve', '--json']);`,
  );
  expect(line).toBe(`${launcher.pid} ${bundle} serve --json`);
});

it('leaves no second process behind, however the first is killed', async () => {
  const child = resolve('test/support/launched-child.ts');
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const { launcher, line } = await launch(
      `import { runBeside } from '${library}'; await runBeside(process.execPath, ${JSON.stringify(child)}, []);`,
    );
    const pid = Number(line);
    expect(pid).not.toBe(launcher.pid);
    expect(isAlive(pid)).toBe(true);
    launcher.kill(signal);
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  }
}, 60_000);
