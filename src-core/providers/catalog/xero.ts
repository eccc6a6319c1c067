import type { ProviderInput } from '../provider.ts';

export const xero = (): ProviderInput => ({
  id: 'xero',
  name: 'Xero',
  docsUrl: 'https://developer.xero.com/documentation/guides/webhooks/overview/',
  summary: 'Contacts, invoices and more of an organisation.',
  scheme: { kind: 'hmac', encoding: 'base64', signature: { at: { in: 'header', name: 'x-xero-signature' } } },
  secret: {
    description: 'Webhook signing key as UTF-8 (looks like base64, do not decode).',
    generate: 'hex32',
  },
  eventTypeAt: [
    { in: 'json', pointer: '/events/0/eventCategory' },
    { in: 'json', pointer: '/events/0/eventType' },
  ],
  eventTypeJoin: '.',
  handshakes: [
    {
      id: 'intent-to-receive',
      description:
        'Several posts without events, some signed well and some badly: 200 with an empty body for a good signature, 401 for a bad one, within 5 seconds.',
      match: { method: 'POST', header: { 'x-xero-signature': '*' }, json: { '/events': [] } },
      respond: { status: 200 },
      signed: true,
    },
  ],
  delivery: {
    success: '200',
    timeoutMs: 5000,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 60_000, factor: 2, capMs: 14_400_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      horizonMs: 86_400_000,
      timeoutMs: 5000,
      success: '200',
      disableAfter: { failingMs: 86_400_000 },
    },
    stopsOn: '200.',
    endpointDisabling: 'Disabled after 24 h of failure, then ITR again.',
    notes: ['Retries for up to 1 day; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'INVOICE.CREATE',
      description: 'An invoice was made.',
      sample: {
        events: [
          {
            resourceUrl: 'https://api.xero.com/api.xro/2.0/Invoices/717f2bfc-c6d4-41fd-b238-3f2f0c0cf777',
            resourceId: '717f2bfc-c6d4-41fd-b238-3f2f0c0cf777',
            eventDateUtc: '2025-10-09T08:53:20.000',
            eventType: 'CREATE',
            eventCategory: 'INVOICE',
            tenantId: 'c2cc9b6e-9458-4c7d-93cc-f02b81b0594f',
            tenantType: 'ORGANISATION',
          },
        ],
        firstEventSequence: 1,
        lastEventSequence: 1,
        entropy: 'S0m3r4Nd0mt3xt',
      },
    },
    {
      type: 'CONTACT.UPDATE',
      description: 'A contact changed.',
      sample: {
        events: [
          {
            resourceUrl: 'https://api.xero.com/api.xro/2.0/Contacts/717f2bfc-c6d4-41fd-b238-3f2f0c0cf778',
            resourceId: '717f2bfc-c6d4-41fd-b238-3f2f0c0cf778',
            eventDateUtc: '2025-10-09T08:53:20.000',
            eventType: 'UPDATE',
            eventCategory: 'CONTACT',
            tenantId: 'c2cc9b6e-9458-4c7d-93cc-f02b81b0594f',
            tenantType: 'ORGANISATION',
          },
        ],
        firstEventSequence: 2,
        lastEventSequence: 2,
        entropy: 'S0m3r4Nd0mt3xu',
      },
    },
  ],
  recognise: { headers: ['x-xero-signature'] },
  confidence: 'secondary',
  sources: [
    'github:hookdeck/webhook-skills providers.yaml (2026)',
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
