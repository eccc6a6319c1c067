import type { ProviderInput } from '../provider.ts';

export const discourse = (): ProviderInput => ({
  id: 'discourse',
  name: 'Discourse',
  docsUrl:
    'https://meta.discourse.org/t/configure-webhooks-that-trigger-on-discourse-events-to-integrate-with-external-services/49045',
  summary: 'Topics, posts and users of a forum.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Discourse-Event-Signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'header', name: 'X-Discourse-Event' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Discourse-Event-Id' }],
  headers: {
    'X-Discourse-Instance': 'https://forum.example.com',
    'X-Discourse-Event-Id': '{id}',
    'X-Discourse-Event-Type': 'post',
    'X-Discourse-Event': '{eventType}',
  },
  recognise: { headers: ['X-Discourse-Event', 'X-Discourse-Instance'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'post_created',
      description: 'A post was written.',
      sample: {
        post: { id: 42, topic_id: 7, username: 'ada', raw: 'Hello', created_at: '2025-10-09T08:53:20.000Z' },
      },
    },
    {
      type: 'topic_created',
      description: 'A topic was opened.',
      sample: { topic: { id: 7, title: 'Hello', created_at: '2025-10-09T08:53:20.000Z' } },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
