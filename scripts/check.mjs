/** npm run check: types, lint and format with the layer rules, dead code. All of them run; any that fails fails the whole. */
import { run, toolEnvironment, underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

const checks = [
  ...['core', 'main', 'renderer', 'test'].map((name) => [
    `types of ${name}`,
    'tsc',
    '-p',
    `tsconfig.${name}.json`,
  ]),
  ['lint, format and layer rules', 'biome', 'check', '--error-on-warnings'],
  ['dead code', 'knip'],
];

if (await underModernNode()) {
  const failed = [];
  for (const [name = '', command = '', ...args] of checks) {
    const status = await run(command, args, { cwd: root, env: toolEnvironment() });
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
    if (status !== 0) failed.push(name);
  }
  if (failed.length > 0) process.exitCode = 1;
}
