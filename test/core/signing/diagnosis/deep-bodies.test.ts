import { expect, test } from 'vitest';
import { requireProvider } from '#core/providers/require-provider.ts';
import { diagnose } from '#core/signing/diagnosis/diagnose.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

const deep = {
  lists: '['.repeat(16_500) + ']'.repeat(16_500),
  objects: `${'{"a":'.repeat(16_500)}1${'}'.repeat(16_500)}`,
  unclosed: '[{"a":'.repeat(10_000),
};

test.each(Object.entries(deep))('a body of deep %s is searched without an end of the search', (_, body) => {
  let tries = 0;
  const request = {
    method: 'POST',
    url: '/v1/hooks/whk_1',
    rawHeaders: [['X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`]] as [string, string][],
    body: Buffer.from(body),
  };
  const { causes } = diagnose(requireProvider('github').scheme, request, ['s3cret'], {
    crypto: nodeCrypto,
    nowMs: 1_760_000_000_000,
    clock: () => tries++,
    budgetMs: 1500,
  });
  expect(causes.filter(({ proven }) => proven)).toEqual([]);
});
