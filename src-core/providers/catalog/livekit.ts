import type { ProviderInput } from '../provider.ts';

export const livekit = (): ProviderInput => ({
  id: 'livekit',
  name: 'LiveKit',
  docsUrl: 'https://docs.livekit.io/home/server/webhooks/',
  summary: 'Rooms, participants, tracks and egress.',
  scheme: {
    kind: 'jwt',
    algorithm: 'HS256',
    at: { in: 'header', name: 'Authorization' },
    claims: { iss: '{field:apiKey}' },
    digests: [{ claim: 'sha256', of: 'body', encoding: 'base64' }],
    stamps: ['nbf', 'exp'],
    leewaySeconds: 10,
    fields: [
      {
        name: 'apiKey',
        label: 'API key',
        description: 'The API key of the project: the token’s issuer.',
        madeUp: 'APItacklebox01',
      },
    ],
  },
  secret: { description: 'API secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  contentType: 'application/webhook+json',
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'room_started',
      description: 'A room was opened.',
      sample: {
        event: 'room_started',
        room: { sid: 'RM_hycBMAjmt6Ub', name: 'Demo Room', emptyTimeout: 300, creationTime: '1760000000' },
        id: 'EV_eugWmGhovZmm',
        createdAt: '1760000000',
      },
    },
    {
      type: 'participant_joined',
      description: 'Somebody joined.',
      sample: {
        event: 'participant_joined',
        room: { sid: 'RM_hycBMAjmt6Ub', name: 'Demo Room' },
        participant: { sid: 'PA_1', identity: 'ada', state: 'ACTIVE', joinedAt: '1760000000' },
        id: 'EV_eugWmGhovZmn',
        createdAt: '1760000000',
      },
    },
  ],
  recognise: { json: ['/event', '/id', '/createdAt', '/room'] },
  notes: ['No Bearer prefix; hash is base64, not hex.', 'Content-Type application/webhook+json.'],
  confidence: 'verified-by-sdk',
  sources: ['npm:livekit-server-sdk@2.19.2 dist/WebhookReceiver.js'],
});
