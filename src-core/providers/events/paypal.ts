import { arrayOf, constant, dateTime, matching, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

function event(type: string, resourceType: string, summary: string, id: string, resource: Fields): EventType {
  return {
    type,
    category: type.slice(0, type.indexOf('.')),
    description: summary,
    schema: object(
      {
        id: matching('^WH-'),
        event_version: text,
        create_time: dateTime,
        resource_type: text,
        event_type: constant(type),
        summary: text,
        resource: schemaOfSample(resource),
      },
      { resource_version: text, links: arrayOf({ type: 'object' }) },
    ),
    sample: {
      id,
      event_version: '1.0',
      create_time: '2025-10-09T08:53:20.123Z',
      resource_type: resourceType,
      resource_version: '2.0',
      event_type: type,
      summary,
      resource,
      links: [
        { href: `https://api.paypal.com/v1/notifications/webhooks-events/${id}`, rel: 'self', method: 'GET' },
        {
          href: `https://api.paypal.com/v1/notifications/webhooks-events/${id}/resend`,
          rel: 'resend',
          method: 'POST',
        },
      ],
    },
    headers: {},
  };
}

const amount = { currency_code: 'EUR', value: '49.00' };
const capture: Fields = {
  id: '42311647XV020574X',
  status: 'COMPLETED',
  amount,
  final_capture: true,
  invoice_id: '10042',
  custom_id: 'order-10042',
  seller_receivable_breakdown: { gross_amount: amount, paypal_fee: { currency_code: 'EUR', value: '1.57' } },
  supplementary_data: { related_ids: { order_id: '8U481631H66031715' } },
  create_time: '2025-10-09T08:53:20Z',
  update_time: '2025-10-09T08:53:20Z',
};
const order: Fields = {
  id: '8U481631H66031715',
  intent: 'CAPTURE',
  status: 'APPROVED',
  payer: {
    email_address: 'ada@example.com',
    payer_id: 'QYR5Z8XDVJNXQ',
    name: { given_name: 'Ada', surname: 'Lovelace' },
  },
  purchase_units: [{ reference_id: 'default', amount }],
  create_time: '2025-10-09T08:50:20Z',
};
const subscription: Fields = {
  id: 'I-BW452GLLEP1G',
  plan_id: 'P-5ML4271244454362WXNWU5NQ',
  status: 'ACTIVE',
  status_update_time: '2025-10-09T08:53:20Z',
  start_time: '2025-10-09T08:53:20Z',
  quantity: '1',
  subscriber: { email_address: 'ada@example.com', name: { given_name: 'Ada', surname: 'Lovelace' } },
};

export const paypalEvents = (): EventType[] => [
  event(
    'PAYMENT.CAPTURE.COMPLETED',
    'capture',
    'A payment capture completes.',
    'WH-58D329510W468432D-8HN650336L201105X',
    capture,
  ),
  event(
    'PAYMENT.CAPTURE.DENIED',
    'capture',
    'A payment capture is denied.',
    'WH-4SW78779LY2325805-07E03580SX1414828',
    {
      ...capture,
      status: 'DECLINED',
    },
  ),
  event(
    'PAYMENT.CAPTURE.PENDING',
    'capture',
    'The state of a payment capture changes to pending.',
    'WH-67W22543RF5033012-1F0349665B1063401',
    {
      ...capture,
      status: 'PENDING',
      status_details: { reason: 'PENDING_REVIEW' },
    },
  ),
  event(
    'PAYMENT.CAPTURE.REFUNDED',
    'refund',
    'A merchant refunds a payment capture.',
    'WH-1GE84257G0350133W-6RW800890C634293G',
    {
      id: '1Y107995YT783435V',
      status: 'COMPLETED',
      amount,
      invoice_id: '10042',
      note_to_payer: 'Sorry!',
      create_time: '2025-10-09T08:53:20Z',
    },
  ),
  event(
    'CHECKOUT.ORDER.APPROVED',
    'checkout-order',
    'A buyer approved a checkout order.',
    'WH-COC11055RA711503B-4YM959094A144403T',
    order,
  ),
  event(
    'CHECKOUT.ORDER.COMPLETED',
    'checkout-order',
    'A checkout order is processed.',
    'WH-COC11055RA711503B-4YM959094A144404U',
    {
      ...order,
      status: 'COMPLETED',
    },
  ),
  event(
    'BILLING.SUBSCRIPTION.CREATED',
    'subscription',
    'A subscription is created.',
    'WH-77687562XN25889J8-8Y6T55435R66168T5',
    {
      ...subscription,
      status: 'APPROVAL_PENDING',
    },
  ),
  event(
    'BILLING.SUBSCRIPTION.ACTIVATED',
    'subscription',
    'A subscription is activated.',
    'WH-77687562XN25889J8-8Y6T55435R66168T6',
    subscription,
  ),
  event(
    'BILLING.SUBSCRIPTION.CANCELLED',
    'subscription',
    'A subscription is cancelled.',
    'WH-77687562XN25889J8-8Y6T55435R66168T7',
    {
      ...subscription,
      status: 'CANCELLED',
    },
  ),
  event(
    'CUSTOMER.DISPUTE.CREATED',
    'dispute',
    'A dispute is created.',
    'WH-4M0448861G563140B-9EX36365822141321',
    {
      dispute_id: 'PP-D-27803',
      create_time: '2025-10-09T08:53:20.000Z',
      reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
      status: 'OPEN',
      dispute_amount: amount,
      disputed_transactions: [{ seller_transaction_id: '42311647XV020574X' }],
    },
  ),
];
