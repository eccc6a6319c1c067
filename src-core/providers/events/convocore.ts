import {
  anyObject,
  constant,
  described,
  integer,
  type JsonSchema,
  object,
  oneOf,
  text,
  uri,
} from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

const createdAt = 1718035200000;
/** Stands where the sender writes the workspace's secret. */
const workspaceSecret = 'your_workspace_secret';
const both = ['convocore', 'voiceflow'];
const convocoreOnly = ['convocore'];

/** Channels of every event but message_received, which has a list of its own. */
const channel = oneOf(
  'voice',
  'vapi',
  'web-chat',
  'whatsapp',
  'instagram',
  'telegram',
  'discord',
  'gb-chat',
  'messenger',
  'telephony',
  'webchat',
);
const messageChannel = oneOf('whatsapp', 'instagram', 'facebook', 'telegram', 'webchat');
const agentPlatform = described(oneOf('vg', 'vf'), 'vg: Convocore, vf: VoiceFlow');
const stamps = {
  createdAt: described(integer, 'Timestamp in milliseconds'),
  workspaceSecret: described(text, 'Workspace secret for verification'),
};

interface Shape {
  type: string;
  category: string;
  description: string;
  platforms?: string[];
  required: Record<string, JsonSchema>;
  optional?: Record<string, JsonSchema>;
  payload: { [field: string]: Json };
}

/** What is new with an event of a type; every other id names something that was there before. */
const newWith: Record<string, string> = {
  agent_created: '/payload/agentId',
  organisation_created: '/payload/organisationId',
  client_created: '/payload/clientId',
};

const event = (shape: Shape): EventType => ({
  type: shape.type,
  category: shape.category,
  description: shape.description,
  platforms: shape.platforms ?? both,
  schema: object({
    type: constant(shape.type),
    payload: object({ ...shape.required, ...stamps }, shape.optional),
  }),
  sample: { type: shape.type, payload: { ...shape.payload, createdAt, workspaceSecret } },
  headers: {},
  live: { ids: [newWith[shape.type] ?? []].flat() },
});

const operations = ['created', 'updated', 'deleted'] as const;

const agentEvents = operations.map((operation) =>
  event({
    type: `agent_${operation}`,
    category: 'Agent Events',
    description: `Agent was ${operation}`,
    required: { agentId: text, operation: constant(operation) },
    optional: { agentName: text, agentPlatform },
    payload: { agentId: 'agent_123456', agentName: 'Customer Support Bot', agentPlatform: 'vf', operation },
  }),
);

const organisationEvents = operations.map((operation) =>
  event({
    type: `organisation_${operation}`,
    category: 'Organisation Events',
    description: `Organisation was ${operation}`,
    required: { organisationId: text, operation: constant(operation) },
    optional: { organisationName: text },
    payload: { organisationId: 'org_345678', organisationName: 'Acme Corporation', operation },
  }),
);

const clientEvents = operations.map((operation) =>
  event({
    type: `client_${operation}`,
    category: 'Client Events',
    description: `Client was ${operation}`,
    required: { organisationId: text, clientId: text, operation: constant(operation) },
    optional: { organisationName: text, clientName: text, clientEmail: text },
    payload: {
      organisationId: 'org_345678',
      organisationName: 'Acme Corporation',
      clientId: 'client_901234',
      clientName: 'John Doe',
      clientEmail: 'john.doe@example.com',
      operation,
    },
  }),
);

