import type { ProviderInput } from '../provider.ts';

export const webex = (): ProviderInput => ({
  id: 'webex',
  name: 'Webex',
  docsUrl: 'https://developer.webex.com/docs/webhooks',
  summary: 'Messages, rooms, meetings and recordings.',
  scheme: { kind: 'hmac', hash: 'sha1', signature: { at: { in: 'header', name: 'X-Spark-Signature' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/resource' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['X-Spark-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'messages',
      description: 'A message was sent.',
      sample: {
        id: 'Y2lzY29zcGFyazovL3VzL1dFQkhPT0s',
        name: 'New message',
        resource: 'messages',
        event: 'created',
        filter: 'roomId=Y2lz',
        orgId: 'OTZhYm',
        createdBy: 'fdsafdsf',
        appId: 'asdfasdfsadf',
        ownedBy: 'creator',
        status: 'active',
        actorId: 'fdsafdsf',
        data: {
          id: 'incoming_message_id',
          roomId: 'room_id',
          personEmail: 'ada@example.com',
          created: '2025-10-09T08:53:20.000Z',
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
