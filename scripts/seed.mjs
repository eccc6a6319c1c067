/**
 * npm run seed [-- --data-dir DIR]: a history worth looking at, the same every time but for its hours, in the development
 * data folder (.cache/dev-data), which it replaces. Then `npm run dev` or `npm run dev:web`.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { devDataDir } from './lib/dev-data.mjs';
import { underModernNode } from './lib/node.mjs';

if (await underModernNode()) {
  const { values } = parseArgs({ options: { 'data-dir': { type: 'string', default: devDataDir } } });
  const dataDir = path.resolve(values['data-dir']);
  await ensureBuilt({ wanted: ['main'] });
  rmSync(dataDir, { recursive: true, force: true });
  const { seed } = await import('./seed/seed.ts');
  const { caught, rejected, sent } = await seed(dataDir);
  console.log(`${dataDir}: ${caught} deliveries caught, ${rejected} requests rejected, ${sent} events sent.`);
}
