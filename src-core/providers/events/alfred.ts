import {
  boolean,
  constant,
  dateTime,
  integer,
  type JsonSchema,
  matching,
  number,
  object,
  oneOf,
  text,
  uri,
} from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

const timestamp = '2026-03-04T12:00:00+00:00';
const agentId = matching('^agt_');
const callId = matching('^call_');
const fleetId = matching('^flt_');
const extensionId = matching('^ext_');
const invoiceId = matching('^inv_');
const severity = oneOf('info', 'warning', 'error', 'critical');
const status = oneOf('online', 'offline', 'maintenance');

/** What is new with an event of a type; every other id names something that was there before. */
const newWith: Record<string, string> = {
  'agent.created': '/data/agent_id',
  'call.started': '/data/call_id',
  'call.ended': '/data/call_id',
  'call.transferred': '/data/call_id',
  'call.recorded': '/data/call_id',
  'marketplace.published': '/data/extension_id',
  'billing.payment_succeeded': '/data/invoice_id',
  'billing.payment_failed': '/data/invoice_id',
};

/** One event: the envelope is the same for all, so only its id and its data are written out. */
function event(
  type: string,
  description: string,
  id: string,
  fields: Record<string, JsonSchema>,
  data: { [field: string]: Json },
): EventType {
  return {
    type,
    category: type.slice(0, type.indexOf('.')),
    description,
    schema: object({
      id: matching('^evt_[0-9a-f]{24}$'),
      event: constant(type),
      timestamp: dateTime,
      data: object(fields),
    }),
    sample: { id, event: type, timestamp, data },
    headers: {},
    live: { ids: [newWith[type] ?? []].flat() },
  };
}

