import type { ProviderInput } from '../provider.ts';

export const plivo = (): ProviderInput => ({
  id: 'plivo',
  name: 'Plivo (V3)',
  docsUrl: 'https://www.plivo.com/docs/concepts/signature-validation',
  summary: 'Callbacks of messages and calls: forms, signed with URL and nonce.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    signedContent: '{plivoUrl}.{nonce}',
    signature: { at: { in: 'header', name: 'X-Plivo-Signature-V3' }, separator: ',' },
    nonce: { in: 'header', name: 'X-Plivo-Signature-V3-Nonce' },
  },
  secret: { description: 'Auth token, UTF-8.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'form', name: 'CallStatus' },
    { in: 'form', name: 'Status' },
  ],
  deliveryIdAt: [
    { in: 'form', name: 'CallUUID' },
    { in: 'form', name: 'MessageUUID' },
  ],
  contentType: 'application/x-www-form-urlencoded; charset=utf-8',
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'ringing',
      description: 'A call rings.',
      sample: {
        CallUUID: 'e0b5f9f4-0000-4000-8000-000000000001',
        From: '15551112222',
        To: '15553334444',
        Direction: 'inbound',
        CallStatus: 'ringing',
        Event: 'StartApp',
      },
    },
    {
      type: 'delivered',
      description: 'A message was delivered.',
      sample: {
        MessageUUID: '9d4f2b1c-0000-4000-8000-000000000002',
        From: '15551112222',
        To: '15553334444',
        Status: 'delivered',
        Units: '1',
        TotalRate: '0.00350',
      },
    },
  ],
  recognise: { headers: ['X-Plivo-Signature-V3', 'X-Plivo-Signature-V3-Nonce'] },
  notes: [
    'Formula shown is POST with parameters and a query string; the query itself is sorted; POST without a query: url + "?" ... follow the SDK (construct_get_url / construct_post_url).',
    'Comma separated signatures (main account and subaccount).',
  ],
  confidence: 'verified-by-sdk',
  sources: ['npm:plivo@4.79.0 dist/utils/v3Security.js'],
});
