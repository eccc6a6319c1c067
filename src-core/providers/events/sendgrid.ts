import { arrayOf, schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

/** SendGrid posts a list; the sample is a list of one. */
function event(
  type: string,
  category: string,
  description: string,
  id: string,
  more: { [field: string]: Json },
): EventType {
  const item = {
    email: 'ada@example.com',
    timestamp: 1760000000,
    'smtp-id': '<14c5d75ce93.dfd.64b469@ismtpd-555>',
    event: type,
    category: ['welcome'],
    sg_event_id: id,
    sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
    ...more,
  };
  return { type, category, description, schema: arrayOf(schemaOfSample(item)), sample: [item], headers: {} };
}

const browser = { useragent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', ip: '192.0.2.17' };

export const sendgridEvents = (): EventType[] => [
  event('processed', 'delivery', 'SendGrid took the mail.', 'cHJvY2Vzc2VkLTEyMzQ1', { send_at: 1760000000 }),
  event('delivered', 'delivery', 'The mail was delivered.', 'ZGVsaXZlcmVkLTEyMzQ1', { response: '250 OK' }),
  event('deferred', 'delivery', 'The receiving server asked to wait.', 'ZGVmZXJyZWQtMTIzNDU', {
    response: '400 try again later',
    attempt: '5',
  }),
  event('bounce', 'delivery', 'The receiving server refused the mail.', 'Ym91bmNlLTEyMzQ1', {
    reason: '500 unknown recipient',
    status: '5.0.0',
    type: 'bounce',
    bounce_classification: 'Invalid Address',
  }),
  event('dropped', 'delivery', 'SendGrid did not send the mail.', 'ZHJvcHBlZC0xMjM0NQ', {
    reason: 'Bounced Address',
    status: '5.0.0',
  }),
  event('open', 'engagement', 'Somebody opened the mail.', 'b3Blbi0xMjM0NQ', {
    ...browser,
    sg_machine_open: false,
  }),
  event('click', 'engagement', 'Somebody followed a link.', 'Y2xpY2stMTIzNDU', {
    ...browser,
    url: 'https://example.com/',
    url_offset: { index: 0, type: 'html' },
  }),
  event('spamreport', 'engagement', 'Somebody marked the mail as spam.', 'c3BhbXJlcG9ydC0xMjM0NQ', {}),
  event('unsubscribe', 'engagement', 'Somebody unsubscribed.', 'dW5zdWJzY3JpYmUtMTIzNDU', {}),
  event('group_unsubscribe', 'engagement', 'Somebody left a group of mails.', 'Z3JvdXBfdW5zdWItMTIzNDU', {
    ...browser,
    asm_group_id: 10,
  }),
];
