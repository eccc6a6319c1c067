import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { providerReference } from '../../scripts/provider-reference.ts';

const file = path.join(import.meta.dirname, '../../docs/providers.md');

test('docs/providers.md says what the catalog says (`npm run docs` writes it anew)', () => {
  expect(readFileSync(file, 'utf8')).toBe(providerReference());
});
