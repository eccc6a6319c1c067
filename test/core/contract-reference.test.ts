import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { contractReference } from '../../scripts/contract-reference.ts';
import { root } from '../../scripts/lib/paths.mjs';

test('docs/contract.md says what the contract says (`npm run docs` writes it anew)', () => {
  expect(readFileSync(path.join(root, 'docs/contract.md'), 'utf8')).toBe(contractReference());
});
