import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const brex = (): ProviderInput => ({
  id: 'brex',
  name: 'Brex',
  docsUrl: 'https://developer.brex.com/docs/webhooks/',
  summary: 'Transfers, referrals, expenses and users.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  recognise: { json: ['/company_id', '/event_type'] },
  notes: [
    'Webhook-Id, Webhook-Timestamp and Webhook-Signature in the form of Standard Webhooks; secrets come from GET /v1/webhooks/secrets, several while one rotates.',
  ],
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'TRANSFER_PROCESSED',
      description: 'A transfer is done.',
      sample: {
        event_type: 'TRANSFER_PROCESSED',
        transfer_id: 'ptx_ckn8yvvr1000201qo4p2l2g7u',
        payment_type: 'ACH',
        return_for_id: null,
        company_id: 'cuacc_cktw1',
      },
    },
    {
      type: 'REFERRAL_ACTIVATED',
      description: 'A referred company is active.',
      sample: { event_type: 'REFERRAL_ACTIVATED', referral_id: 'referral_ckvd1', company_id: 'cuacc_cktw1' },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
