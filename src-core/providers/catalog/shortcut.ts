import type { ProviderInput } from '../provider.ts';

export const shortcut = (): ProviderInput => ({
  id: 'shortcut',
  name: 'Shortcut',
  docsUrl: 'https://developer.shortcut.com/api/webhook/v1',
  summary: 'Stories, epics and comments.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'Payload-Signature' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/actions/0/action' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  recognise: { headers: ['Payload-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'update',
      description: 'A story changed.',
      sample: {
        id: '595285dc-9c43-4b9c-a1e6-0cd9aff5b084',
        changed_at: '2025-10-09T08:53:20Z',
        primary_id: 16927,
        version: 'v1',
        member_id: '56d8a839',
        actions: [
          {
            id: 16927,
            entity_type: 'story',
            action: 'update',
            name: 'test story',
            changes: { started: { new: true, old: false } },
          },
        ],
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
