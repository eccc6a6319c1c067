import { spanningSchedule } from '../../retry/spanning-schedule.ts';
import type { ProviderInput } from '../provider.ts';

export const workos = (): ProviderInput => ({
  id: 'workos',
  name: 'WorkOS',
  docsUrl: 'https://workos.com/docs/events/data-syncing/webhooks',
  summary: 'Users, directories, connections and organizations.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'WorkOS-Signature' }, format: 't={timestamp}, v1={signature}' },
    timestamp: { at: { in: 'signature' }, unit: 'unix-ms', toleranceSeconds: 180, refuseFuture: false },
  },
  secret: { description: 'Endpoint secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    success: '200',
    simulationHint: {
      maxAttempts: 7,
      schedule: spanningSchedule({ attempts: 7, withinMs: 259_200_000, firstMs: 60_000 }),
      horizonMs: 259_200_000,
      success: '200',
    },
    stopsOn: '200.',
    notes: [
      'Up to 6 retries over 3 days (not checked again).',
      'Retries up to 7 attempts, for up to 3 days; the waits are not published.',
    ],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'user.created',
      description: 'A user was created.',
      sample: {
        id: 'event_01E4ZCR3C56J083X43JQXF3JK5',
        event: 'user.created',
        data: {
          object: 'user',
          id: 'user_01E4ZCR3C5A4QZ2Z2JQXGKZJ9E',
          email: 'ada@example.com',
          first_name: 'Ada',
          last_name: 'Lovelace',
          email_verified: true,
          created_at: '2025-10-09T08:53:20.000Z',
          updated_at: '2025-10-09T08:53:20.000Z',
        },
        created_at: '2025-10-09T08:53:20.000Z',
      },
    },
    {
      type: 'dsync.user.created',
      description: 'A directory’s user was created.',
      sample: {
        id: 'event_01E4ZCR3C56J083X43JQXF3JK6',
        event: 'dsync.user.created',
        data: {
          object: 'directory_user',
          id: 'directory_user_01E1JG7J09H96KYP8HM9B0G5SJ',
          directory_id: 'directory_01ECAZ4NV9QMV47GW873HDCX74',
          state: 'active',
          first_name: 'Ada',
        },
        created_at: '2025-10-09T08:53:20.000Z',
      },
    },
  ],
  recognise: { userAgent: 'WorkOS' },
  notes: [
    'Space after the comma; milliseconds, not seconds.',
    'Node SDK takes the parsed payload and hashes JSON.stringify(payload): bodies must be compact and key order preserved.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@workos-inc/node@8.13.0 signature provider',
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
