/** npm run mutation [-- area …]: how many deliberate mistakes in the code the tests notice. docs/mutation-testing.md has the last score. */
import { run, toolEnvironment, underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';
import { areas } from './mutation/areas.mjs';

const known = Object.keys(areas);
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`There is no area ${unknown.join(', ')}. Areas are ${known.join(', ')}.`);
  process.exitCode = 2;
} else if (await underModernNode()) {
  for (const area of asked.length > 0 ? asked : known) {
    const env = { ...toolEnvironment(), MUTATION_AREA: area };
    const status = await run('stryker', ['run', 'scripts/mutation/stryker.config.mjs'], { cwd: root, env });
    if (status !== 0) process.exitCode = 3;
  }
}
