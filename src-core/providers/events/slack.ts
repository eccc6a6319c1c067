import {
  arrayOf,
  boolean,
  constant,
  integer,
  matching,
  object,
  schemaOfSample,
  text,
} from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

const authorization = {
  enterprise_id: null,
  team_id: 'T0123ABCDEF',
  user_id: 'U0BOT12345',
  is_bot: true,
  is_enterprise_install: false,
};

/** An `event_callback`: Slack's outer event around the inner one. */
function event(
  type: string,
  description: string,
  eventId: string,
  inner: { [field: string]: Json },
): EventType {
  const innerSample = { type, ...inner };
  return {
    type,
    category: 'event_callback',
    description,
    schema: object(
      {
        team_id: text,
        api_app_id: text,
        event: { ...schemaOfSample(innerSample), required: ['type'] },
        type: constant('event_callback'),
        event_id: matching('^Ev'),
        event_time: integer,
      },
      {
        token: text,
        context_team_id: text,
        authorizations: arrayOf({ type: 'object' }),
        is_ext_shared_channel: boolean,
        event_context: text,
      },
    ),
    sample: {
      token: 'ZZZZZZWSxiZZZ2yIvs3peJ',
      team_id: 'T0123ABCDEF',
      context_team_id: 'T0123ABCDEF',
      api_app_id: 'A0123ABCDEF',
      event: innerSample,
      type: 'event_callback',
      event_id: eventId,
      event_time: 1760000000,
      authorizations: [authorization],
      is_ext_shared_channel: false,
      event_context: '4-eyJldCI6ImFwcF9tZW50aW9uIiwidGlkIjoiVDAxMjNBQkNERUYifQ',
    },
    headers: {},
  };
}

const message = {
  user: 'U0123ABCDEF',
  text: 'The deploy is through :tada: – thanks, Zoë',
  ts: '1760000000.000200',
  channel: 'C0123ABCDEF',
  event_ts: '1760000000.000200',
};

export const slackEvents = (): EventType[] => [
  {
    type: 'url_verification',
    category: 'handshake',
    description: 'Slack asks the endpoint to prove itself: answer the challenge.',
    schema: object({ token: text, challenge: text, type: constant('url_verification') }),
    sample: {
      token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
      type: 'url_verification',
    },
    headers: {},
  },
  event('app_mention', 'Somebody mentions the app.', 'Ev0AAAAAAA01', {
    ...message,
    text: '<@U0BOT12345> deploy the website',
    team: 'T0123ABCDEF',
  }),
  event('message', 'A message was posted where the app is.', 'Ev0AAAAAAA02', {
    ...message,
    channel_type: 'channel',
    team: 'T0123ABCDEF',
  }),
  event('reaction_added', 'Somebody reacted with an emoji.', 'Ev0AAAAAAA03', {
    user: 'U0123ABCDEF',
    reaction: 'thumbsup',
    item_user: 'U0456GHIJKL',
    item: { type: 'message', channel: 'C0123ABCDEF', ts: '1760000000.000200' },
    event_ts: '1760000001.000300',
  }),
  event('reaction_removed', 'Somebody took a reaction back.', 'Ev0AAAAAAA04', {
    user: 'U0123ABCDEF',
    reaction: 'thumbsup',
    item_user: 'U0456GHIJKL',
    item: { type: 'message', channel: 'C0123ABCDEF', ts: '1760000000.000200' },
    event_ts: '1760000002.000400',
  }),
  event('app_home_opened', 'Somebody opened the app’s Home tab.', 'Ev0AAAAAAA05', {
    user: 'U0123ABCDEF',
    channel: 'D0123ABCDEF',
    tab: 'home',
    event_ts: '1760000003.000500',
  }),
  event('channel_created', 'A channel was created.', 'Ev0AAAAAAA06', {
    channel: { id: 'C0456GHIJKL', name: 'deploys', created: 1760000000, creator: 'U0123ABCDEF' },
    event_ts: '1760000004.000600',
  }),
  event('channel_archive', 'A channel was archived.', 'Ev0AAAAAAA07', {
    channel: 'C0456GHIJKL',
    user: 'U0123ABCDEF',
    event_ts: '1760000005.000700',
  }),
  event('member_joined_channel', 'Somebody joined a channel.', 'Ev0AAAAAAA08', {
    user: 'U0123ABCDEF',
    channel: 'C0123ABCDEF',
    channel_type: 'C',
    team: 'T0123ABCDEF',
    inviter: 'U0456GHIJKL',
    event_ts: '1760000006.000800',
  }),
  event('team_join', 'Somebody joined the workspace.', 'Ev0AAAAAAA09', {
    user: {
      id: 'U0789MNOPQR',
      team_id: 'T0123ABCDEF',
      name: 'zoe',
      real_name: 'Zoë Müller',
      profile: { display_name: 'zoe', email: 'zoe@example.com', image_72: 'https://example.com/zoe_72.png' },
      is_bot: false,
    },
    event_ts: '1760000007.000900',
  }),
  event('file_shared', 'A file was shared.', 'Ev0AAAAAAA10', {
    channel_id: 'C0123ABCDEF',
    file_id: 'F0123ABCDEF',
    user_id: 'U0123ABCDEF',
    file: { id: 'F0123ABCDEF' },
    event_ts: '1760000008.001000',
  }),
  event('app_uninstalled', 'The workspace removed the app.', 'Ev0AAAAAAA11', {}),
];
