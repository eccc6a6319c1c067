/**
 * npm run screenshots [-- FOLDER] [--desktop]: every screen with the seeded history, light and dark, at both sizes that it
 * must hold at. With --desktop the real window is photographed, else a browser over `serve`. With --timelines it is the
 * timeline in every situation that it draws (`--only single,storm`: some of them).
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

if (await underModernNode()) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      desktop: { type: 'boolean', default: false },
      timelines: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  await ensureBuilt();
  const { photograph, photographTimelines } = await import('./screenshots/photograph.ts');
  const folder = path.resolve(positionals[0] ?? path.join(root, '.cache/screenshots'));
  const files = values.timelines
    ? await photographTimelines(folder, values.only.split(',').filter(Boolean))
    : await photograph(folder, values.desktop ? 'desktop' : 'browser');
  console.log(`${files.length} pictures in ${folder}`);
}
