import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ExportTool, exportPolicy } from '#core/retry/advice/export-policy.ts';
import { RetryPolicy, type RetryPolicyInput } from '#core/retry/policy.ts';

/*
 * Each tool's documented shape, written from its documents: Svix's config.default.toml, Convoy's retry schedule, Temporal's
 * RetryPolicy, BullMQ's retrying failing jobs, the API references of SQS and EventBridge, the Standard Webhooks spec.
 */

const doubling: RetryPolicyInput = {
  maxAttempts: 6,
  schedule: { kind: 'exponential', baseMs: 10_000, factor: 2 },
};
const capped: RetryPolicyInput = {
  maxAttempts: 8,
  schedule: { kind: 'exponential', baseMs: 5000, factor: 3, capMs: 600_000 },
  jitter: { kind: 'full' },
};
const list: RetryPolicyInput = {
  maxAttempts: 5,
  schedule: { kind: 'list', waitsMs: [5000, 300_000, 1_800_000, 7_200_000] },
};
const even: RetryPolicyInput = { maxAttempts: 4, schedule: { kind: 'linear', firstMs: 60_000, stepMs: 0 } };

const exported = (policy: RetryPolicyInput, tool: ExportTool) =>
  exportPolicy(RetryPolicy.parse(policy), tool);

