import { expect, onTestFinished, test } from 'vitest';
import { seed } from '../../scripts/seed/seed.ts';
import { startServe } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

test('the seeded history has one of everything, and the same every time', async () => {
  const dirs = [await testDir('seed'), await testDir('seed')];
  const counts = [];
  for (const dir of dirs) counts.push(await seed(dir));
  expect(counts[0]).toEqual(counts[1]);

  const serve = await startServe({ dataDir: dirs[0] ?? '' });
  onTestFinished(() => void serve.stop());
  const of = async (filter: object) =>
    (await serve.call('deliveries.list', { limit: 1, ...filter })).items.length;
  for (const verdict of ['verified', 'failed', 'unverified', 'handshake']) {
    expect.soft(await of({ verdict }), verdict).toBe(1);
  }
  for (const status of ['succeeded', 'dead_letter', 'retrying', 'retained']) {
    expect.soft(await of({ status }), status).toBe(1);
  }
  const { items } = await serve.call('deliveries.list', { limit: 1000 });
  expect(items.some(({ duplicateOf }: { duplicateOf: string | null }) => duplicateOf !== null)).toBe(true);
  expect((await serve.call('deliveries.rejected')).items.length).toBeGreaterThan(2);
});
