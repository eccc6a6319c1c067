import type { ProviderInput } from '../provider.ts';

export const okta = (): ProviderInput => ({
  id: 'okta',
  name: 'Okta Event Hooks',
  docsUrl: 'https://developer.okta.com/docs/concepts/event-hooks/',
  summary: 'System log events of an org: a batch each.',
  scheme: { kind: 'static-token', header: 'Authorization' },
  secret: { description: 'Value configured on the hook.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/data/events/0/eventType' },
    { in: 'json', pointer: '/eventType' },
  ],
  deliveryIdAt: [{ in: 'json', pointer: '/eventId' }],
  handshakes: [
    {
      id: 'challenge',
      description: 'GET with header X-Okta-Verification-Challenge.',
      match: { method: 'GET', header: { 'X-Okta-Verification-Challenge': '*' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"verification":"{header:X-Okta-Verification-Challenge}"}',
      },
    },
  ],
  delivery: {
    success: '200,204',
    timeoutMs: 3000,
    retryPolicy: {
      maxAttempts: 2,
      schedule: { kind: 'list', waitsMs: [0] },
      timeoutMs: 3000,
      success: '200,204',
      retryOn: { statuses: '500-599', failures: ['response_timeout', 'connect_timeout'] },
    },
    stopsOn: '4xx; one retry on timeout or 5xx only.',
    notes: ['Success is 200 or 204.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'user.lifecycle.create',
      description: 'A user was created.',
      sample: {
        eventType: 'com.okta.event_hook',
        eventTypeVersion: '1.0',
        cloudEventsVersion: '0.1',
        source: 'https://dev-1.okta.com/api/v1/eventHooks/who1',
        eventId: 'b5a188b9-5ece-4636-b041-482ffda96311',
        data: {
          events: [
            {
              uuid: 'd0b0a1c2-0000-0000-0000-000000000001',
              published: '2025-10-09T08:53:20.000Z',
              eventType: 'user.lifecycle.create',
              version: '0',
              displayMessage: 'Create Okta user',
              severity: 'INFO',
              actor: { id: '00u1', type: 'User', displayName: 'Ada' },
              target: [{ id: '00u2', type: 'User', displayName: 'Grace' }],
            },
          ],
        },
        eventTime: '2025-10-09T08:53:20.000Z',
        contentType: 'application/json',
      },
    },
  ],
  recognise: { json: ['/eventType', '/data/events'] },
  notes: ['Body is a batch: data.events[].'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
