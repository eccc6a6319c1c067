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
  id: string,
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
    sample: { id, type, timestamp: '2026-07-01T12:00:00.000Z', data },
    headers: {},
    live: { ids: type.startsWith('call.') ? ['/data/callId'] : [] },
  };
}

const callStatus = oneOf('queued', 'in_progress', 'completed', 'failed');
const participants = [
  { role: 'caller', number: '+15551234567' },
  { role: 'agent', number: '+15559876543' },
];

export const voiceAgentEvents = (): EventType[] => [
  event(
    'evt_42b27b6cf3372cd7',
    'call.started',
    'Call lifecycle',
    'A call begins.',
    { callId: 'call_7Hq2', agentId: 'agent_42', participants, status: 'in_progress' },
    { callId, status: callStatus },
  ),
  event(
    'evt_f16a3a509ce1136b',
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
    'evt_022cc1fdded39d60',
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
    'evt_1e7e68b0265662bc',
    'call.queued',
    'Call lifecycle',
    'A call is waiting to be processed.',
    { callId: 'call_7Hq4', agentId: 'agent_42', participants, status: 'queued', position: 3 },
    { callId, status: callStatus },
  ),
  event(
    'evt_131335d493624ea4',
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
    'evt_3c351f97c29e4024',
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
    'evt_c90322f7fcc1c404',
    'call.quality_score',
    'Call data',
    'The QA evaluation is completed.',
    { callId: 'call_7Hq2', score: 87.5, maximum: 100, criteria: [{ name: 'greeting', score: 10 }] },
    { callId, score: number, maximum: number },
  ),
  event(
    'evt_902bbc340bc22e0b',
    'call.cost_calculated',
    'Call data',
    'The call’s costs are determined.',
    { callId: 'call_7Hq2', cost: { amount: 0.21, currency: 'USD' }, durationSeconds: 142 },
    { callId, durationSeconds: number },
  ),
  event(
    'evt_66d88d2bfae75b7f',
    'agent.status_changed',
    'Agent events',
    'An agent goes online or offline.',
    { agentId: 'agent_42', status: 'online', previousStatus: 'offline' },
    { status: oneOf('online', 'offline'), previousStatus: oneOf('online', 'offline') },
  ),
  event(
    'evt_8b5067a943d566d2',
    'agent.configuration_updated',
    'Agent events',
    'An agent’s settings are modified.',
    {
      agentId: 'agent_42',
      changes: [{ field: 'voice', from: 'alloy', to: 'verse' }],
    },
  ),
  event(
    'evt_d61ccf493d206ab6',
    'agent.sync_status',
    'Agent events',
    'An agent’s synchronization status changes.',
    {
      agentId: 'agent_42',
      syncStatus: 'synced',
      previousSyncStatus: 'pending',
    },
  ),
  event(
    'evt_21b58c962ac0f611',
    'agent.performance_alert',
    'Agent events',
    'An agent exceeds a performance threshold.',
    { agentId: 'agent_42', metric: 'response_time_ms', threshold: 1200, value: 1840 },
    { threshold: number, value: number },
  ),
  event('evt_b4e1b6637f5c1114', 'knowledge_base.updated', 'System events', 'A knowledge base is modified.', {
    knowledgeBaseId: 'kb_9',
    changes: [{ document: 'opening-hours.md', action: 'replaced' }],
  }),
  event(
    'evt_9503b53531b21cab',
    'phone_number.changed',
    'System events',
    'A number’s configuration changes.',
    {
      phoneNumber: '+15559876543',
      changes: [{ field: 'agentId', from: 'agent_41', to: 'agent_42' }],
    },
  ),
  event(
    'evt_db0f39396b52fba8',
    'user.action',
    'System events',
    'A user performs a significant action.',
    { userId: 'user_7', action: 'agent.delete', resource: { type: 'agent', id: 'agent_41' } },
    { userId: text },
  ),
  event(
    'evt_39ca916a80960cdd',
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
