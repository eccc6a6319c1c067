import type { ProviderInput } from '../provider.ts';

/** What is known of everybody who signs as Standard Webhooks says (https://www.standardwebhooks.com), once. */

type Signing = Pick<ProviderInput, 'scheme' | 'secret' | 'deliveryIdAt'>;
type Delivery = ProviderInput['delivery'];

/** Under which names the three headers travel: the specification's own, or Svix's. */
export type HeaderPrefix = 'webhook' | 'svix';

/** The scheme: HMAC-SHA256 over id, time and body, in base64, with the key in base64 behind `whsec_`. */
export const standardWebhooksScheme = (prefix: HeaderPrefix) =>
  ({
    kind: 'hmac',
    encoding: 'base64',
    key: 'whsec-base64',
    signedContent: '{id}.{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: `${prefix}-signature` },
      format: 'v1,{signature}',
      separator: ' ',
    },
    timestamp: { at: { in: 'header', name: `${prefix}-timestamp` }, toleranceSeconds: 300 },
    id: { in: 'header', name: `${prefix}-id` },
  }) satisfies ProviderInput['scheme'];

/** Scheme, secret and the place of the delivery's id. */
export const standardWebhooksSigning = (prefix: HeaderPrefix): Signing => ({
  scheme: standardWebhooksScheme(prefix),
  secret: {
    description: 'whsec_ + base64 of the key bytes (24-64 bytes); key = base64decode(part after the prefix).',
    generate: 'whsec',
  },
  deliveryIdAt: [{ in: 'header', name: `${prefix}-id` }],
});

/** How Svix delivers, for those who send through it (https://docs.svix.com/retries). */
export const svixDelivery = (
  confidence: Delivery['confidence'],
  notes: string[] = ['Delivered by Svix.'],
): Delivery => ({
  timeoutMs: 15_000,
  followsRedirects: false,
  retryPolicy: {
    maxAttempts: 8,
    schedule: {
      kind: 'list',
      waitsMs: [5000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000],
    },
    timeoutMs: 15_000,
    giveUpOnHeaders: [{ name: 'webhook-delivery', value: 'abort-message' }],
    disableAfter: { failingMs: 432_000_000 },
  },
  stopsOn: '2xx; response header webhook-delivery: abort-message; endpoint removed or disabled.',
  endpointDisabling:
    'Disabled after 5 days of every attempt failing (the clock starts after several failures within 24 h).',
  deadLetter: 'Message marked Failed; operational webhook message.attempt.exhausted; manual replay.',
  notes: ['Success is 2xx (3xx counts as failure).', ...notes],
  confidence,
});
