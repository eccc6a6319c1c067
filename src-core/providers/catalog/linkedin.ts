import type { ProviderInput } from '../provider.ts';

export const linkedin = (): ProviderInput => ({
  id: 'linkedin',
  name: 'LinkedIn',
  docsUrl: 'https://learn.microsoft.com/linkedin/shared/api-guide/webhook-validation',
  summary: 'Leads, shares and organizations.',
  scheme: {
    kind: 'hmac',
    signedContent: 'hmacsha256={body}',
    signature: { at: { in: 'header', name: 'X-LI-Signature' } },
  },
  secret: { description: 'App client secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/type' },
    { in: 'json', pointer: '/eventType' },
  ],
  deliveryIdAt: [{ in: 'json', pointer: '/notificationId' }],
  handshakes: [
    {
      id: 'challenge',
      description:
        'LinkedIn sends a GET with a challenge code, again every 2 hours; answer within 3 seconds.',
      match: { method: 'GET', query: { challengeCode: '*' } },
      respond: {
        status: 200,
        contentType: 'application/json',
        body: '{"challengeCode":"{query:challengeCode}","challengeResponse":"{hmac-hex:sha256:secret:query:challengeCode}"}',
      },
    },
  ],
  delivery: {
    timeoutMs: 3000,
    retryPolicy: {
      maxAttempts: 97,
      schedule: { kind: 'linear', firstMs: 300_000, stepMs: 0 },
      timeoutMs: 3000,
    },
    endpointDisabling: 'Blocked after 3 failed re-validations.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS',
      description: 'Somebody reacted to a page’s post.',
      sample: {
        type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS',
        notificationId: 1254929,
        organizationalEntity: 'urn:li:organization:1',
        action: 'LIKE',
        lastModifiedAt: 1760000000000,
      },
    },
  ],
  recognise: { headers: ['X-LI-Signature'] },
  notes: ['The literal hmacsha256= is INSIDE the signed string, not in the header.'],
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
  ],
});
