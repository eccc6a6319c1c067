/** npm run docs: writes docs/contract.md, docs/providers.md and the gauntlet's schema from the code. Tests say when they are no longer current. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

if (await underModernNode()) {
  const { contractReference } = await import('./contract-reference.ts');
  writeFileSync(path.join(root, 'docs/contract.md'), contractReference());
  const { providerReference } = await import('./provider-reference.ts');
  writeFileSync(path.join(root, 'docs/providers.md'), providerReference());
  const { gauntletReportSchema } = await import('./gauntlet-schema.ts');
  writeFileSync(path.join(root, 'docs/gauntlet-report.schema.json'), gauntletReportSchema());
}
