import { standardWebhooksSigning, svixDelivery } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const etsy = (): ProviderInput => ({
  id: 'etsy',
  name: 'Etsy',
  docsUrl: 'https://developers.etsy.com/documentation/essentials/webhooks',
  summary: 'Orders of a shop, for commercial apps.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  recognise: { json: ['/resource_url', '/shop_id'] },
  delivery: svixDelivery('secondary'),
  events: [
    {
      type: 'order.paid',
      description: 'An order was paid.',
      sample: {
        event_type: 'order.paid',
        resource_url: 'https://api.etsy.com/v3/application/shops/12345678/receipts/3344556677',
        shop_id: '12345678',
      },
    },
    {
      type: 'order.shipped',
      description: 'Shipping information was made.',
      sample: {
        event_type: 'order.shipped',
        resource_url: 'https://api.etsy.com/v3/application/shops/12345678/receipts/3344556677',
        shop_id: '12345678',
      },
    },
  ],
  confidence: 'docs',
  sources: [
    'https://developers.etsy.com/documentation/essentials/webhooks',
    'https://asyncapi.apis.io/asyncapis/etsy/etsy-webhooks-asyncapi/',
  ],
});
