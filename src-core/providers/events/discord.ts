import { constant, dateTime, integer, object, schemaOfSample, text } from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

type Fields = { [field: string]: Json };

const event = (type: string, description: string, data: Fields): EventType => ({
  type,
  category: 'webhook event',
  description,
  schema: object({
    version: constant(1),
    application_id: text,
    type: constant(1),
    event: object({ type: constant(type), timestamp: dateTime }, { data: schemaOfSample(data) }),
  }),
  sample: {
    version: 1,
    application_id: '1234560123453231555',
    type: 1,
    event: { type, timestamp: '2025-10-09T08:53:20.000000', data },
  },
  headers: {},
});

const user: Fields = {
  id: '1234567890123456789',
  username: 'ada',
  global_name: 'Ada',
  discriminator: '0',
  avatar: '9a8b7c6d5e4f',
  public_flags: 0,
};
const entitlement: Fields = {
  id: '1234505980407808808',
  sku_id: '123489045643835123',
  application_id: '1234560123453231555',
  user_id: '1234567890123456789',
  type: 4,
  deleted: false,
  starts_at: null,
  ends_at: null,
  consumed: false,
};
const lobbyMessage: Fields = {
  id: '1397271345979584579',
  type: 0,
  content: 'Hello from the lobby',
  lobby_id: '1397271345979584000',
  channel_id: '1397271345979584000',
  author: user,
  metadata: { source: 'game' },
};

export const discordEvents = (): EventType[] => [
  event('APPLICATION_AUTHORIZED', 'Somebody added the application to their account or a server.', {
    integration_type: 1,
    scopes: ['applications.commands'],
    user,
  }),
  event('APPLICATION_DEAUTHORIZED', 'Somebody removed the application.', { user }),
  event('ENTITLEMENT_CREATE', 'Somebody bought something, or was given it.', entitlement),
  event('ENTITLEMENT_UPDATE', 'An entitlement changed.', {
    ...entitlement,
    ends_at: '2025-11-09T08:53:20+00:00',
  }),
  event('ENTITLEMENT_DELETE', 'An entitlement was taken back.', { ...entitlement, deleted: true }),
  event('QUEST_USER_ENROLLMENT', 'Somebody took up a quest.', {
    user_id: '1234567890123456789',
    quest_id: '9',
  }),
  event('LOBBY_MESSAGE_CREATE', 'A message was written in a lobby.', lobbyMessage),
  event('LOBBY_MESSAGE_UPDATE', 'A lobby’s message was edited.', {
    ...lobbyMessage,
    content: 'Hello, edited',
    edited_timestamp: '2025-10-09T08:54:20.000000+00:00',
  }),
  event('LOBBY_MESSAGE_DELETE', 'A lobby’s message was deleted.', {
    id: '1397271345979584579',
    lobby_id: '1397271345979584000',
  }),
  event('GAME_DIRECT_MESSAGE_CREATE', 'A direct message was written in a game.', {
    id: '1397271345979584580',
    type: 0,
    content: 'Ready?',
    channel_id: '1397271345979584001',
    author: user,
  }),
  {
    type: '0',
    category: 'handshake',
    description: 'PING: Discord checks that the URL answers, and refuses bad signatures.',
    schema: object({ version: integer, application_id: text, type: constant(0) }),
    sample: { version: 1, application_id: '1234560123453231555', type: 0 },
    headers: {},
  },
];
