import type { ProviderInput } from '../provider.ts';

export const ebay = (): ProviderInput => ({
  id: 'ebay',
  name: 'eBay',
  docsUrl: 'https://developer.ebay.com/marketplace-account-deletion',
  summary: 'Account deletions and other topics, signed by eBay’s key.',
  scheme: {
    kind: 'strategy',
    strategy: 'ebay',
    fields: [
      {
        name: 'keyId',
        label: 'Key id',
        description: 'The id of eBay’s public key, by which the library fetches it.',
        madeUp: 'tacklebox-key-1',
      },
    ],
  },
  secret: { description: 'Public key fetched by kid (OAuth app token).', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/metadata/topic' }],
  deliveryIdAt: [{ in: 'json', pointer: '/notification/notificationId' }],
  handshakes: [
    {
      id: 'challenge',
      description:
        'Saving the endpoint makes eBay send a GET with a challenge code; the answer digests it with the verification token and the endpoint’s address.',
      match: { method: 'GET', query: { challenge_code: '*' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"challengeResponse":"{hash-hex:sha256:query:challenge_code+config:verifyToken+endpointUrl}"}',
      },
    },
  ],
  delivery: {
    success: '200,201,202,204',
    endpointDisabling: 'Marked down after 24 h.',
    notes: ['Success is 200, 201, 202, 204.', 'Retries for up to 1 day; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'MARKETPLACE_ACCOUNT_DELETION',
      description: 'A user deleted their account.',
      sample: {
        metadata: { topic: 'MARKETPLACE_ACCOUNT_DELETION', schemaVersion: '1.0', deprecated: false },
        notification: {
          notificationId: '49feeaeb-4982-42d9-a377-9645b8479411_33f7e043-fed8-442b-9d44-791923bd9a6d',
          eventDate: '2025-10-09T08:53:20.000Z',
          publishDate: '2025-10-09T08:53:20.000Z',
          publishAttemptCount: 1,
          data: {
            username: 'test_user',
            userId: 'ma8vp1jySJC',
            eiasToken: 'nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ==',
          },
        },
      },
    },
  ],
  recognise: { headers: ['x-ebay-signature'], json: ['/metadata/topic', '/notification/notificationId'] },
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
    'npm:event-notification-nodejs-sdk@1.0.3 lib/validator.js',
  ],
});
