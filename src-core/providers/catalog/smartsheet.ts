import type { ProviderInput } from '../provider.ts';

export const smartsheet = (): ProviderInput => ({
  id: 'smartsheet',
  name: 'Smartsheet',
  docsUrl: 'https://smartsheet.redoc.ly/tag/webhooksDescription',
  summary: 'Sheets, rows and cells that changed.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'Smartsheet-Hmac-SHA256' } } },
  secret: { description: 'sharedSecret of the webhook.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/events/0/eventType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/nonce' }],
  handshakes: [
    {
      id: 'challenge',
      description: 'A webhook that is enabled is verified: the challenge is echoed.',
      match: { header: { 'Smartsheet-Hook-Challenge': '*' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        headers: { 'Smartsheet-Hook-Response': '{header:Smartsheet-Hook-Challenge}' },
        body: '{"smartsheetHookResponse":"{header:Smartsheet-Hook-Challenge}"}',
      },
    },
  ],
  recognise: { headers: ['Smartsheet-Hmac-SHA256'], json: ['/nonce', '/scopeObjectId'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'updated',
      description: 'Something in a sheet changed.',
      sample: {
        nonce: '4b2ed20d-6f00-4b0c-8fac-082182aa9aac',
        timestamp: '2025-10-09T08:53:20.000+00:00',
        webhookId: 4503604829677444,
        scope: 'sheet',
        scopeObjectId: 4509506114742148,
        events: [
          {
            objectType: 'cell',
            eventType: 'updated',
            rowId: 7,
            columnId: 8,
            userId: 9,
            timestamp: '2025-10-09T08:53:20.000+00:00',
          },
        ],
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
