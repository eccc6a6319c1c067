import type { ProviderInput } from '../provider.ts';

export const front = (): ProviderInput => ({
  id: 'front',
  name: 'Front (application webhooks)',
  docsUrl: 'https://dev.frontapp.com/docs/application-webhooks',
  summary: 'Conversations and messages of an application.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'X-Front-Signature' } },
    timestamp: { at: { in: 'header', name: 'X-Front-Request-Timestamp' }, unit: 'unix-ms' },
  },
  alternatives: [
    {
      id: 'rule',
      name: 'Rule webhooks: HMAC-SHA1 with the API secret',
      scheme: {
        kind: 'hmac',
        hash: 'sha1',
        encoding: 'base64',
        signature: { at: { in: 'header', name: 'X-Front-Signature' } },
      },
    },
  ],
  secret: { description: 'App signing key, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/payload/id' }],
  handshakes: [
    {
      id: 'challenge',
      description: 'Saving the URL makes Front send a challenge; answer within 10 seconds.',
      match: { header: { 'X-Front-Challenge': '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{header:X-Front-Challenge}' },
    },
  ],
  delivery: {
    stopsOn: 'Only 408, 429, 500 and timeouts are retried.',
    endpointDisabling: 'auto-disabled after failures.',
    notes: ['Retries up to 4 attempts; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'inbound_received',
      description: 'A message came in.',
      sample: {
        type: 'inbound_received',
        authorization: { id: 'cmp_a2c4' },
        payload: {
          id: 'evt_8o8eqv',
          type: 'inbound',
          emitted_at: 1760000000.123,
          conversation: { id: 'cnv_q5b2', subject: 'Hello' },
          target: {
            _meta: { type: 'message' },
            data: { id: 'msg_1q15qmtq', type: 'email', is_inbound: true, blurb: 'Hi' },
          },
        },
      },
    },
  ],
  notes: ['Rule webhooks are another system: base64 HMAC-SHA1 of the body with the API secret.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
