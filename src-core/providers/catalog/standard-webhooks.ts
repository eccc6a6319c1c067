import { standardWebhooksScheme } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const standardWebhooks = (): ProviderInput => ({
  id: 'standard-webhooks',
  name: 'Standard Webhooks',
  docsUrl: 'https://www.standardwebhooks.com',
  summary: 'The open specification that many senders follow (1.0.0).',
  scheme: standardWebhooksScheme('webhook'),
  secret: {
    description: 'whsec_ and the base64 of 24 to 64 bytes; the key is the decoded part after the prefix.',
    generate: 'whsec',
    prefix: 'whsec_',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'header', name: 'webhook-id' }],
  delivery: {
    timeoutMs: 20_000,
    followsRedirects: false,
    retryPolicy: {
      maxAttempts: 10,
      schedule: {
        kind: 'list',
        waitsMs: [
          5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
        ],
      },
      timeoutMs: 20_000,
      giveUpOn: '410',
      retryAfter: 'honour',
      disableAfter: { onStatus: '410' },
    },
    stopsOn:
      '2xx. 410 should disable the endpoint; 429, 502 and 504 should throttle; Retry-After is honoured.',
    endpointDisabling: 'Recommended after a long time of consistent failure, with notice by another channel.',
    notes: [
      'The specification only recommends: a timeout of 15 to 30 s (20 chosen here), and this example schedule with jitter.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'contact.created',
      category: 'contact',
      description: 'A full payload: the thing itself travels along.',
      schema: {
        type: 'object',
        required: ['type', 'timestamp', 'data'],
        properties: {
          type: { const: 'contact.created' },
          timestamp: { type: 'string', format: 'date-time' },
          data: {
            type: 'object',
            required: ['id', 'first_name', 'last_name'],
            properties: {
              id: { type: 'string' },
              first_name: { type: 'string' },
              last_name: { type: 'string' },
            },
          },
        },
      },
      sample: {
        type: 'contact.created',
        timestamp: '2022-11-03T20:26:10.344522Z',
        data: { id: '1f81eb52-5198-4599-803e-771906343485', first_name: 'John', last_name: 'Smith' },
      },
    },
    {
      type: 'contact.updated',
      category: 'contact',
      description: 'A thin payload: only the id travels, the receiver fetches the rest.',
      schema: {
        type: 'object',
        required: ['type', 'timestamp', 'data'],
        properties: {
          type: { const: 'contact.updated' },
          timestamp: { type: 'string', format: 'date-time' },
          data: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
        },
      },
      sample: {
        type: 'contact.updated',
        timestamp: '2022-11-03T20:26:10.344522Z',
        data: { id: '1f81eb52-5198-4599-803e-771906343485' },
      },
    },
  ],
  limits: ['Payloads should be kept under 20 KB.'],
  advice: ['webhook-id stays the same over all attempts of an event: use it as an idempotency key.'],
  notes: [
    'The header is a list of v1,<base64> parted by spaces: any match is enough. v1a entries (ed25519) need a whpk_ key and are passed over.',
    'The time window applies to past and future.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
    'npm:standardwebhooks@1.1.1',
  ],
});
