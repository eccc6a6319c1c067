import type { ProviderInput } from '../provider.ts';

export const googlePubsubPush = (): ProviderInput => ({
  id: 'google-pubsub-push',
  name: 'Google Pub/Sub push',
  docsUrl: 'https://cloud.google.com/pubsub/docs/push',
  summary: 'Messages of a subscription, base64 inside JSON.',
  scheme: {
    kind: 'jwt',
    algorithm: 'RS256',
    at: { in: 'header', name: 'Authorization', format: 'Bearer {jwt}' },
    header: { kid: '{field:keyId}' },
    claims: {
      iss: ['https://accounts.google.com', 'accounts.google.com'],
      aud: '{field:audience}',
      sub: '{field:subject}',
      azp: '{field:subject}',
      email: '{field:email}',
      email_verified: true,
    },
    requires: ['iat', 'exp'],
    stamps: ['iat', 'exp'],
    lifetimeSeconds: 3600,
    fields: [
      {
        name: 'audience',
        label: 'Audience',
        description: 'The audience of the subscription: the push endpoint’s address unless it was set.',
        madeUp: '{url}',
      },
      {
        name: 'email',
        label: 'Service account',
        description: 'The email address of the service account that the subscription authenticates as.',
        madeUp: 'pubsub-push@tacklebox-demo.iam.gserviceaccount.com',
      },
      {
        name: 'subject',
        label: 'Subject',
        description: 'The unique id of that service account.',
        madeUp: '113774264463038321964',
      },
      {
        name: 'keyId',
        label: 'Key id',
        description: 'The id of the Google key that signs: the token’s kid.',
        madeUp: 'tacklebox-key-1',
      },
    ],
  },
  secret: { description: 'Google public certs (accounts.google.com).', generate: 'provider' },
  eventTypeAt: [{ in: 'json', pointer: '/message/attributes/eventType' }],
  deliveryIdAt: [{ in: 'json', pointer: '/message/messageId' }],
  headers: { 'User-Agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)' },
  delivery: {
    success: '102,200,201,202,204',
    timeoutMs: 10_000,
    retryPolicy: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 100, factor: 2, capMs: 60_000 },
      horizonMs: 604_800_000,
      timeoutMs: 10_000,
      success: '102,200,201,202,204',
    },
    stopsOn: 'Success code or end of retention.',
    deadLetter: 'dead-letter topic after 5-100 attempts if configured.',
    notes: [
      'Success is 102, 200, 201, 202, 204.',
      'Timeout = ack deadline (10 s default, up to 600). Retention 7 days by default. Push back-off 100 ms to 60 s.',
    ],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'OBJECT_FINALIZE',
      description: 'A message with attributes (here of Cloud Storage).',
      sample: {
        message: {
          attributes: { eventType: 'OBJECT_FINALIZE', bucketId: 'pictures', objectId: 'cat.jpg' },
          data: 'eyJuYW1lIjoiY2F0LmpwZyJ9',
          messageId: '2070443601311540',
          message_id: '2070443601311540',
          publishTime: '2025-10-09T08:53:20.000Z',
          publish_time: '2025-10-09T08:53:20.000Z',
        },
        subscription: 'projects/myproject/subscriptions/mysubscription',
      },
    },
  ],
  recognise: { userAgent: 'APIs-Google', json: ['/message/messageId', '/subscription'] },
  notes: ['Optional: unauthenticated by default.', 'Payload is base64 in message.data.'],
  confidence: 'secondary',
  sources: [
    'https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions (claims to check)',
    'npm:google-auth-library@11.3.4 OAuth2Client.verifyIdToken',
  ],
});
