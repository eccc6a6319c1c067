import type { ProviderInput } from '../provider.ts';

export const ghost = (): ProviderInput => ({
  id: 'ghost',
  name: 'Ghost',
  docsUrl: 'https://ghost.org/docs/webhooks/',
  summary: 'Posts, pages and members of a publication.',
  scheme: {
    kind: 'hmac',
    signedContent: '{body}{timestamp}',
    signature: {
      at: { in: 'header', name: 'X-Ghost-Signature' },
      format: 'sha256={signature}, t={timestamp}',
    },
    timestamp: { at: { in: 'signature' }, unit: 'unix-ms' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  recognise: { headers: ['X-Ghost-Signature'] },
  notes: ['The time, in milliseconds, follows the body in what is signed.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'post.published',
      description: 'A post was published.',
      sample: {
        post: {
          current: {
            id: '68e777a01b2c3d4e5f607182',
            uuid: 'f1c1a9f0-6f0b-4c3e-8f4c-4e6b0a3c1d2e',
            title: 'Hello',
            status: 'published',
            published_at: '2025-10-09T08:53:20.000Z',
          },
          previous: { status: 'draft' },
        },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
