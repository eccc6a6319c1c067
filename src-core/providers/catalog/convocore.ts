import { convocoreEvents } from '../events/convocore.ts';
import type { ProviderInput } from '../provider.ts';

export const convocore = (): ProviderInput => ({
  id: 'convocore',
  name: 'Convocore',
  docsUrl: 'https://docs.convocore.ai',
  summary: 'Agents, conversations, leads, forms, clients and organisations of a Convocore workspace.',
  scheme: { kind: 'payload-field', pointer: '/payload/workspaceSecret' },
  secret: {
    description: 'The workspace secret; it travels in every payload as payload.workspaceSecret.',
    generate: 'hex32',
  },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  live: { times: ['/payload/createdAt'] },
  delivery: {
    success: '200',
    timeoutMs: 60_000,
    ordered: false,
    retryPolicy: { maxAttempts: 1, timeoutMs: 60_000, success: '200' },
    notes: [
      'Delivered in real time, without automatic retries; the order is not guaranteed.',
      'An empty response body is acceptable.',
    ],
    confidence: 'docs',
  },
  platforms: [
    {
      id: 'convocore',
      name: 'Convocore agents',
      description: 'Built with the Convocore node-based builder.',
    },
    {
      id: 'voiceflow',
      name: 'VoiceFlow (VF) agents',
      description: 'Imported from VoiceFlow, or using its runtime.',
    },
  ],
  events: convocoreEvents(),
  testEvent: 'webhook_test',
  recognise: { json: ['/payload/workspaceSecret'] },
  limits: [
    'lead_captured and form_submitted come from Convocore agents only: VoiceFlow (VF) agents have neither.',
    'Answer 200 within 60 seconds.',
  ],
  advice: [
    'Validate the workspace secret on every incoming webhook.',
    'There is no delivery id: use the event’s timestamp and payload data for idempotency.',
    'Process asynchronously, so that the answer does not time out.',
    'Log all incoming webhooks, for debugging and monitoring.',
  ],
  ownAdvice: ['The secret is part of the body: mask it in logs.'],
  notes: [
    'The page’s table marks support with icons that its text does not carry: all but lead_captured and form_submitted are taken as supported by both platforms.',
    'The page lists agent_created and agent_updated among the agent types, though its table names only agent_deleted.',
    'A secret in the payload does not protect the body from being changed.',
    'E-mail addresses in the samples are ours: the page hides its own.',
  ],
  confidence: 'docs',
  sources: ['https://docs.convocore.ai (Webhook Documentation)'],
});
