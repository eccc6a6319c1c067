import { constant, dateTime, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const event = (type: string, description: string, payload: Fields): EventType => ({
  type,
  category: type.slice(0, type.indexOf('.')),
  description,
  schema: object({
    created_at: dateTime,
    created_by: text,
    event: constant(type),
    payload: schemaOfSample(payload),
  }),
  sample: {
    created_at: '2025-10-09T08:53:20.000000Z',
    created_by: 'https://api.calendly.com/users/AAAAAAAAAAAAAAAA',
    event: type,
    payload,
  },
  headers: {},
});

const stamps = { created_at: '2025-10-09T08:53:20.000000Z', updated_at: '2025-10-09T08:53:20.000000Z' };
const scheduled = 'https://api.calendly.com/scheduled_events/GBGBDCAADAEDCRZ2';
const invitee: Fields = {
  uri: `${scheduled}/invitees/AAAAAAAAAAAAAAAA`,
  email: 'grace@example.com',
  name: 'Grace Hopper',
  first_name: null,
  last_name: null,
  status: 'active',
  timezone: 'America/New_York',
  event: scheduled,
  questions_and_answers: [],
  rescheduled: false,
  old_invitee: null,
  new_invitee: null,
  cancel_url: 'https://calendly.com/cancellations/AAAAAAAAAAAAAAAA',
  reschedule_url: 'https://calendly.com/reschedulings/AAAAAAAAAAAAAAAA',
  scheduled_event: {
    uri: scheduled,
    name: '15 Minute Meeting',
    status: 'active',
    start_time: '2025-10-12T12:00:00.000000Z',
    end_time: '2025-10-12T12:15:00.000000Z',
    event_type: 'https://api.calendly.com/event_types/GBGBDCAADAEDCRZ2',
    location: { type: 'physical', location: 'Café' },
  },
  ...stamps,
};
const noShow: Fields = {
  uri: 'https://api.calendly.com/invitee_no_shows/6ee96ed4-83a3-4966-a278-cd19b3c02e09',
  invitee: `${scheduled}/invitees/AAAAAAAAAAAAAAAA`,
  created_at: '2025-10-12T12:20:00.000000Z',
};
const eventType: Fields = {
  uri: 'https://api.calendly.com/event_types/AAAAAAAAAAAAAAAA',
  name: '15 Minute Meeting',
  active: true,
  slug: 'acmesales',
  duration: 30,
  kind: 'solo',
  scheduling_url: 'https://calendly.com/acmesales',
  ...stamps,
};

export const calendlyEvents = (): EventType[] => [
  event('invitee.created', 'Somebody booked.', invitee),
  event('invitee.canceled', 'A booking was cancelled.', {
    ...invitee,
    status: 'canceled',
    cancellation: { canceled_by: 'Grace Hopper', reason: 'Ill', canceler_type: 'invitee' },
  }),
  event('invitee_no_show.created', 'Somebody did not turn up.', noShow),
  event('invitee_no_show.deleted', 'A no-show was taken back.', noShow),
  event('routing_form_submission.created', 'A routing form was submitted.', {
    uri: 'https://api.calendly.com/routing_form_submissions/AAAAAAAAAAAAAAAA',
    routing_form: 'https://api.calendly.com/routing_forms/AAAAAAAAAAAAAAAA',
    questions_and_answers: [{ question_uuid: 'a', question: 'Company?', answer: 'Acme' }],
    result: { type: 'external_url', value: 'https://example.com' },
    submitter: null,
    ...stamps,
  }),
  event('event_type.created', 'An event type was made.', eventType),
  event('event_type.updated', 'An event type changed.', { ...eventType, duration: 45 }),
  event('event_type.deleted', 'An event type was deleted.', { ...eventType, active: false }),
];
