/** npm run docs: writes docs/contract.md from the contract. A test says when it is no longer current. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { underModernNode } from './lib/node.mjs';
import { root } from './lib/paths.mjs';

if (await underModernNode()) {
  const { contractReference } = await import('./contract-reference.ts');
  writeFileSync(path.join(root, 'docs/contract.md'), contractReference());
}
