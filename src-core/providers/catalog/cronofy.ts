import type { ProviderInput } from '../provider.ts';

export const cronofy = (): ProviderInput => ({
  id: 'cronofy',
  name: 'Cronofy',
  docsUrl: 'https://docs.cronofy.com/developers/push-notifications/',
  summary: 'Changes of calendars.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'Cronofy-HMAC-SHA256' }, separator: ',' },
  },
  secret: { description: 'The OAuth client secret.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/notification/type' }],
  recognise: { headers: ['Cronofy-HMAC-SHA256'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'change',
      description: 'Events changed.',
      sample: {
        notification: { type: 'change', changes_since: '2025-10-09T08:53:20Z' },
        channel: {
          channel_id: 'chn_54cf7c7cb4ad4c1027000001',
          callback_url: 'https://example.com/hooks',
          filters: {},
        },
      },
    },
    {
      type: 'verification',
      description: 'Cronofy tries the address.',
      sample: {
        notification: { type: 'verification' },
        channel: {
          channel_id: 'chn_54cf7c7cb4ad4c1027000001',
          callback_url: 'https://example.com/hooks',
          filters: {},
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
