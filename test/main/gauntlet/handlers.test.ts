import { describe, expect, onTestFinished, test } from 'vitest';
import type { GauntletRun } from '#core/mutation/run.ts';
import { logHook, memoryHook, serveHooks } from '#main/cli/run-hooks.ts';
import { testEngine } from '../../support/engine.ts';
import { isInstalled, startHandler } from '../../support/handler-process.ts';

const secret = 'whsec_gauntlet_0123456789abcdef';

interface Chosen {
  cases?: string[];
  maxFields?: number;
  timeoutMs?: number;
  memory?: boolean;
  settleMs?: number;
}

/** A run of Stripe's events against a handler, with everything watched that can be. */
async function run(name: string, { cases, maxFields = 6, timeoutMs, memory, settleMs = 60 }: Chosen = {}) {
  const { client } = await testEngine({ listen: false });
  const handler = await startHandler(name, secret);
  const hooks = await serveHooks({
    restart: async () => {
      await handler.restart();
      return 1;
    },
    // A restart gives it another process.
    memory: () => memoryHook(handler.pid())(),
    log: await logHook(handler.logFile, [secret]),
  });
  onTestFinished(() => hooks.close());
  return client.gauntlet.run({
    provider: 'stripe',
    eventType: 'customer.created',
    secret,
    target: { url: handler.url, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
    observer: { url: handler.effectsUrl, pointer: '/count' },
    settleMs,
    maxFields,
    restartUrl: hooks.url('restart'),
    logUrl: hooks.url('log'),
    ...(memory ? { memoryUrl: hooks.url('memory') } : {}),
    ...(cases === undefined ? {} : { cases }),
  });
}

const rulesOf = ({ findings }: GauntletRun) => findings.map(({ rule }) => rule).sort();
const failures = ({ results }: GauntletRun) =>
  results.filter(({ outcome }) => outcome === 'failed').map(({ caseId, reason }) => `${caseId}: ${reason}`);

test('finds nothing wrong with the correct handler, whatever it is sent', async () => {
  const played = await run('correct', { maxFields: 30, memory: true });
  expect(failures(played)).toEqual([]);
  expect(played).toMatchObject({ state: 'done', passed: true, findings: [] });
  const families = played.scores.map(({ family, passed }) => [family, passed > 0]);
  expect(families).toEqual(
    ['structure', 'values', 'bytes', 'wire', 'signature', 'conduct'].map((family) => [family, true]),
  );
  const unplayed = played.results.filter(({ outcome }) => outcome !== 'passed').map(({ caseId }) => caseId);
  expect(unplayed).toEqual(['conduct.rotation']);
});

/** What tells the broken ones apart; the correct one is sent everything. */
const usual = [
  'signature',
  'bytes.pretty',
  'bytes.escapes',
  'bytes.truncated',
  'bytes.empty',
  'structure.null',
  'structure.unknown-type',
  'conduct.duplicate',
  'conduct.replayed',
  'conduct.lost-answer',
  'conduct.at-once',
  'conduct.order',
  'conduct.secrets',
];
const lasting = [...usual, 'conduct.after-others', 'conduct.after-restart'];

const broken: [name: string, rules: string[], chosen?: Chosen][] = [
  ['no-verification', ['no-verification']],
  ['parsed-body', ['signs-parsed-body']],
  ['prefix-comparison', ['weak-comparison']],
  ['no-tolerance', ['no-tolerance']],
  ['crash-on-null', ['crashes']],
  ['error-on-bad-json', ['server-error']],
  ['error-on-forged', ['error-on-forged']],
  ['not-idempotent', ['forgets-repeats', 'not-idempotent', 'racy-idempotency'], { cases: lasting }],
  ['racy-idempotency', ['racy-idempotency']],
  ['idempotent-in-memory', ['forgets-repeats'], { cases: lasting }],
  ['bounded-memory', ['forgets-repeats'], { cases: lasting }],
  ['slow', ['too-slow'], { timeoutMs: 1000 }],
  ['order-dependent', ['order-dependent']],
  ['hanging', ['hangs'], { timeoutMs: 5000 }],
  ['leaking-memory', ['leaks-memory'], { cases: ['conduct.memory'], memory: true }],
  ['old-algorithm', ['old-algorithm']],
  ['works-before-verifying', ['works-before-verifying']],
  ['success-to-everything', ['hides-refusals']],
  ['logs-secret', ['logs-secret']],
];

describe('finds what is wrong with a handler, and nothing else', () => {
  test.each(broken)('%s', async (name, rules, chosen = {}) => {
    const played = await run(name, { cases: usual, ...chosen });
    expect(rulesOf(played), failures(played).join('\n')).toEqual(rules);
  });

  test.each<[file: string, program: string, rules: string[]]>([
    ['crash_on_null.py', 'python3', ['server-error']],
    ['weak_comparison.php', 'php', ['weak-comparison']],
    ['no_tolerance.rb', 'ruby', ['no-tolerance']],
  ])('%s', async (name, program, rules) => {
    if (!isInstalled(program)) return;
    const played = await run(name, { cases: usual });
    expect(rulesOf(played), failures(played).join('\n')).toEqual(rules);
  });
});

test('finds a race each of 50 times, and never one where there is none', async () => {
  const { client } = await testEngine({ listen: false });
  const outcomes = async (name: string) => {
    const handler = await startHandler(name, secret);
    const rules = new Set<string>();
    for (let time = 0; time < 50; time++) {
      const { findings } = await client.gauntlet.run({
        provider: 'stripe',
        secret,
        target: { url: handler.url },
        observer: { url: handler.effectsUrl },
        settleMs: 5,
        cases: ['conduct.at-once'],
        maxFields: 0,
      });
      rules.add(findings.map(({ rule }) => rule).join());
    }
    return [...rules];
  };
  expect(await outcomes('racy-idempotency')).toEqual(['racy-idempotency']);
  expect(await outcomes('correct')).toEqual(['']);
});
