import type { ProviderInput } from '../provider.ts';

export const microsoftGraph = (): ProviderInput => ({
  id: 'microsoft-graph',
  name: 'Microsoft Graph',
  docsUrl: 'https://learn.microsoft.com/graph/change-notifications-delivery-webhooks',
  summary: 'Change notifications; clientState is echoed in each.',
  scheme: { kind: 'payload-field', pointer: '/value/*/clientState' },
  secret: { description: 'clientState set on the subscription, echoed verbatim.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/value/0/changeType' }],
  handshakes: [
    {
      id: 'challenge',
      description: 'POST with query validationToken.',
      match: { method: 'POST', query: { validationToken: '*' } },
      respond: { status: 200, contentType: 'text/plain', body: '{query:validationToken}' },
    },
  ],
  delivery: {
    success: '200,202,204',
    timeoutMs: 3000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 10_000, factor: 2, capMs: 1_800_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 14_400_000,
      timeoutMs: 3000,
      success: '200,202,204',
    },
    endpointDisabling: 'Slow endpoints are throttled (slow, then drop state).',
    deadLetter: 'Lifecycle notification missed.',
    notes: ['Success is 200, 202, 204.', 'Retries for up to 4 hours; the waits are not published.'],
    confidence: 'secondary',
  },
  events: [
    {
      type: 'updated',
      description: 'A resource changed.',
      sample: {
        value: [
          {
            id: 'lsgTZMr9KwAAA',
            subscriptionId: '7f105c7d-2dc5-4530-97cd-4e7ae6534c07',
            subscriptionExpirationDateTime: '2026-03-20T11:00:00.0000000Z',
            clientState: 'your_client_state',
            changeType: 'updated',
            resource: 'users/1/messages/AAMkAD',
            tenantId: '84bd8158-6d4d-4958-8b9f-9d6445542f95',
            resourceData: { '@odata.type': '#Microsoft.Graph.Message', id: 'AAMkAD' },
          },
        ],
      },
    },
    {
      type: 'created',
      description: 'A resource was made.',
      sample: {
        value: [
          {
            subscriptionId: '7f105c7d-2dc5-4530-97cd-4e7ae6534c07',
            clientState: 'your_client_state',
            changeType: 'created',
            resource: 'users/1/events/AAMkAE',
            tenantId: '84bd8158-6d4d-4958-8b9f-9d6445542f95',
          },
        ],
      },
    },
  ],
  recognise: { json: ['/value/0/subscriptionId', '/value/0/changeType'] },
  notes: ['Rich notifications add validationTokens (JWTs) and encryptedContent.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
  ],
});
