import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';

const page = readFileSync(path.join(root, 'docs/security.md'), 'utf8');
const named = [...page.matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map(([, file]) => file ?? '');

it('names a test for each promise, and each test is there', () => {
  const [, promises = ''] = page.split('## What each boundary promises');
  const paragraphs = (promises.split('## Limits')[0] ?? '').trim().split('\n\n');
  for (const paragraph of paragraphs) expect(paragraph).toMatch(/`test\/[\w./-]+\.test\.ts`/);
  for (const file of named) expect([file, existsSync(path.join(root, file))]).toEqual([file, true]);
});
