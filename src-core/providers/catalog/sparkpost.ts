import type { ProviderInput } from '../provider.ts';

export const sparkpost = (): ProviderInput => ({
  id: 'sparkpost',
  name: 'SparkPost',
  docsUrl: 'https://developers.sparkpost.com/api/webhooks/',
  summary: 'What became of mails, in batches.',
  scheme: { kind: 'static-token', header: 'X-MessageSystems-Webhook-Token' },
  secret: {
    description: 'auth_token of the webhook; Basic and OAuth are its other choices.',
    generate: 'hex32',
  },
  deliveryIdAt: [{ in: 'header', name: 'X-MessageSystems-Batch-ID' }],
  alternatives: [{ id: 'basic', name: 'HTTP Basic', scheme: { kind: 'basic' } }],
  headers: { 'X-MessageSystems-Batch-ID': '{uuid}' },
  recognise: { headers: ['X-MessageSystems-Batch-ID'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'delivery',
      description: 'A mail arrived.',
      sample: [
        {
          msys: {
            message_event: {
              type: 'delivery',
              event_id: '92356927693813856',
              message_id: '0e0d94b7-9085-4e3c-ab30-e3f2cd9c273e',
              rcpt_to: 'ada@example.com',
              timestamp: '1760000000',
            },
          },
        },
      ],
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
