import { constant, dateTime, object, schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const event = (type: string, description: string, data: Fields): EventType => ({
  type,
  category: type.slice(0, type.indexOf('.')),
  description,
  schema: object({ type: constant(type), created_at: dateTime, data: schemaOfSample(data) }),
  sample: { type, created_at: '2025-10-09T08:53:20.126Z', data },
  headers: {},
});

const mail: Fields = {
  broadcast_id: '8b146471-e88e-4322-86af-016cd36fd216',
  created_at: '2025-10-09T08:53:19.894Z',
  email_id: '56761188-7520-42d8-8898-ff6fc54ce618',
  from: 'Acme <onboarding@resend.dev>',
  to: ['delivered@resend.dev'],
  subject: 'Sending this example',
  tags: { category: 'confirm_email' },
};

export const resendEvents = (): EventType[] => [
  event('email.sent', 'Resend took the mail.', mail),
  event('email.delivered', 'The mail was delivered.', mail),
  event('email.delivery_delayed', 'The receiving server asked to wait.', mail),
  event('email.bounced', 'The receiving server refused the mail for good.', {
    ...mail,
    bounce: {
      message: 'The recipient’s email address is on the suppression list.',
      subType: 'Suppressed',
      type: 'Permanent',
    },
  }),
  event('email.complained', 'Somebody marked the mail as spam.', mail),
  event('email.opened', 'Somebody opened the mail.', {
    ...mail,
    open: { ipAddress: '192.0.2.17', timestamp: '2025-10-09T08:55:20.000Z', userAgent: 'Mozilla/5.0' },
  }),
  event('email.clicked', 'Somebody followed a link.', {
    ...mail,
    click: {
      ipAddress: '192.0.2.17',
      link: 'https://resend.com',
      timestamp: '2025-10-09T08:55:20.000Z',
      userAgent: 'Mozilla/5.0',
    },
  }),
  event('email.failed', 'The mail could not be sent.', {
    ...mail,
    failed: { reason: 'reached_daily_quota' },
  }),
  event('contact.created', 'A contact was made.', {
    id: 'e169aa45-1ecf-4183-9955-b1499d5701d3',
    audience_id: '78261eea-8f8b-4381-83c6-79fa7120f1cf',
    created_at: '2025-10-09T08:53:20.000Z',
    updated_at: '2025-10-09T08:53:20.000Z',
    email: 'steve.wozniak@example.com',
    first_name: 'Steve',
    last_name: 'Wozniak',
    unsubscribed: false,
  }),
  event('domain.created', 'A domain was added.', {
    id: 'd91cd9bd-1176-453e-8fc1-35364d380206',
    name: 'example.com',
    status: 'not_started',
    created_at: '2025-10-09T08:53:20.000Z',
    region: 'us-east-1',
  }),
];
