import {
  anyObject,
  constant,
  dateTime,
  type JsonSchema,
  matching,
  number,
  object,
  oneOf,
  schemaOfSample,
  text,
} from '../../json/schema.ts';
import type { Json } from '../../json/value.ts';
import type { EventType } from '../provider.ts';

const callId = matching('^call_');

/** The envelope and the field names are ours: the platform's document names the data, not its form. */
function event(
  type: string,
  category: string,
  description: string,
  data: { [field: string]: Json },
  known: Record<string, JsonSchema> = {},
): EventType {
  const fields = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, known[name] ?? schemaOfSample(value)]),
  );
  return {
    type,
    category,
    description,
    schema: object({
      id: matching('^evt_'),
      type: constant(type),
      timestamp: dateTime,
      data: Object.keys(fields).length > 0 ? object(fields) : anyObject,
    }),
    sample: { id: 'evt_8c1f6a52b7d94e03', type, timestamp: '2026-07-01T12:00:00.000Z', data },
    headers: {},
  };
}

const callStatus = oneOf('queued', 'in_progress', 'completed', 'failed');
const participants = [
  { role: 'caller', number: '+15551234567' },
  { role: 'agent', number: '+15559876543' },
];

export const voiceAgentEvents = (): EventType[] => [
  event(
    'call.started',
    'Call lifecycle',
    'A call begins.',
    { callId: 'call_7Hq2', agentId: 'agent_42', participants, status: 'in_progress' },
    { callId, status: callStatus },
  ),
  event(
    'call.ended',
    'Call lifecycle',
    'A call completes.',
    {
      callId: 'call_7Hq2',
      agentId: 'agent_42',
      participants,
      status: 'completed',
      durationSeconds: 142,
      cost: { amount: 0.21, currency: 'USD' },
    },
    { callId, status: callStatus, durationSeconds: number },
  ),
  event(
    'call.failed',
    'Call lifecycle',
    'A call encounters errors.',
    {
      callId: 'call_7Hq3',
      agentId: 'agent_42',
      participants,
      status: 'failed',
      error: { code: 'carrier_rejected', message: 'The carrier rejected the call' },
    },
    { callId, status: callStatus },
  ),
  event(
    'call.queued',
    'Call lifecycle',
    'A call is waiting to be processed.',
    { callId: 'call_7Hq4', agentId: 'agent_42', participants, status: 'queued', position: 3 },
    { callId, status: callStatus },
  ),
  event(
    'call.transcript_available',
    'Call data',
    'Call transcription is complete.',
    {
      callId: 'call_7Hq2',
      transcript: [
        { speaker: 'agent', text: 'Good morning, how can I help?', atSeconds: 0.4 },
        { speaker: 'caller', text: 'I’d like to move my appointment.', atSeconds: 3.1 },
      ],
    },
    { callId },
  ),
  event(
    'call.recording_ready',
    'Call data',
    'The call’s recording is processed.',
    {
      callId: 'call_7Hq2',
      recordingUrl: 'https://recordings.example.com/call_7Hq2.mp3',
      durationSeconds: 142,
    },
    { callId, durationSeconds: number },
  ),
  event(
    'call.quality_score',
    'Call data',
    'The QA evaluation is completed.',
    { callId: 'call_7Hq2', score: 87.5, maximum: 100, criteria: [{ name: 'greeting', score: 10 }] },
    { callId, score: number, maximum: number },
  ),
  event(
    'call.cost_calculated',
    'Call data',
    'The call’s costs are determined.',
    { callId: 'call_7Hq2', cost: { amount: 0.21, currency: 'USD' }, durationSeconds: 142 },
    { callId, durationSeconds: number },
  ),
  event(
    'agent.status_changed',
    'Agent events',
    'An agent goes online or offline.',
    { agentId: 'agent_42', status: 'online', previousStatus: 'offline' },
    { status: oneOf('online', 'offline'), previousStatus: oneOf('online', 'offline') },
  ),
  event('agent.configuration_updated', 'Agent events', 'An agent’s settings are modified.', {
    agentId: 'agent_42',
    changes: [{ field: 'voice', from: 'alloy', to: 'verse' }],
  }),
  event('agent.sync_status', 'Agent events', 'An agent’s synchronization status changes.', {
    agentId: 'agent_42',
    syncStatus: 'synced',
    previousSyncStatus: 'pending',
  }),
  event(
    'agent.performance_alert',
    'Agent events',
    'An agent exceeds a performance threshold.',
    { agentId: 'agent_42', metric: 'response_time_ms', threshold: 1200, value: 1840 },
    { threshold: number, value: number },
  ),
  event('knowledge_base.updated', 'System events', 'A knowledge base is modified.', {
    knowledgeBaseId: 'kb_9',
    changes: [{ document: 'opening-hours.md', action: 'replaced' }],
  }),
  event('phone_number.changed', 'System events', 'A number’s configuration changes.', {
    phoneNumber: '+15559876543',
    changes: [{ field: 'agentId', from: 'agent_41', to: 'agent_42' }],
  }),
  event(
    'user.action',
    'System events',
    'A user performs a significant action.',
    { userId: 'user_7', action: 'agent.delete', resource: { type: 'agent', id: 'agent_41' } },
    { userId: text },
  ),
  event(
    'system.maintenance',
    'System events',
    'A system update occurs.',
    {
      title: 'Telephony upgrade',
      startsAt: '2026-07-02T02:00:00.000Z',
      endsAt: '2026-07-02T02:30:00.000Z',
      affectedResources: ['telephony'],
    },
    { startsAt: dateTime, endsAt: dateTime },
  ),
];
