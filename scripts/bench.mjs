/** npm run bench [-- NAME…]: every benchmark once, or those whose name begins with one of the names. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { run, underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

const folder = path.join(root, 'bench');

if (await underModernNode()) {
  const wanted = process.argv.slice(2);
  const all = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace('.ts', ''));
  const chosen = all.filter(
    (name) => wanted.length === 0 || wanted.some((prefix) => name.startsWith(prefix)),
  );
  if (chosen.length === 0) {
    console.error(`There is no benchmark ${wanted.join(', ')}. There are: ${all.join(', ')}.`);
    process.exitCode = 2;
  } else {
    await ensureBuilt({ wanted: ['main'] });
  }
  for (const name of chosen) {
    console.log(`\n# ${name}`);
    const status = await run(process.execPath, [path.join(folder, `${name}.ts`)], { cwd: root });
    if (status !== 0) process.exitCode = 1;
  }
}
