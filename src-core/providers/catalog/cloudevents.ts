import type { ProviderInput } from '../provider.ts';

export const cloudevents = (): ProviderInput => ({
  id: 'cloudevents',
  name: 'CloudEvents',
  docsUrl: 'https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md',
  summary: 'The CNCF’s event format over HTTP, in structured mode.',
  scheme: { kind: 'none' },
  secret: { description: 'Authorization bearer or access_token query parameter.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'header', name: 'ce-type' },
    { in: 'json', pointer: '/type' },
  ],
  deliveryIdAt: [
    { in: 'header', name: 'ce-id' },
    { in: 'json', pointer: '/id' },
  ],
  contentType: 'application/cloudevents+json; charset=utf-8',
  handshakes: [
    {
      id: 'abuse-protection',
      description:
        'A sender asks with OPTIONS whether it may deliver here (CloudEvents HTTP webhook, abuse protection).',
      match: { method: 'OPTIONS', header: { 'WebHook-Request-Origin': '*' } },
      respond: {
        status: 200,
        headers: {
          'WebHook-Allowed-Origin': '{header:WebHook-Request-Origin}',
          'WebHook-Allowed-Rate': '120',
        },
      },
    },
  ],
  delivery: {
    success: '200,201,202,204',
    stopsOn: '410 means gone; 415 not retried; 429 honours Retry-After.',
    notes: ['Success is 200, 201, 202, 204.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'com.example.object.created',
      description: 'An example in structured mode.',
      sample: {
        specversion: '1.0',
        type: 'com.example.object.created',
        source: '/mycontext',
        id: 'A234-1234-1234',
        time: '2025-10-09T08:53:20Z',
        datacontenttype: 'application/json',
        data: { name: 'Café' },
      },
    },
  ],
  recognise: { headers: ['ce-type', 'ce-specversion'], json: ['/specversion', '/source'] },
  notes: ['Type in header ce-type (binary mode) or body (structured mode).'],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
