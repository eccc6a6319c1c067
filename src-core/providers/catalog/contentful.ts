import type { ProviderInput } from '../provider.ts';

export const contentful = (): ProviderInput => ({
  id: 'contentful',
  name: 'Contentful',
  docsUrl: 'https://www.contentful.com/developers/docs/extensibility/app-framework/request-verification/',
  summary: 'Entries and assets of a space, with signed requests.',
  scheme: {
    kind: 'hmac',
    signedContent: '{method}\\n{contentfulPath}\\n{signedHeaders:x-contentful-signed-headers}\\n{body}',
    signature: { at: { in: 'header', name: 'x-contentful-signature' } },
    timestamp: {
      at: { in: 'header', name: 'x-contentful-timestamp' },
      unit: 'unix-ms',
      toleranceSeconds: 30,
    },
  },
  secret: { description: '64-character secret used as UTF-8 (do not hex-decode).', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Contentful-Topic' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Contentful-Idempotency-Key' }],
  headers: {
    'X-Contentful-Webhook-Name': 'Tacklebox',
    'X-Contentful-Topic': '{eventType}',
    'X-Contentful-Idempotency-Key': '{uuid}',
  },
  contentType: 'application/vnd.contentful.management.v1+json; charset=UTF-8',
  delivery: {
    timeoutMs: 30_000,
    retryPolicy: {
      maxAttempts: 3,
      schedule: { kind: 'list', waitsMs: [30_000, 30_000] },
      timeoutMs: 30_000,
      giveUpOn: '400-499,!429',
    },
    stopsOn: '4xx except 429.',
    notes: ['2 retries 30 s apart on 429/5xx (not checked again).'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'ContentManagement.Entry.publish',
      description: 'An entry was published.',
      sample: {
        sys: {
          type: 'Entry',
          id: '3Ro7fRIfBQjoLFlOAqo6uY',
          space: { sys: { type: 'Link', linkType: 'Space', id: 'cfexampleapi' } },
          environment: { sys: { id: 'master', type: 'Link', linkType: 'Environment' } },
          contentType: { sys: { type: 'Link', linkType: 'ContentType', id: 'post' } },
          revision: 2,
          createdAt: '2025-10-09T08:53:20.000Z',
          updatedAt: '2025-10-09T08:53:20.000Z',
        },
        fields: { title: { 'en-US': 'Café' } },
      },
    },
    {
      type: 'ContentManagement.Entry.delete',
      description: 'An entry was deleted.',
      sample: {
        sys: {
          type: 'DeletedEntry',
          id: '3Ro7fRIfBQjoLFlOAqo6uY',
          space: { sys: { type: 'Link', linkType: 'Space', id: 'cfexampleapi' } },
          deletedAt: '2025-10-09T08:53:20.000Z',
        },
      },
    },
  ],
  recognise: { headers: ['X-Contentful-Topic', 'x-contentful-signature'] },
  notes: [
    'signedHeaders = every header named in x-contentful-signed-headers (comma list, sorted by name) as name:value joined by ; . The list always includes itself and the timestamp.',
    'Path is pathname?query with the query escaped as one string then encodeURI.',
    'Query-less paths sign as is.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@contentful/node-apps-toolkit@3.16.1 lib/requests',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/bespoke/contentful.ts',
  ],
});
