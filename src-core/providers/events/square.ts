import { constant, dateTime, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

/** Square's envelope: `data.object` holds the resource under its own name. */
const event = (
  type: string,
  kind: string,
  description: string,
  eventId: string,
  resource: Fields,
): EventType => {
  const data = { type: kind, id: resource.id ?? 'unknown', object: { [kind]: resource } };
  return {
    type,
    category: type.slice(0, type.indexOf('.')),
    description,
    schema: object({
      merchant_id: text,
      type: constant(type),
      event_id: text,
      created_at: dateTime,
      data: schemaOfSample(data),
    }),
    sample: {
      merchant_id: '6SSW7HV8K2ST5',
      location_id: 'S8GWD5R9QB376',
      type,
      event_id: eventId,
      created_at: '2025-10-09T08:53:20.321Z',
      data,
    },
    headers: {},
  };
};

const stamps = { created_at: '2025-10-09T08:53:20.000Z', updated_at: '2025-10-09T08:53:20.000Z', version: 1 };
const payment: Fields = {
  id: 'hYy9pRFVxpDsO1FB05SunFWUe9JZY',
  ...stamps,
  amount_money: { amount: 4900, currency: 'EUR' },
  total_money: { amount: 4900, currency: 'EUR' },
  card_details: {
    card: { card_brand: 'VISA', last_4: '9029', exp_month: 11, exp_year: 2029 },
    status: 'CAPTURED',
  },
  location_id: 'S8GWD5R9QB376',
  order_id: '03O3USaPaAaFnI6kkwB1JxGgBsUZY',
  receipt_number: 'hYy9',
  source_type: 'CARD',
  status: 'APPROVED',
};
const order: Fields = {
  id: 'eA3vssLHKJrv9H0IdJCM3gNqfdcZY',
  location_id: 'S8GWD5R9QB376',
  state: 'OPEN',
  order_id: 'eA3vssLHKJrv9H0IdJCM3gNqfdcZY',
  ...stamps,
};
const customer: Fields = {
  id: 'A537H7KAQWSAF8M8EM1Y23E16M',
  given_name: 'Ada',
  family_name: 'Lovelace',
  email_address: 'ada@example.com',
  creation_source: 'DIRECTORY',
  ...stamps,
};
const invoice: Fields = {
  id: 'inv:0-ChA4-3sU9GPd-uOC3HgvFjMWEL4N',
  location_id: 'S8GWD5R9QB376',
  order_id: 'a65jnS8NXbfprvGJzY9F4fQTuaB',
  invoice_number: '000001',
  title: 'My Invoice',
  status: 'UNPAID',
  ...stamps,
};

export const squareEvents = (): EventType[] => [
  event('payment.created', 'payment', 'A payment was made.', '13b867cf-db3d-4b1c-90b6-2f32a9d78124', payment),
  event('payment.updated', 'payment', 'A payment changed.', '6a8f5f28-54a1-4eb0-a98a-3111513fd4fc', {
    ...payment,
    status: 'COMPLETED',
    version: 2,
  }),
  event('refund.created', 'refund', 'A refund was made.', 'bc316346-6691-4243-88ed-6d651a0d0c47', {
    id: 'KkAkhdMsgzn59SM8A89WgKwekxLZY_ptNBIQ',
    ...stamps,
    amount_money: { amount: 4900, currency: 'EUR' },
    payment_id: 'hYy9pRFVxpDsO1FB05SunFWUe9JZY',
    location_id: 'S8GWD5R9QB376',
    status: 'PENDING',
  }),
  event(
    'order.created',
    'order_created',
    'An order was made.',
    '116038d3-2948-439f-8679-fc86dbf80f69',
    order,
  ),
  event('order.updated', 'order_updated', 'An order changed.', 'bc316346-6691-4243-88ed-6d651a0d0c48', {
    ...order,
    version: 2,
  }),
  event(
    'customer.created',
    'customer',
    'A customer was made.',
    '1d97eb20-4d2b-4d0c-9b0e-9d1e4e1f2a11',
    customer,
  ),
  event('customer.updated', 'customer', 'A customer changed.', '1d97eb20-4d2b-4d0c-9b0e-9d1e4e1f2a12', {
    ...customer,
    version: 2,
  }),
  event('invoice.created', 'invoice', 'An invoice was made.', 'b46b4ea3-a3a7-4f0e-8f0f-0c1e6b5a4d31', {
    ...invoice,
    status: 'DRAFT',
  }),
  event('invoice.payment_made', 'invoice', 'An invoice was paid.', 'b46b4ea3-a3a7-4f0e-8f0f-0c1e6b5a4d32', {
    ...invoice,
    status: 'PAID',
    version: 2,
  }),
  event(
    'catalog.version.updated',
    'catalog_version',
    'The catalog changed.',
    'd214f854-adb1-4f56-b078-fe0e5a1c3b77',
    {
      updated_at: '2025-10-09T08:53:20.000Z',
    },
  ),
];
