import type { ProviderInput } from '../provider.ts';

export const ably = (): ProviderInput => ({
  id: 'ably',
  name: 'Ably',
  docsUrl: 'https://ably.com/docs/platform/integrations/webhooks',
  summary: 'Messages and presence of channels.',
  scheme: { kind: 'hmac', encoding: 'base64', signature: { at: { in: 'header', name: 'X-Ably-Signature' } } },
  secret: { description: 'The part of the API key after the colon.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/items/0/source' }],
  headers: { 'X-Ably-Key': 'aBCdEf.gHIJKl', 'X-Ably-Version': '1.2' },
  recognise: { headers: ['X-Ably-Key', 'X-Ably-Signature'] },
  notes: ['X-Ably-Key names the key that signed.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'channel.message',
      description: 'Messages were published.',
      sample: {
        items: [
          {
            webhookId: 'ABcDEf',
            source: 'channel.message',
            serial: 'a7bcdEFghIjklm123456789:4',
            timestamp: 1760000000000,
            name: 'channel.message',
            data: {
              channelId: 'education',
              site: 'eu-west-1-A',
              messages: [{ id: 'ABcDeFgHiJ:1:0', timestamp: 1760000000000, data: 'test', name: 'event' }],
            },
          },
        ],
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
