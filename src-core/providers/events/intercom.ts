import { constant, integer, matching, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const event = (type: string, description: string, id: string, item: Fields): EventType => ({
  type,
  category: type.slice(0, type.indexOf('.')),
  description,
  schema: object({
    type: constant('notification_event'),
    app_id: text,
    id: matching('^notif_'),
    topic: constant(type),
    created_at: integer,
    data: object({ type: text, item: schemaOfSample(item) }),
  }),
  sample: {
    type: 'notification_event',
    app_id: 'a86dr8yl',
    data: { type: 'notification_event_data', item },
    links: {},
    id,
    topic: type,
    delivery_status: 'pending',
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: 1760000000,
    created_at: 1760000000,
    self: null,
  },
  headers: {},
});

const contact: Fields = {
  type: 'contact',
  id: '63a07ddf05a32042dffac965',
  external_id: '70',
  role: 'user',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  phone: null,
  created_at: 1760000000,
  updated_at: 1760000000,
  custom_attributes: {},
};
const conversation: Fields = {
  type: 'conversation',
  id: '1122',
  created_at: 1760000000,
  updated_at: 1760000000,
  state: 'open',
  read: false,
  priority: 'not_priority',
  admin_assignee_id: null,
  source: {
    type: 'conversation',
    id: '403918330',
    delivered_as: 'customer_initiated',
    body: '<p>Café?</p>',
    author: { type: 'user', id: '63a07ddf05a32042dffac965', name: 'Ada Lovelace' },
  },
};

export const intercomEvents = (): EventType[] => [
  event(
    'conversation.user.created',
    'Somebody began a conversation.',
    'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b3',
    conversation,
  ),
  event('conversation.user.replied', 'Somebody replied.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b4', {
    ...conversation,
    updated_at: 1760000060,
  }),
  event('conversation.admin.replied', 'A teammate replied.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b5', {
    ...conversation,
    read: true,
    updated_at: 1760000120,
  }),
  event(
    'conversation.admin.assigned',
    'A conversation was assigned.',
    'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b6',
    {
      ...conversation,
      admin_assignee_id: 814865,
    },
  ),
  event(
    'conversation.admin.closed',
    'A conversation was closed.',
    'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b7',
    {
      ...conversation,
      state: 'closed',
    },
  ),
  event('contact.user.created', 'A user was made.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b8', contact),
  event('contact.lead.created', 'A lead was made.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1b9', {
    ...contact,
    role: 'lead',
  }),
  event('contact.deleted', 'A contact was deleted.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1ba', {
    type: 'contact',
    id: '63a07ddf05a32042dffac965',
    external_id: '70',
    deleted: true,
  }),
  event('company.created', 'A company was made.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1bb', {
    type: 'company',
    id: '531ee472cce572a6ec000006',
    company_id: '6',
    name: 'Blue Sun',
    created_at: 1760000000,
    user_count: 1,
  }),
  event('ticket.created', 'A ticket was made.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1bc', {
    type: 'ticket',
    id: '631',
    ticket_id: '1',
    category: 'Customer',
    ticket_attributes: { _default_title_: 'The footer overlaps', _default_description_: '' },
    open: true,
    created_at: 1760000000,
  }),
  event('ping', 'A test when the subscription is saved.', 'notif_ccd8a4d0-f965-11e3-a367-c779cae3e1bd', {
    type: 'ping',
    message: 'something something interzen',
  }),
];
