import type { ProviderInput } from '../provider.ts';

export const messagebird = (): ProviderInput => ({
  id: 'messagebird',
  name: 'Bird (MessageBird)',
  docsUrl: 'https://developers.messagebird.com/api/#verifying-http-requests',
  summary: 'Messages and calls; a JWT binds URL and body.',
  scheme: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'MessageBird-Signature-JWT' },
    claims: { iss: 'MessageBird' },
    digests: [
      { claim: 'url_hash', of: 'url' },
      { claim: 'payload_hash', of: 'body', absentWhenEmpty: true },
    ],
    requires: ['jti'],
    leewaySeconds: 5,
    stamps: ['nbf', 'exp', 'jti'],
  },
  secret: { description: 'Signing key, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'message.created',
      description: 'A message was made.',
      sample: {
        type: 'message.created',
        contact: { id: 'a621095fa44947a28b441cfdf85cb802', msisdn: 316123456789, displayName: 'Ada' },
        conversation: { id: '2e15efafec384e1c82e9842075e87beb', status: 'active' },
        message: {
          id: '8909570be57f4ddf9ed5a8ef7a1d0a4b',
          platform: 'sms',
          direction: 'received',
          type: 'text',
          content: { text: 'Hello' },
        },
      },
    },
  ],
  recognise: { headers: ['MessageBird-Signature-JWT'] },
  notes: ['url_hash: the URL as MessageBird called it, with query.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:messagebird@4.0.1 lib/webhook-signature-jwt.js'],
});
