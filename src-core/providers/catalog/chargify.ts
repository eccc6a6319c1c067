import type { ProviderInput } from '../provider.ts';

export const chargify = (): ProviderInput => ({
  id: 'chargify',
  name: 'Chargify (Maxio)',
  docsUrl: 'https://docs.maxio.com/hc/en-us/articles/24266143173901-Webhooks-Overview',
  summary: 'Subscriptions, payments and renewals, as forms.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'X-Chargify-Webhook-Signature-Hmac-Sha-256' } },
  },
  secret: { description: 'The site’s shared key.', generate: 'hex32' },
  eventTypeAt: [{ in: 'form', name: 'event' }],
  deliveryIdAt: [{ in: 'header', name: 'X-Chargify-Webhook-Id' }],
  contentType: 'application/x-www-form-urlencoded',
  headers: { 'X-Chargify-Webhook-Id': '{id}' },
  recognise: { headers: ['X-Chargify-Webhook-Id'] },
  notes: ['X-Chargify-Webhook-Signature is an MD5 of key and body, kept for old receivers.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'signup_success',
      description: 'A subscription began.',
      sample: {},
      bodyText:
        'id=81197881&event=signup_success&payload[subscription][id]=15100141&payload[subscription][state]=active',
    },
    {
      type: 'payment_failure',
      description: 'A payment failed.',
      sample: {},
      bodyText:
        'id=81197882&event=payment_failure&payload[subscription][id]=15100141&payload[transaction][success]=false',
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
