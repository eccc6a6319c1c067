import type { ProviderInput } from '../provider.ts';

export const telnyx = (): ProviderInput => ({
  id: 'telnyx',
  name: 'Telnyx v2',
  docsUrl: 'https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks',
  summary: 'Messages, calls and numbers.',
  scheme: {
    kind: 'asymmetric',
    algorithm: 'ed25519',
    signedContent: '{timestamp}|{body}',
    signature: { at: { in: 'header', name: 'telnyx-signature-ed25519' } },
    timestamp: { at: { in: 'header', name: 'telnyx-timestamp' }, toleranceSeconds: 300 },
  },
  secret: { description: 'Account public key, base64 of 32 bytes.', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/data/event_type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/data/id' }],
  headers: { 'User-Agent': 'telnyx-webhooks' },
  delivery: { timeoutMs: 2000, deadLetter: 'Failover URL.', confidence: 'secondary' },
  events: [
    {
      type: 'message.received',
      description: 'A message came in.',
      sample: {
        data: {
          event_type: 'message.received',
          id: 'b301ed3f-1490-491f-995f-6e64e69674d4',
          occurred_at: '2025-10-09T08:53:20.000Z',
          payload: {
            direction: 'inbound',
            from: { phone_number: '+13125550001', carrier: 'T-Mobile USA' },
            to: [{ phone_number: '+17735550002', status: 'webhook_delivered' }],
            id: '84cca175-9755-4859-b67f-4730d7f58aa3',
            text: 'Café',
            type: 'SMS',
          },
          record_type: 'event',
        },
        meta: { attempt: 1, delivered_to: 'https://example.com/webhooks' },
      },
    },
    {
      type: 'call.initiated',
      description: 'A call began.',
      sample: {
        data: {
          event_type: 'call.initiated',
          id: '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0',
          occurred_at: '2025-10-09T08:53:20.000Z',
          payload: {
            call_control_id: 'v3:1',
            direction: 'incoming',
            from: '+13125550001',
            to: '+17735550002',
            state: 'parked',
          },
          record_type: 'event',
        },
        meta: { attempt: 1 },
      },
    },
  ],
  recognise: { headers: ['telnyx-signature-ed25519'], userAgent: 'telnyx-webhooks' },
  notes: ['Pipe separator.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:telnyx@7.24.0 lib/webhooks.js', 'github:hookdeck/webhook-skills providers.yaml (2026)'],
});
