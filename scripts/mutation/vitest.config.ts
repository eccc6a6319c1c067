import { defineConfig } from 'vitest/config';
import { areas } from './areas.mjs';

const [, area] = Object.entries(areas).find(([name]) => name === process.env.MUTATION_AREA) ?? [];

/** Only the tests of one area, once each: a mutant that is noticed by chance is not noticed. */
export default defineConfig({
  test: { include: area?.tests ?? [], testTimeout: 60_000, hookTimeout: 60_000, retry: 0 },
});
