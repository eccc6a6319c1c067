import { type Exported, json, type PolicyToExport, wholeSeconds } from './export-policy.ts';

const dayMs = 86_400_000;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** Bounds of the services (SQS and EventBridge API references). */
const longestVisibilitySeconds = 43_200;
const longestRetentionSeconds = 1_209_600;
const mostReceives = 1000;
const mostEventBridgeRetries = 185;
const eventAgeSeconds = { least: 60, most: 86_400 };

const ownSchedule = 'The service has a schedule of its own: only how often and how long are yours.';

/**
 * SQS: a queue's attributes (CreateQueue), and by how much a consumer lengthens the visibility timeout after each failed
 * receive. EventBridge: a target's RetryPolicy.
 */
export function exportToAws(
  { attempts, waitsMs, spanMs, policy }: PolicyToExport,
  to: 'sqs' | 'eventbridge',
): Exported {
  if (to === 'eventbridge') {
    const retries = clamp(attempts - 1, 0, mostEventBridgeRetries);
    const ageSeconds = clamp(Math.ceil(spanMs / 1000), eventAgeSeconds.least, eventAgeSeconds.most);
    return {
      language: 'json',
      text: json({ RetryPolicy: { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: ageSeconds } }),
      differences: [
        ownSchedule,
        ...(retries < attempts - 1 ? [`It retries ${mostEventBridgeRetries} times at most.`] : []),
        ...(spanMs > dayMs ? ['It gives up after a day.'] : []),
      ],
    };
  }
  const visibility = waitsMs.map((ms) => clamp(wholeSeconds(ms), 1, longestVisibilitySeconds));
  const receives = clamp(attempts, 1, mostReceives);
  return {
    language: 'json',
    text: json({
      Attributes: {
        VisibilityTimeout: String(clamp(wholeSeconds(policy.timeoutMs), 1, longestVisibilitySeconds)),
        MessageRetentionPeriod: String(
          clamp(Math.ceil((spanMs + dayMs) / 1000), 60, longestRetentionSeconds),
        ),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: 'arn:aws:sqs:REGION:ACCOUNT:DEAD_LETTERS',
          maxReceiveCount: receives,
        }),
      },
      changeMessageVisibilitySeconds: visibility,
    }),
    differences: [
      'It waits the same each time by itself: after receive n, the consumer calls ChangeMessageVisibility with the n-th number.',
      ...(policy.jitter.kind === 'none' ? [] : ['The consumer draws the jitter before that call.']),
      ...(waitsMs.some((ms) => wholeSeconds(ms) > longestVisibilitySeconds)
        ? ['It waits 12 h at most.']
        : []),
      ...(receives < attempts ? [`It receives ${mostReceives} times at most.`] : []),
      ...(spanMs + dayMs > longestRetentionSeconds * 1000 ? ['It keeps a message for 14 days at most.'] : []),
    ],
  };
}
