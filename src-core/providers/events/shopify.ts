import { schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

/** Shopify names the topic in a header; the body is the resource itself. */
const event = (type: string, description: string, sample: { [field: string]: Json }): EventType => ({
  type,
  category: type.slice(0, type.indexOf('/')),
  description,
  schema: schemaOfSample(sample),
  sample,
  headers: {},
});

const customer = {
  id: 706405506930370000,
  email: 'ada@example.com',
  created_at: '2025-10-09T10:53:20+02:00',
  updated_at: '2025-10-09T10:53:20+02:00',
  first_name: 'Ada',
  last_name: 'Lovelace',
  note: null,
  verified_email: true,
  tax_exempt: false,
  tags: '',
  currency: 'EUR',
  phone: null,
  admin_graphql_api_id: 'gid://shopify/Customer/706405506930370000',
};

const lineItem = {
  id: 866550311766439000,
  admin_graphql_api_id: 'gid://shopify/LineItem/866550311766439000',
  name: 'Café mug',
  price: '24.50',
  product_id: 632910392,
  quantity: 2,
  sku: 'MUG-01',
  taxable: true,
  title: 'Café mug',
  total_discount: '0.00',
  variant_id: 808950810,
  vendor: 'Tacklebox',
};

const order = {
  id: 820982911946154500,
  admin_graphql_api_id: 'gid://shopify/Order/820982911946154500',
  cancel_reason: null,
  cancelled_at: null,
  confirmed: true,
  contact_email: 'ada@example.com',
  created_at: '2025-10-09T10:53:20+02:00',
  currency: 'EUR',
  current_total_price: '49.00',
  email: 'ada@example.com',
  financial_status: 'pending',
  fulfillment_status: null,
  name: '#1042',
  number: 42,
  order_number: 1042,
  subtotal_price: '49.00',
  tags: '',
  test: true,
  total_price: '49.00',
  total_tax: '3.50',
  updated_at: '2025-10-09T10:53:20+02:00',
  customer,
  line_items: [lineItem],
  shipping_address: {
    first_name: 'Ada',
    last_name: 'Lovelace',
    address1: 'Bahnhofstrasse 1',
    city: 'Zürich',
    zip: '8001',
    country: 'Switzerland',
    country_code: 'CH',
  },
};

const product = {
  id: 788032119674292900,
  admin_graphql_api_id: 'gid://shopify/Product/788032119674292900',
  body_html: 'A mug.',
  created_at: '2025-10-09T10:53:20+02:00',
  handle: 'cafe-mug',
  product_type: 'Mugs',
  published_at: '2025-10-09T10:53:20+02:00',
  status: 'active',
  tags: 'kitchen',
  title: 'Café mug',
  updated_at: '2025-10-09T10:53:20+02:00',
  vendor: 'Tacklebox',
  variants: [
    {
      id: 642667041472714000,
      price: '24.50',
      product_id: 788032119674292900,
      sku: 'MUG-01',
      title: 'Small',
      inventory_quantity: 75,
    },
  ],
};

const privacyRequest = {
  shop_id: 954889,
  shop_domain: 'tacklebox.myshopify.com',
  customer: { id: 191167, email: 'ada@example.com', phone: '555-625-1199' },
};

export const shopifyEvents = (): EventType[] => [
  event('orders/create', 'An order was placed.', order),
  event('orders/updated', 'An order changed.', {
    ...order,
    tags: 'gift',
    updated_at: '2025-10-09T10:58:20+02:00',
  }),
  event('orders/paid', 'An order was paid.', { ...order, financial_status: 'paid' }),
  event('orders/cancelled', 'An order was cancelled.', {
    ...order,
    cancel_reason: 'customer',
    cancelled_at: '2025-10-09T11:53:20+02:00',
    financial_status: 'voided',
  }),
  event('orders/fulfilled', 'All of an order was sent.', { ...order, fulfillment_status: 'fulfilled' }),
  event('products/create', 'A product was made.', product),
  event('products/update', 'A product changed.', { ...product, title: 'Café mug, large' }),
  event('products/delete', 'A product was deleted.', { id: 788032119674292900 }),
  event('customers/create', 'A customer was made.', customer),
  event('inventory_levels/update', 'A stock level changed.', {
    inventory_item_id: 271878346596884000,
    location_id: 24826418,
    available: 12,
    updated_at: '2025-10-09T10:53:20+02:00',
    admin_graphql_api_id: 'gid://shopify/InventoryLevel/24826418?inventory_item_id=271878346596884000',
  }),
  event('fulfillments/create', 'A parcel was sent.', {
    id: 123456,
    order_id: 820982911946154500,
    status: 'pending',
    created_at: '2025-10-09T10:53:20+02:00',
    tracking_company: 'UPS',
    tracking_number: '1z827wk74630',
    line_items: [lineItem],
  }),
  event('app/uninstalled', 'A shop removed the app.', {
    id: 548380009,
    name: 'Tacklebox',
    email: 'owner@example.com',
    domain: null,
    country: 'CH',
    currency: 'EUR',
    myshopify_domain: 'tacklebox.myshopify.com',
  }),
  event('customers/data_request', 'A customer asks for their data (mandatory).', {
    ...privacyRequest,
    orders_requested: [299938, 280263],
    data_request: { id: 9999 },
  }),
  event('customers/redact', 'A customer’s data must be erased (mandatory).', {
    ...privacyRequest,
    orders_to_redact: [299938, 280263],
  }),
];
