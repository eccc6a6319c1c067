import type { ProviderInput } from '../provider.ts';

export const azureEventGrid = (): ProviderInput => ({
  id: 'azure-event-grid',
  name: 'Azure Event Grid',
  docsUrl: 'https://learn.microsoft.com/azure/event-grid/webhook-event-delivery',
  summary: 'Events of Azure’s services and of your own.',
  scheme: { kind: 'none' },
  secret: {
    description: 'query-string secret in the URL, delivery headers, or Entra ID bearer token.',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/0/eventType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/0/id' }],
  headers: {
    'aeg-event-type': 'Notification',
    'aeg-delivery-count': '0',
    'aeg-subscription-name': 'TACKLEBOX',
  },
  handshakes: [
    {
      id: 'validation',
      description:
        'Subscribing makes Event Grid post a validation code; it may also be confirmed by opening validationUrl within 5 to 10 minutes.',
      match: { method: 'POST', header: { 'aeg-event-type': 'SubscriptionValidation' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"validationResponse":"{json:/0/data/validationCode}"}',
      },
    },
  ],
  delivery: {
    success: '200-204',
    timeoutMs: 30_000,
    retryPolicy: {
      maxAttempts: 30,
      schedule: {
        kind: 'list',
        waitsMs: [
          10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000,
        ],
        repeatLast: true,
      },
      horizonMs: 86_400_000,
      timeoutMs: 30_000,
      success: '200-204',
      giveUpOn: '400,401,403,404,413',
    },
    stopsOn: '400, 401, 403, 404, 413 are not retried (dead-lettered or dropped).',
    endpointDisabling: 'Probation on failing endpoints.',
    deadLetter: 'Storage blob if configured.',
    notes: [
      'Success is 200, 201, 202, 203, 204.',
      '30 s timeout, success codes, 30 attempts and 1440 min TTL from docs (2020 copy). That copy says hourly after 1 h and retries every code; newer ones are said to give 3 h, 6 h, then every 12 h, and no retry for 400/401/403/404/413.',
      'Small randomisation; steps may be skipped for unhealthy endpoints.',
    ],
    confidence: 'docs',
  },
  events: [
    {
      type: 'Microsoft.Storage.BlobCreated',
      description: 'A blob was written.',
      sample: [
        {
          topic: '/subscriptions/00000000/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st',
          subject: '/blobServices/default/containers/pictures/blobs/cat.jpg',
          eventType: 'Microsoft.Storage.BlobCreated',
          eventTime: '2025-10-09T08:53:20.000Z',
          id: '831e1650-001e-001b-66ab-eeb76e069631',
          data: {
            api: 'PutBlob',
            contentType: 'image/jpeg',
            contentLength: 524288,
            blobType: 'BlockBlob',
            url: 'https://st.blob.core.windows.net/pictures/cat.jpg',
          },
          dataVersion: '',
          metadataVersion: '1',
        },
      ],
    },
  ],
  recognise: { headers: ['aeg-event-type'], json: ['/0/eventType', '/0/topic'] },
  notes: ['Body is an array of events.'],
  confidence: 'docs',
  sources: [
    'MicrosoftDocs/azure-docs articles/event-grid delivery-and-retry.md',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
