import type { ProviderInput } from '../provider.ts';

export const sinch = (): ProviderInput => ({
  id: 'sinch',
  name: 'Sinch',
  docsUrl: 'https://developers.sinch.com/docs/conversation/callbacks/',
  summary: 'Messages of the Conversation API.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{body}.{nonce}.{timestamp}',
    signature: { at: { in: 'header', name: 'x-sinch-webhook-signature' } },
    timestamp: { at: { in: 'header', name: 'x-sinch-webhook-signature-timestamp' } },
    nonce: { in: 'header', name: 'x-sinch-webhook-signature-nonce' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  headers: { 'x-sinch-webhook-signature-algorithm': 'HmacSHA256' },
  recognise: { headers: ['x-sinch-webhook-signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'MESSAGE_INBOUND',
      description: 'A message came in.',
      sample: {
        app_id: '01EB37HMH1M6SV18ASNS3G135H',
        accepted_time: '2025-10-09T08:53:20.000Z',
        event_time: '2025-10-09T08:53:20.000Z',
        project_id: 'c36f3d3d-1523-4edd-ae42-11995557ff61',
        message: {
          id: '01EQBC1A3BEK731GY4YXEN0C2R',
          direction: 'TO_APP',
          contact_message: { text_message: { text: 'Hello' } },
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