describe('a policy as configuration', () => {
  test('of Svix: retry_schedule, the seconds between attempts', () => {
    const { text, differences } = exported(list, 'svix');
    const settings = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(' = ')),
    );
    expect(JSON.parse(settings.retry_schedule)).toEqual([5, 300, 1800, 7200]);
    expect(JSON.parse(settings.worker_request_timeout)).toBe(30);
    expect(differences).toEqual([]);
    expect(exported(capped, 'svix').differences.join(' ')).toMatch(/jitter/);
  });

  const Convoy = z.strictObject({
    config: z.strictObject({
      strategy: z.strictObject({
        type: z.enum(['linear', 'exponential']),
        duration: z.int().min(1),
        retry_count: z.int().min(1),
      }),
    }),
  });

  test('of Convoy: linear or exponential, the first wait, all attempts', () => {
    const strategyOf = (policy: RetryPolicyInput) =>
      Convoy.parse(JSON.parse(exported(policy, 'convoy').text)).config.strategy;
    expect(strategyOf(doubling)).toEqual({ type: 'exponential', duration: 10, retry_count: 6 });
    expect(strategyOf(even)).toEqual({ type: 'linear', duration: 60, retry_count: 4 });
    expect(exported(list, 'convoy').differences.join(' ')).toMatch(/double/);
    expect(exported(even, 'convoy').differences).toEqual([]);
  });

  const Temporal = z.strictObject({
    initialInterval: z.int().positive(),
    backoffCoefficient: z.number().min(1),
    maximumInterval: z.int().positive(),
    maximumAttempts: z.int().min(0),
  });
  /** docs.temporal.io: initialInterval x backoffCoefficient^n, at most maximumInterval. */
  const temporalWaits = ({
    initialInterval,
    backoffCoefficient,
    maximumInterval,
    maximumAttempts,
  }: z.infer<typeof Temporal>) =>
    Array.from({ length: maximumAttempts - 1 }, (_, n) =>
      Math.min(maximumInterval, initialInterval * backoffCoefficient ** n),
    );

  test('of Temporal: its formula gives the same waits', () => {
    const waitsOf = (policy: RetryPolicyInput) =>
      temporalWaits(Temporal.parse(JSON.parse(exported(policy, 'temporal').text)));
    expect(waitsOf(doubling)).toEqual([10_000, 20_000, 40_000, 80_000, 160_000]);
    expect(waitsOf(capped)).toEqual([5000, 15_000, 45_000, 135_000, 405_000, 600_000, 600_000]);
    expect(waitsOf(even)).toEqual([60_000, 60_000, 60_000]);
    expect(exported(list, 'temporal').differences.join(' ')).toMatch(/one factor/);
  });

  const JobOptions = z.strictObject({
    attempts: z.int().min(1),
    backoff: z.strictObject({
      type: z.enum(['fixed', 'exponential', 'custom']),
      delay: z.int().min(0).optional(),
      jitter: z.number().min(0).max(1).optional(),
    }),
  });
  const moduleOf = async (text: string) =>
    (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
      jobOptions: unknown;
      backoffStrategy?: (attemptsMade: number) => number;
    };

  test('of BullMQ: a module that runs, by its own strategies where they do the same', async () => {
    const own = await moduleOf(exported(doubling, 'bullmq').text);
    expect(JobOptions.parse(own.jobOptions)).toEqual({
      attempts: 6,
      backoff: { type: 'exponential', delay: 10_000 },
    });
    const fixed = await moduleOf(exported({ ...even, jitter: { kind: 'equal' } }, 'bullmq').text);
    expect(JobOptions.parse(fixed.jobOptions)).toEqual({
      attempts: 4,
      backoff: { type: 'fixed', delay: 60_000, jitter: 0.5 },
    });
    const { jobOptions, backoffStrategy } = await moduleOf(exported(list, 'bullmq').text);
    expect(JobOptions.parse(jobOptions)).toEqual({ attempts: 5, backoff: { type: 'custom' } });
    expect([1, 2, 3, 4].map((made) => backoffStrategy?.(made))).toEqual([
      5000, 300_000, 1_800_000, 7_200_000,
    ]);
    const drawn = await moduleOf(exported(capped, 'bullmq').text);
    for (let tried = 0; tried < 50; tried++) {
      const waitMs = drawn.backoffStrategy?.(3) ?? Number.NaN;
      expect(waitMs).toBeGreaterThanOrEqual(0);
      expect(waitMs).toBeLessThanOrEqual(45_000);
    }
  });

  const Sqs = z.strictObject({
    Attributes: z.strictObject({
      VisibilityTimeout: z.string().regex(/^\d+$/),
      MessageRetentionPeriod: z.string().regex(/^\d+$/),
      RedrivePolicy: z.string(),
    }),
    changeMessageVisibilitySeconds: z.array(z.int().min(0).max(43_200)),
  });

  test('of SQS: attributes within its bounds, and the visibility after each receive', () => {
    const { Attributes, changeMessageVisibilitySeconds } = Sqs.parse(JSON.parse(exported(list, 'sqs').text));
    expect(changeMessageVisibilitySeconds).toEqual([5, 300, 1800, 7200]);
    expect(JSON.parse(Attributes.RedrivePolicy)).toMatchObject({ maxReceiveCount: 5 });
    expect(Number(Attributes.MessageRetentionPeriod)).toBeLessThanOrEqual(1_209_600);
    expect(Number(Attributes.VisibilityTimeout)).toBeLessThanOrEqual(43_200);
    const long = exported(
      { maxAttempts: 20, schedule: { kind: 'linear', firstMs: 86_400_000, stepMs: 0 } },
      'sqs',
    );
    expect(long.differences.join(' ')).toMatch(/12 h at most.*14 days at most/);
  });

  const EventBridge = z.strictObject({
    RetryPolicy: z.strictObject({
      MaximumRetryAttempts: z.int().min(0).max(185),
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400),
    }),
  });

  test('of EventBridge: how often and how long, within its bounds', () => {
    expect(EventBridge.parse(JSON.parse(exported(list, 'eventbridge').text)).RetryPolicy).toEqual({
      MaximumRetryAttempts: 4,
      MaximumEventAgeInSeconds: 9305,
    });
    const many = exported(
      { maxAttempts: 1000, schedule: { kind: 'linear', firstMs: 600_000, stepMs: 0 } },
      'eventbridge',
    );
    expect(EventBridge.parse(JSON.parse(many.text)).RetryPolicy).toEqual({
      MaximumRetryAttempts: 185,
      MaximumEventAgeInSeconds: 86_400,
    });
    expect(many.differences).toHaveLength(3);
  });

  test("of Standard Webhooks: the spec's table", () => {
    expect(exported(list, 'standard-webhooks').text).toBe(
      [
        '| Attempt | Delay |',
        '| ------- | ----- |',
        '| 1 | Immediately |',
        '| 2 | 5 s |',
        '| 3 | 5 min |',
        '| 4 | 30 min |',
        '| 5 | 2 h |',
        '',
      ].join('\n'),
    );
  });

  test.each(ExportTool.options)('of %s for any policy, also one of a single attempt', (tool) => {
    for (const policy of [
      { maxAttempts: 1 },
      { maxAttempts: null, schedule: list.schedule },
      { ...capped, horizonMs: 60_000 },
    ])
      expect(exported(policy, tool).text.length).toBeGreaterThan(10);
  });
});
