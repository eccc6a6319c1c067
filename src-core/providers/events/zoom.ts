import { constant, integer, object, schemaOfSample } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const accountId = 'AAAAAABBBB';

const event = (type: string, description: string, thing: Fields, more: Fields = {}): EventType => {
  const payload = { account_id: accountId, ...more, object: thing };
  return {
    type,
    category: type.slice(0, type.indexOf('.')),
    description,
    schema: object({ event: constant(type), event_ts: integer, payload: schemaOfSample(payload) }),
    sample: { event: type, event_ts: 1760000000000, payload },
    headers: {},
  };
};

const meeting: Fields = {
  id: '1234567890',
  uuid: '4444AAAiAAAAAiAiAiiAii==',
  host_id: 'x1yCzABCDEfg23HiJKl4mN',
  topic: 'Café',
  type: 8,
  start_time: '2025-10-09T08:53:20Z',
  duration: 60,
  timezone: 'Europe/Zurich',
};
const participant: Fields = {
  user_id: '1234567890',
  user_name: 'Ada Lovelace',
  id: 'iFxeBPYun6SAiWUzBcEkX',
  participant_uuid: '55555AAAiAAAAAiAiAiiAii',
  email: 'ada@example.com',
};
const recording: Fields = {
  ...meeting,
  host_email: 'ada@example.com',
  total_size: 529758,
  recording_count: 1,
  share_url: 'https://zoom.example.com/rec/share/1',
  recording_files: [
    {
      id: 'ed6c2f27-2ae7-42f4-b3d0-835b493e4fa8',
      file_type: 'MP4',
      file_size: 246560,
      recording_type: 'shared_screen_with_speaker_view',
      status: 'completed',
    },
  ],
};

export const zoomEvents = (): EventType[] => [
  event('meeting.created', 'A meeting was scheduled.', meeting, {
    operator: 'ada@example.com',
    operation: 'all',
  }),
  event(
    'meeting.updated',
    'A meeting was changed.',
    { ...meeting, topic: 'Café, moved' },
    { operator: 'ada@example.com' },
  ),
  event('meeting.deleted', 'A meeting was deleted.', meeting, { operator: 'ada@example.com' }),
  event('meeting.started', 'A meeting began.', meeting),
  event('meeting.ended', 'A meeting ended.', { ...meeting, end_time: '2025-10-09T09:53:20Z' }),
  event('meeting.participant_joined', 'Somebody joined.', {
    ...meeting,
    participant: { ...participant, join_time: '2025-10-09T08:54:00Z' },
  }),
  event('meeting.participant_left', 'Somebody left.', {
    ...meeting,
    participant: { ...participant, leave_time: '2025-10-09T09:40:00Z', leave_reason: 'left the meeting' },
  }),
  event('recording.completed', 'A recording is ready.', recording),
  event('webinar.started', 'A webinar began.', { ...meeting, type: 5 }),
  event('user.created', 'A user was added to the account.', {
    id: 'z8ycx1223fq',
    first_name: 'Grace',
    last_name: 'Hopper',
    email: 'grace@example.com',
    type: 1,
  }),
  {
    type: 'endpoint.url_validation',
    category: 'handshake',
    description: 'Zoom asks the endpoint to prove that it knows the secret.',
    schema: object({
      event: constant('endpoint.url_validation'),
      event_ts: integer,
      payload: object({ plainToken: { type: 'string' } }),
    }),
    sample: {
      payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
      event_ts: 1760000000000,
      event: 'endpoint.url_validation',
    },
    headers: {},
  },
];
