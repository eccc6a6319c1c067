import { z } from 'zod';
import { printDurationMs } from '../../numbers/duration.ts';
import { attemptsWithoutBound } from '../next-attempt.ts';
import type { RetryPolicy } from '../policy.ts';
import { policySpanMs } from '../policy-span.ts';
import { scheduledWaitMs } from '../wait.ts';
import { exportToAws } from './export-to-aws.ts';
import { exportToBullMq } from './export-to-bullmq.ts';

/** Tools whose configuration a policy can be written as. */
export const ExportTool = z.enum([
  'svix',
  'convoy',
  'temporal',
  'bullmq',
  'sqs',
  'eventbridge',
  'standard-webhooks',
]);
export type ExportTool = z.infer<typeof ExportTool>;

/** A policy as a tool's configuration. */
export const ExportedPolicy = z.object({
  tool: ExportTool,
  language: z.enum(['toml', 'json', 'javascript', 'markdown']),
  text: z.string(),
  /** What the tool does otherwise than the policy, as sentences; none where it does just the same. */
  differences: z.array(z.string()),
});
export type ExportedPolicy = z.infer<typeof ExportedPolicy>;

/** What an exporter is told, worked out once. */
export interface PolicyToExport {
  policy: RetryPolicy;
  attempts: number;
  /** Between attempts, chance left out; one fewer than attempts. */
  waitsMs: number[];
  /** From the first attempt to the last, where all fail at once. */
  spanMs: number;
}

/** More waits than this are no table. */
const mostWaits = 1000;

/** The waits that a policy schedules, until attempts, list or horizon end. */
function toExport(policy: RetryPolicy): PolicyToExport {
  const waitsMs: number[] = [];
  const attempts = policy.maxAttempts ?? attemptsWithoutBound;
  for (let number = 1, atMs = 0; number < attempts && waitsMs.length < mostWaits; number++) {
    const waitMs = scheduledWaitMs(policy.schedule, number);
    if (waitMs === null) break;
    atMs += waitMs;
    if (policy.horizonMs !== null && atMs > policy.horizonMs) break;
    waitsMs.push(waitMs);
  }
  return { policy, attempts: waitsMs.length + 1, waitsMs, spanMs: policySpanMs(policy) };
}

export type Exported = Omit<ExportedPolicy, 'tool'>;

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A wait in whole seconds, one at least. */
export const wholeSeconds = (ms: number): number => Math.max(1, Math.round(ms / 1000));

const noJitter = ({ policy }: PolicyToExport): string[] =>
  policy.jitter.kind === 'none'
    ? []
    : ['It has no setting for jitter: deliveries that failed together come back together.'];

const rounded = ({ waitsMs }: PolicyToExport): string[] =>
  waitsMs.some((ms) => ms !== wholeSeconds(ms) * 1000)
    ? ['Waits are rounded to whole seconds, one at least.']
    : [];

/** Self-hosted Svix: config.toml (svix-server/config.default.toml, `retry_schedule` in seconds between attempts). */
const exportToSvix = (given: PolicyToExport): Exported => ({
  language: 'toml',
  text: `retry_schedule = [${given.waitsMs.map(wholeSeconds).join(',')}]\nworker_request_timeout = ${wholeSeconds(given.policy.timeoutMs)}\n`,
  differences: [...noJitter(given), ...rounded(given)],
});

/**
 * Convoy's project configuration (getconvoy.io/docs, retry schedule): `linear` waits `duration` seconds each time,
 * `exponential` `duration` x 2^n; `retry_count` counts all attempts.
 */
function exportToConvoy(given: PolicyToExport): Exported {
  const { waitsMs, attempts } = given;
  const [first = 1000] = waitsMs;
  const isEven = waitsMs.every((ms) => ms === first);
  const doubled = (at: number) => first * 2 ** at;
  const isDoubling = !isEven && waitsMs.every((ms, at) => Math.abs(ms - doubled(at)) < 1);
  const differences =
    isEven || isDoubling
      ? []
      : ["Its waits double each time, up to the instance's max_retry_seconds; yours do not."];
  return {
    language: 'json',
    text: json({
      config: {
        strategy: {
          type: isEven ? 'linear' : 'exponential',
          duration: wholeSeconds(first),
          retry_count: attempts,
        },
      },
    }),
    differences: [
      ...differences,
      ...(given.policy.jitter.kind === 'none'
        ? isEven
          ? []
          : ['It adds up to 5 s of chance to each exponential wait.']
        : ['Its chance is less than 5 s a wait, whatever the policy says.']),
      ...rounded(given),
    ],
  };
}

/** Temporal's RetryPolicy (docs.temporal.io, retry policies), as its TypeScript SDK takes it: times in milliseconds. */
function exportToTemporal(given: PolicyToExport): Exported {
  const { policy, attempts, waitsMs } = given;
  const { schedule } = policy;
  const first = Math.max(1, Math.round(waitsMs[0] ?? 1000));
  const factor = schedule.kind === 'exponential' ? schedule.factor : 1;
  const even = waitsMs.every((ms) => ms === waitsMs[0]);
  const last = waitsMs.at(-1) ?? first;
  const longest = Math.max(first, ...waitsMs);
  const growth =
    schedule.kind === 'exponential' || even || waitsMs.length < 2
      ? factor
      : Math.max(1, (last / Math.max(1, first)) ** (1 / (waitsMs.length - 1)));
  return {
    language: 'json',
    text: json({
      initialInterval: first,
      backoffCoefficient: Number(growth.toFixed(3)),
      maximumInterval: Math.round(longest),
      maximumAttempts: attempts,
    }),
    differences: [
      ...noJitter(given),
      ...(schedule.kind === 'exponential' || even
        ? []
        : ['Its waits grow by one factor: the list is drawn near, not met.']),
    ],
  };
}

/** The table in which Standard Webhooks has its recommended schedule (spec, "Retry schedule"): each attempt with the delay before it. */
const exportToTable = (given: PolicyToExport): Exported => ({
  language: 'markdown',
  text: [
    '| Attempt | Delay |',
    '| ------- | ----- |',
    '| 1 | Immediately |',
    ...given.waitsMs.map((ms, at) => `| ${at + 2} | ${printDurationMs(ms, ' ')} |`),
    '',
  ].join('\n'),
  differences:
    given.policy.jitter.kind === 'none'
      ? []
      : ['The table has no word for jitter: say beside it how waits are drawn.'],
});

const exporters: Record<ExportTool, (given: PolicyToExport) => Exported> = {
  svix: exportToSvix,
  convoy: exportToConvoy,
  temporal: exportToTemporal,
  bullmq: exportToBullMq,
  sqs: (given) => exportToAws(given, 'sqs'),
  eventbridge: (given) => exportToAws(given, 'eventbridge'),
  'standard-webhooks': exportToTable,
};

/** Writes a policy as a tool's configuration, with what the tool does otherwise. */
export const exportPolicy = (policy: RetryPolicy, tool: ExportTool): ExportedPolicy => ({
  tool,
  ...exporters[tool](toExport(policy)),
});
