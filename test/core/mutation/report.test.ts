import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { compareRuns } from '#core/mutation/compare-runs.ts';
import { reportFormats } from '#core/mutation/report/formats.ts';
import { reportOf } from '#core/mutation/report/report.ts';
import { type CaseResult, type GauntletRun, scoresOf } from '#core/mutation/run.ts';
import { gauntletReportSchema } from '../../../scripts/gauntlet-schema.ts';
import { root } from '../../../scripts/lib/paths.mjs';

const hostile = '</script><img src=x onerror=alert(1)> | `code` ]]> & "quotes" \u0000 \ud800 \n## a heading';

const result = (caseId: string, outcome: CaseResult['outcome'], durationMs = 5): CaseResult => ({
  caseId,
  family: 'structure',
  title: hostile,
  expect: 'survive',
  outcome,
  reason: hostile,
  rule: outcome === 'failed' ? 'server-error' : null,
  effects: null,
  durationMs,
  exchanges: [
    {
      request: {
        method: 'POST',
        url: 'http://127.0.0.1:1/hook',
        rawHeaders: [['X', hostile]],
        body: { encoding: 'utf8', data: hostile, totalBytes: 10, offsetBytes: 0, truncated: false },
        manner: 'plain',
      },
      answer: null,
      failure: { code: 'reset', message: hostile },
      durationMs: 1,
    },
  ],
});

const results = [
  result('structure.a', 'failed'),
  result('structure.b', 'passed'),
  result('structure.c', 'skipped'),
];
const run: GauntletRun = {
  runId: 'run_01ABC',
  state: 'stopped',
  passed: false,
  reason: hostile,
  provider: hostile,
  eventType: null,
  url: 'http://127.0.0.1:1/hook',
  profile: 'strict',
  seed: 7,
  startedAt: '2026-11-21T12:00:00.000Z',
  endedAt: null,
  planned: 3,
  observer: null,
  scores: scoresOf(results),
  results,
  findings: [
    {
      rule: 'server-error',
      title: hostile,
      severity: 'high',
      caseIds: ['structure.a'],
      sent: hostile,
      received: hostile,
      why: hostile,
      providers: hostile,
      fix: hostile,
      code: [{ language: 'Node.js', code: '```\nno fence is long enough for ````\n```' }],
    },
  ],
};

describe('reports of a run', () => {
  test('take nothing that a handler said for markup', () => {
    const html = reportOf(run, 'html').text;
    expect(html).not.toContain('<img');
    expect(html).not.toContain('</script>');
    const markdown = reportOf(run, 'markdown').text;
    expect(markdown).not.toMatch(/^## a heading/m);
    expect(markdown).not.toMatch(/(?<!\\)<img/);
    expect(markdown).toContain('`````\n```');
    const junit = reportOf(run, 'junit').text;
    expect(junit).not.toContain('<img');
    // Neither can stand in XML 1.0.
    expect(junit.includes('\u0000') || junit.includes('\ud800')).toBe(false);
    expect(junit).toContain('tests="4" failures="1" errors="1" skipped="1"');
  });

  test('have a name of their own in each format', () => {
    const names = reportFormats.map((format) => path.extname(reportOf(run, format).fileName));
    expect(names).toEqual(['.html', '.md', '.xml', '.json']);
  });

  test('are JSON of the published form', () => {
    const published = readFileSync(path.join(root, 'docs/gauntlet-report.schema.json'), 'utf8');
    expect(published, 'run npm run docs').toBe(gauntletReportSchema());
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(published));
    expect(validate(JSON.parse(reportOf(run, 'json').text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...run, format: 1, state: 'elsewhere' })).toBe(false);
  });
});

test('compares runs case by case: mended, newly failing, slower', () => {
  const before = [
    result('a', 'failed'),
    result('b', 'passed'),
    result('c', 'failed'),
    result('d', 'passed', 10),
    result('e', 'passed', 10),
    result('gone', 'passed'),
  ];
  const after = [
    result('a', 'passed'),
    result('b', 'failed'),
    result('c', 'failed'),
    result('d', 'passed', 100),
    result('e', 'passed', 15),
    result('new', 'failed'),
  ];
  expect(compareRuns({ results: before }, { results: after })).toEqual({
    fixed: ['a'],
    regressed: ['b'],
    stillFailing: ['c'],
    slower: [{ caseId: 'd', beforeMs: 10, afterMs: 100 }],
    onlyBefore: ['gone'],
    onlyAfter: ['new'],
  });
});
