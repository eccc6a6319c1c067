import type { ProviderInput } from '../provider.ts';

export const btcpay = (): ProviderInput => ({
  id: 'btcpay',
  name: 'BTCPay Server',
  docsUrl: 'https://docs.btcpayserver.org/API/Greenfield/v1/#tag/Webhooks',
  summary: 'Invoices and payouts of a shop’s own payment server.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'BTCPay-Sig' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/deliveryId' }],
  recognise: { headers: ['BTCPay-Sig'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'InvoiceSettled',
      description: 'An invoice was paid.',
      sample: {
        deliveryId: 'Bz8zQ1',
        webhookId: 'W1',
        originalDeliveryId: 'Bz8zQ1',
        isRedelivery: false,
        type: 'InvoiceSettled',
        timestamp: 1760000000,
        storeId: '5LWwp2',
        invoiceId: 'Ms7k2d',
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