const conversationEvents = [
  event({
    type: 'message_received',
    category: 'Message Events',
    description: 'Message received on any channel',
    required: { agentId: text, convoId: text, messageContent: text, channel: messageChannel },
    optional: { agentName: text, messageType: text, from: text },
    payload: {
      agentId: 'agent_123456',
      agentName: 'Customer Support Bot',
      convoId: 'convo_789012',
      messageContent: 'Hello, I need help with my order',
      channel: 'whatsapp',
      messageType: 'text',
      from: '+1234567890',
    },
  }),
  event({
    type: 'chat_delegated',
    category: 'Chat Events',
    description: 'Chat was delegated to a team member',
    required: {
      agentId: text,
      convoId: text,
      assignedToUserId: text,
      channel,
      operation: constant('delegated'),
    },
    optional: {
      agentName: text,
      assignedToUserName: text,
      assignedToUserEmail: text,
      delegatedByUserId: text,
      delegatedByUserName: text,
      customerName: text,
      customerEmail: text,
      customerPhone: text,
    },
    payload: {
      agentId: 'agent_123456',
      agentName: 'Support Bot',
      convoId: 'convo_789012',
      assignedToUserId: 'user_456789',
      assignedToUserName: 'Support Agent',
      assignedToUserEmail: 'support.agent@example.com',
      delegatedByUserId: 'user_111222',
      delegatedByUserName: 'Manager',
      customerName: 'Jane Doe',
      customerEmail: 'jane.doe@example.com',
      customerPhone: '+1234567890',
      channel: 'webchat',
      operation: 'delegated',
    },
  }),
  event({
    type: 'lead_captured',
    category: 'Lead Events',
    description: 'Lead was captured by an agent (Convocore only)',
    platforms: convocoreOnly,
    required: { agentId: text, channel, operation: constant('captured') },
    optional: { agentName: text, leadName: text, leadEmail: text, leadPhone: text },
    payload: {
      agentId: 'agent_123456',
      agentName: 'Sales Bot',
      leadName: 'Jane Smith',
      leadEmail: 'jane.smith@example.com',
      leadPhone: '+9876543210',
      channel: 'web-chat',
      operation: 'captured',
    },
  }),
  event({
    type: 'form_submitted',
    category: 'Form Events',
    description: 'Form was submitted (Convocore only)',
    platforms: convocoreOnly,
    required: {
      agentId: text,
      convoId: text,
      formType: oneOf('ui_engine_form', 'ui_engine_input'),
      formData: described(anyObject, 'The submitted form data as key-value pairs'),
      channel,
    },
    optional: { agentName: text },
    payload: {
      agentId: 'agent_123456',
      agentName: 'Support Bot',
      convoId: 'convo_789012',
      formType: 'ui_engine_form',
      formData: {
        name: 'John Doe',
        email: 'john.doe@example.com',
        message: 'I need help with my order',
      },
      channel: 'webchat',
    },
  }),
];

const otherEvents = [
  event({
    type: 'bug_reported',
    category: 'Bug Events',
    description: 'Bug or issue was reported',
    required: {
      agentId: text,
      convoId: text,
      bugDescription: text,
      channel,
      operation: constant('reported'),
    },
    optional: {
      agentName: text,
      imageUrl: described(uri, 'The CDN URL of the screenshot'),
      reportedByUserId: text,
      reportedByUserName: text,
      reportedByUserEmail: text,
    },
    payload: {
      agentId: 'agent_123456',
      agentName: 'Support Bot',
      convoId: 'convo_789012',
      bugDescription: 'The bot is not responding to user inputs correctly',
      imageUrl: 'https://cdn.voiceglow.org/bug-reports/user_123/1234567890.png',
      reportedByUserId: 'user_345678',
      reportedByUserName: 'John Doe',
      reportedByUserEmail: 'john.doe@example.com',
      channel: 'webchat',
      operation: 'reported',
    },
  }),
  event({
    type: 'webhook_test',
    category: 'Test Event',
    description: 'Used for testing your webhook endpoint',
    required: { message: text },
    payload: { message: 'This is a test event' },
  }),
];

/** Every type that Convocore's page names, with its samples; created, updated and deleted differ in `operation`. */
export const convocoreEvents = (): EventType[] => [
  ...agentEvents,
  ...conversationEvents,
  ...organisationEvents,
  ...clientEvents,
  ...otherEvents,
];