/** Alfred's 21 events in their six categories, with the samples of its own reference page. */
export const alfredEvents = (): EventType[] => [
  event(
    'agent.created',
    'Fired when a new agent is created.',
    'evt_d5de32be887a9b82fe75ed48',
    { agent_id: agentId, name: text, model: text, created_by: integer },
    { agent_id: 'agt_abc123', name: 'Customer Support Bot', model: 'gpt-4o', created_by: 42 },
  ),
  event(
    'agent.deployed',
    'Fired when an agent deploys to production.',
    'evt_774673f7b7336f9d9a32107f',
    { agent_id: agentId, name: text, environment: text, version: integer },
    { agent_id: 'agt_abc123', name: 'Customer Support Bot', environment: 'production', version: 3 },
  ),
  event(
    'agent.error',
    'Fired when an agent encounters a runtime error.',
    'evt_e5297cd2c84f28f8b91b9bf1',
    { agent_id: agentId, error_type: text, message: text, severity },
    {
      agent_id: 'agt_abc123',
      error_type: 'rate_limit',
      message: 'API rate limit exceeded',
      severity: 'warning',
    },
  ),
  event(
    'agent.status_changed',
    'Fired when an agent changes status (online/offline/maintenance).',
    'evt_cf4a88b86f4b7a0c4d99d2df',
    { agent_id: agentId, old_status: status, new_status: status },
    { agent_id: 'agt_abc123', old_status: 'online', new_status: 'maintenance' },
  ),
  event(
    'call.started',
    'Fired when a voice call begins.',
    'evt_91b0e108460906bc3a192b2d',
    { call_id: callId, agent_id: agentId, from: text, to: text, direction: oneOf('inbound', 'outbound') },
    {
      call_id: 'call_xyz789',
      agent_id: 'agt_abc123',
      from: '+15551234567',
      to: '+15559876543',
      direction: 'inbound',
    },
  ),
  event(
    'call.ended',
    'Fired when a voice call completes, includes duration and summary.',
    'evt_62b9a5830f6c5aee8b29dcfd',
    { call_id: callId, agent_id: agentId, duration_s: integer, end_reason: text, summary: text },
    {
      call_id: 'call_xyz789',
      agent_id: 'agt_abc123',
      duration_s: 142,
      end_reason: 'completed',
      summary: 'Customer inquired about billing. Issue resolved.',
    },
  ),
  event(
    'call.transferred',
    'Fired when a call is transferred to another agent or number.',
    'evt_98d4a48e89fab19ab40ddd51',
    { call_id: callId, from_agent: agentId, to_number: text, reason: text },
    { call_id: 'call_xyz789', from_agent: 'agt_abc123', to_number: '+15552223344', reason: 'escalation' },
  ),
  event(
    'call.recorded',
    'Fired when a call recording is available.',
    'evt_0ee8d0065120201843bfaa3f',
    { call_id: callId, recording_url: uri, duration_s: integer },
    {
      call_id: 'call_xyz789',
      recording_url: 'https://storage.gositeme.com/recordings/call_xyz789.mp3',
      duration_s: 142,
    },
  ),
  event(
    'fleet.deployed',
    'Fired when a fleet configuration is deployed.',
    'evt_b66651c71ca4efb8ce901225',
    { fleet_id: fleetId, name: text, agent_count: integer, version: integer },
    { fleet_id: 'flt_001', name: 'Support Fleet', agent_count: 5, version: 2 },
  ),
  event(
    'fleet.alert',
    'Fired on fleet-level alerts (capacity, errors, performance).',
    'evt_2f869a37ee09f78f6b2d040a',
    { fleet_id: fleetId, alert_type: text, message: text, severity },
    {
      fleet_id: 'flt_001',
      alert_type: 'high_error_rate',
      message: 'Error rate exceeded 5% threshold',
      severity: 'critical',
    },
  ),
  event(
    'fleet.agent_joined',
    'Fired when an agent is added to a fleet.',
    'evt_da81900a41de5febebe313c6',
    { fleet_id: fleetId, agent_id: agentId },
    { fleet_id: 'flt_001', agent_id: 'agt_abc123' },
  ),
  event(
    'fleet.agent_left',
    'Fired when an agent is removed from a fleet.',
    'evt_689e815d68792aaefba5f75c',
    { fleet_id: fleetId, agent_id: agentId, reason: text },
    { fleet_id: 'flt_001', agent_id: 'agt_abc123', reason: 'removed' },
  ),
  event(
    'tool.executed',
    'Fired when an agent executes a tool.',
    'evt_96c2401c55fcdafbf2af7c8f',
    { tool_id: text, agent_id: agentId, duration_ms: integer, success: boolean },
    { tool_id: 'weather_lookup', agent_id: 'agt_abc123', duration_ms: 320, success: true },
  ),
  event(
    'tool.error',
    'Fired when a tool execution fails.',
    'evt_312ad0fb2e4a2ebfb3157c01',
    { tool_id: text, agent_id: agentId, error: text },
    { tool_id: 'weather_lookup', agent_id: 'agt_abc123', error: 'Upstream API timeout' },
  ),
  event(
    'tool.rate_limited',
    'Fired when a tool call is rate-limited.',
    'evt_daac8d097ba99d339cce6f75',
    { tool_id: text, agent_id: agentId, limit: integer, window: text },
    { tool_id: 'weather_lookup', agent_id: 'agt_abc123', limit: 100, window: '1m' },
  ),
  event(
    'marketplace.published',
    'Fired when you publish an extension to the marketplace.',
    'evt_8ac6a685891039546832d297',
    { extension_id: extensionId, name: text, version: text },
    { extension_id: 'ext_555', name: 'My Custom Tool', version: '1.0.0' },
  ),
  event(
    'marketplace.purchased',
    'Fired when someone purchases your marketplace extension.',
    'evt_2a5ee6b0f0aa204311965291',
    { extension_id: extensionId, buyer_id: integer, price: number, currency: text },
    { extension_id: 'ext_555', buyer_id: 99, price: 9.99, currency: 'USD' },
  ),
  event(
    'marketplace.review',
    'Fired when your extension receives a review.',
    'evt_3df8f7131f7cc5a7f31fd5c5',
    { extension_id: extensionId, rating: { type: 'integer', minimum: 1, maximum: 5 }, review: text },
    { extension_id: 'ext_555', rating: 5, review: 'Great tool!' },
  ),
  event(
    'billing.payment_succeeded',
    'Fired on successful payment processing.',
    'evt_eeaf778083bea16bc9650e95',
    { invoice_id: invoiceId, amount: number, currency: text },
    { invoice_id: 'inv_12345', amount: 49, currency: 'USD' },
  ),
  event(
    'billing.payment_failed',
    'Fired when a payment attempt fails.',
    'evt_cfd27986eb7f891798efa5e8',
    { invoice_id: invoiceId, amount: number, reason: text },
    { invoice_id: 'inv_12345', amount: 49, reason: 'card_declined' },
  ),
  event(
    'billing.usage_alert',
    'Fired when usage approaches or exceeds thresholds.',
    'evt_22b468b406512fa0ec9fab33',
    { resource: text, current: integer, limit: integer, percentage: number },
    { resource: 'api_calls', current: 9500, limit: 10000, percentage: 95 },
  ),
];
