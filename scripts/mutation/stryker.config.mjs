import { areas } from './areas.mjs';

const name = process.env.MUTATION_AREA ?? '';
const [, area] = Object.entries(areas).find(([known]) => known === name) ?? [];

/** One area of areas.mjs, named by MUTATION_AREA. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
  mutate: area?.mutate ?? [],
  mutator: {
    // Words are for people: a test that holds each of them to the letter is worth nothing.
    excludedMutations: ['StringLiteral'],
  },
  coverageAnalysis: 'perTest',
  // What runs once, as a file is loaded (tables, schemas), would need every test for every mutant.
  ignoreStatic: true,
  concurrency: 1,
  timeoutMS: 20_000,
  tempDirName: '.cache/mutation/sandbox',
  ignorePatterns: [
    '/out',
    '/docs',
    '/bench',
    '/.cache',
    '/test/ui',
    '/test/electron',
    '/test/conformance/sdks',
  ],
  reporters: ['clear-text', 'json'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  jsonReporter: { fileName: `.cache/mutation/${name}.json` },
};
