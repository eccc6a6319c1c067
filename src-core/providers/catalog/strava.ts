import type { ProviderInput } from '../provider.ts';

export const strava = (): ProviderInput => ({
  id: 'strava',
  name: 'Strava',
  docsUrl: 'https://developers.strava.com/docs/webhooks/',
  summary: 'Activities and athletes, unsigned.',
  scheme: { kind: 'none' },
  secret: { description: 'verify_token only at subscription.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/object_type' },
    { in: 'json', pointer: '/aspect_type' },
  ],
  eventTypeJoin: '.',
  handshakes: [
    {
      id: 'challenge',
      description: 'GET with hub.mode=subscribe, hub.challenge, hub.verify_token.',
      match: { method: 'GET', query: { 'hub.mode': 'subscribe', 'hub.challenge': '*' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"hub.challenge":"{query:hub.challenge}"}',
      },
      token: { at: { in: 'query', name: 'hub.verify_token' }, config: 'verifyToken' },
    },
  ],
  delivery: {
    success: '200',
    timeoutMs: 2000,
    stopsOn: '200.',
    notes: ['Retries up to 3 attempts; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'activity.create',
      description: 'An activity was recorded.',
      sample: {
        aspect_type: 'create',
        event_time: 1760000000,
        object_id: 1360128428,
        object_type: 'activity',
        owner_id: 134815,
        subscription_id: 120475,
        updates: {},
      },
    },
    {
      type: 'activity.update',
      description: 'An activity changed.',
      sample: {
        aspect_type: 'update',
        event_time: 1760000000,
        object_id: 1360128428,
        object_type: 'activity',
        owner_id: 134815,
        subscription_id: 120475,
        updates: { title: 'Messy' },
      },
    },
    {
      type: 'athlete.update',
      description: 'An athlete revoked access.',
      sample: {
        aspect_type: 'update',
        event_time: 1760000000,
        object_id: 134815,
        object_type: 'athlete',
        owner_id: 134815,
        subscription_id: 120475,
        updates: { authorized: 'false' },
      },
    },
  ],
  recognise: { json: ['/object_type', '/aspect_type', '/owner_id'] },
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
