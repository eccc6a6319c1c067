import { constant, dateTime, matching, object, schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const event = (type: string, description: string, suffix: string, data: Fields): EventType => ({
  type,
  category: type.slice(0, type.indexOf('.')),
  description,
  schema: object({
    event_id: matching('^evt_'),
    event_type: constant(type),
    occurred_at: dateTime,
    notification_id: matching('^ntf_'),
    data: schemaOfSample(data),
  }),
  sample: {
    event_id: `evt_01k73yv1a2b3c4d5e6f7g8${suffix}`,
    event_type: type,
    occurred_at: '2025-10-09T08:53:20.123456Z',
    notification_id: `ntf_01k73yv1a2b3c4d5e6f7g8${suffix}`,
    data,
  },
  headers: {},
});

const stamps = { created_at: '2025-10-09T08:53:20.123456Z', updated_at: '2025-10-09T08:53:20.123456Z' };
const item: Fields = {
  price: {
    id: 'pri_01gsz8x8sawmvhz1pv30nge1ke',
    name: 'Monthly (per seat)',
    product_id: 'pro_01gsz4t5hdjse780zja8vvr7jg',
    billing_cycle: { interval: 'month', frequency: 1 },
    unit_price: { amount: '4900', currency_code: 'EUR' },
    status: 'active',
  },
  quantity: 1,
};
const transaction: Fields = {
  id: 'txn_01k73yv1a2b3c4d5e6f7g8h9j0',
  status: 'completed',
  customer_id: 'ctm_01hv6y1jedq4p1n0yqn5ba3ky4',
  subscription_id: 'sub_01hv8x29kz0t586xy6zn1a62ny',
  invoice_number: '325-10566',
  collection_mode: 'automatic',
  currency_code: 'EUR',
  origin: 'web',
  items: [item],
  details: { totals: { subtotal: '4118', tax: '782', total: '4900', currency_code: 'EUR' } },
  custom_data: { order: '10042' },
  ...stamps,
};
const subscription: Fields = {
  id: 'sub_01hv8x29kz0t586xy6zn1a62ny',
  status: 'active',
  customer_id: 'ctm_01hv6y1jedq4p1n0yqn5ba3ky4',
  currency_code: 'EUR',
  collection_mode: 'automatic',
  billing_cycle: { interval: 'month', frequency: 1 },
  current_billing_period: {
    starts_at: '2025-10-09T08:53:20.123456Z',
    ends_at: '2025-11-09T08:53:20.123456Z',
  },
  next_billed_at: '2025-11-09T08:53:20.123456Z',
  scheduled_change: null,
  canceled_at: null,
  items: [item],
  ...stamps,
};
const customer: Fields = {
  id: 'ctm_01hv6y1jedq4p1n0yqn5ba3ky4',
  status: 'active',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  locale: 'en',
  marketing_consent: false,
  custom_data: null,
  ...stamps,
};

export const paddleEvents = (): EventType[] => [
  event('transaction.created', 'A transaction was made.', 'a1', { ...transaction, status: 'ready' }),
  event('transaction.completed', 'A transaction was paid and processed.', 'a2', transaction),
  event('transaction.payment_failed', 'A payment failed.', 'a3', { ...transaction, status: 'past_due' }),
  event('subscription.created', 'A subscription was made.', 'b1', subscription),
  event('subscription.activated', 'A subscription became active.', 'b2', subscription),
  event('subscription.updated', 'A subscription changed.', 'b3', {
    ...subscription,
    collection_mode: 'manual',
  }),
  event('subscription.past_due', 'A subscription’s payment is overdue.', 'b4', {
    ...subscription,
    status: 'past_due',
  }),
  event('subscription.canceled', 'A subscription was cancelled.', 'b5', {
    ...subscription,
    status: 'canceled',
    canceled_at: '2025-10-09T08:53:20.123456Z',
  }),
  event('customer.created', 'A customer was made.', 'c1', customer),
  event('adjustment.created', 'A refund or credit was made.', 'd1', {
    id: 'adj_01hvgf2s84dr6reszzg29zbvcm',
    action: 'refund',
    type: 'partial',
    transaction_id: 'txn_01k73yv1a2b3c4d5e6f7g8h9j0',
    reason: 'error',
    status: 'pending_approval',
    currency_code: 'EUR',
    totals: { subtotal: '92', tax: '8', total: '100' },
    ...stamps,
  }),
];
