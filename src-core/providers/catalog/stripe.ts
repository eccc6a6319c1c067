import { stripeEvents } from '../events/stripe.ts';
import type { ProviderInput } from '../provider.ts';

export const stripe = (): ProviderInput => ({
  id: 'stripe',
  name: 'Stripe',
  docsUrl: 'https://docs.stripe.com/webhooks',
  summary: 'Payments, customers, subscriptions, invoices and payouts.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'Stripe-Signature' },
      format: 't={timestamp},v1={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' }, toleranceSeconds: 300, refuseFuture: false },
  },
  secret: {
    description:
      'whsec_…, used whole as text (not base64-decoded, unlike Standard Webhooks). One per endpoint.',
    generate: 'hex32',
    prefix: 'whsec_',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: {
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    Accept: '*/*; q=0.5, application/xml',
  },
  contentType: 'application/json; charset=utf-8',
  delivery: {
    followsRedirects: false,
    ordered: false,
    simulationHint: {
      maxAttempts: null,
      schedule: { kind: 'exponential', baseMs: 300_000, factor: 2, capMs: 43_200_000 },
      jitter: { kind: 'spread', ratio: 0.1 },
      horizonMs: 259_200_000,
    },
    stopsOn: 'The endpoint is disabled or deleted.',
    endpointDisabling: 'Stripe sends mail about an endpoint that keeps failing, and may disable it.',
    deadLetter: 'Resend from the Dashboard within 15 days, with the CLI within 30 days.',
    notes: [
      'Live: exponential backoff for up to 3 days, the waits are not published. Sandbox: 3 tries over a few hours.',
      'A redirect counts as a failure.',
    ],
    confidence: 'docs',
  },
  events: stripeEvents(),
  recognise: { headers: ['Stripe-Signature'], userAgent: 'Stripe/1.0' },
  advice: [
    'Answer 2xx before any long work.',
    'Events may arrive twice and in any order: keep the ids that were handled, fetch the object where order matters.',
  ],
  notes: [
    'Several v1= entries while a secret is rolled: any match is enough. v0= is a deliberately false signature of test events and is passed over.',
    'Stripe’s SDKs refuse timestamps that are too old only; future ones pass.',
    '`stripe listen` has a whsec_ secret of its own.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://docs.stripe.com/webhooks',
    'https://docs.stripe.com/api/events/types',
    'npm:stripe@23.1.0 (esm/Webhooks.js)',
  ],
});
