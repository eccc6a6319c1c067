import type { ProviderInput } from '../provider.ts';

export const affirm = (): ProviderInput => ({
  id: 'affirm',
  name: 'Affirm',
  docsUrl: 'https://docs.affirm.com/developers/docs/checking-webhook-signatures',
  summary: 'Loans and checkouts, as forms.',
  scheme: {
    kind: 'hmac',
    hash: 'sha512',
    signedContent: '{timestamp}.{body}',
    signature: {
      at: { in: 'header', name: 'X-Affirm-Signature' },
      format: 't={timestamp},v0={signature}',
      separator: ',',
    },
    timestamp: { at: { in: 'signature' }, toleranceSeconds: 300 },
  },
  secret: { description: 'The merchant’s private API key.', generate: 'hex32' },
  eventTypeAt: [{ in: 'form', name: 'event' }],
  contentType: 'application/x-www-form-urlencoded',
  recognise: { headers: ['X-Affirm-Signature'] },
  notes: ['Affirm switches signatures on by request. Five minutes is what its documents recommend.'],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'confirmed',
      description: 'A checkout was confirmed.',
      sample: {},
      bodyText:
        'checkout_token=N8R79PUSKRP2UNAJ&created=2025-10-09T08%3A53%3A20.961423&event=confirmed&order_id=JKLM4321&total=4900',
    },
  ],
  confidence: 'docs',
  sources: [
    'https://docs.affirm.com/developers/docs/checking-webhook-signatures',
    'https://codepen.io/affirm/pen/LYNpwjP (Affirm’s own example, with HMAC-SHA512)',
  ],
});
