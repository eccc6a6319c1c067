import type { ProviderInput } from '../provider.ts';

export const quickbooks = (): ProviderInput => ({
  id: 'quickbooks',
  name: 'QuickBooks Online',
  docsUrl: 'https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks',
  summary: 'Entities of a company that changed.',
  scheme: { kind: 'hmac', encoding: 'base64', signature: { at: { in: 'header', name: 'intuit-signature' } } },
  secret: { description: 'Verifier token, UTF-8.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'json', pointer: '/eventNotifications/0/dataChangeEvent/entities/0/name' },
    { in: 'json', pointer: '/eventNotifications/0/dataChangeEvent/entities/0/operation' },
  ],
  eventTypeJoin: '.',
  deliveryIdAt: [{ in: 'header', name: 'intuit-t-id' }],
  headers: { 'intuit-t-id': '{uuid}' },
  delivery: {
    success: '200',
    timeoutMs: 3000,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [1_200_000, 1_800_000, 3_000_000] },
      timeoutMs: 3000,
      success: '200',
    },
    stopsOn: '200.',
    endpointDisabling: 'Endpoint blacklisted after repeated failure.',
    notes: ['20, 30, 50 min: not read again.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'Customer.Create',
      description: 'A customer was made.',
      sample: {
        eventNotifications: [
          {
            realmId: '310687',
            dataChangeEvent: {
              entities: [
                { name: 'Customer', id: '1', operation: 'Create', lastUpdated: '2025-10-09T08:53:20.000Z' },
              ],
            },
          },
        ],
      },
    },
    {
      type: 'Invoice.Update',
      description: 'An invoice changed.',
      sample: {
        eventNotifications: [
          {
            realmId: '310687',
            dataChangeEvent: {
              entities: [
                { name: 'Invoice', id: '129', operation: 'Update', lastUpdated: '2025-10-09T08:53:20.000Z' },
              ],
            },
          },
        ],
      },
    },
  ],
  recognise: { headers: ['intuit-signature'] },
  confidence: 'secondary',
  sources: [
    'github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
