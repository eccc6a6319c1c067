import type { ProviderInput } from '../provider.ts';

export const elevenlabs = (): ProviderInput => ({
  id: 'elevenlabs',
  name: 'ElevenLabs',
  docsUrl: 'https://elevenlabs.io/docs/overview/administration/webhooks',
  summary: 'Conversations and voices.',
  scheme: {
    kind: 'hmac',
    signedContent: '{timestamp}.{body}',
    signature: { at: { in: 'header', name: 'ElevenLabs-Signature' }, format: 't={timestamp},v0={signature}' },
    timestamp: { at: { in: 'signature' }, toleranceSeconds: 1800, refuseFuture: false, clock: 'exact' },
  },
  secret: { description: 'wsec_... whole string, UTF-8.', generate: 'hex32', prefix: 'wsec_' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  delivery: {
    success: '200',
    timeoutMs: 10_000,
    simulationHint: {
      maxAttempts: 6,
      schedule: { kind: 'exponential', baseMs: 30_000, factor: 2, capMs: 3_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 10_000,
      success: '200',
      disableAfter: { failedDeliveries: 10 },
    },
    stopsOn: '200.',
    endpointDisabling: 'Disabled after 10 consecutive failures.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'post_call_transcription',
      description: 'A conversation’s transcript is ready.',
      sample: {
        type: 'post_call_transcription',
        event_timestamp: 1760000000,
        data: {
          agent_id: 'xyz',
          conversation_id: 'abc',
          status: 'done',
          transcript: [
            { role: 'agent', message: 'Hey there', time_in_call_secs: 0 },
            { role: 'user', message: 'Hi', time_in_call_secs: 2 },
          ],
          metadata: { start_time_unix_secs: 1759999950, call_duration_secs: 22, cost: 296 },
        },
      },
    },
  ],
  notes: [
    'v0 (not v1) and a 30 MINUTE window (past only).',
    'Some lists call it Standard Webhooks: the official SDK shows otherwise.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@elevenlabs/elevenlabs-js@2.73.0 wrapper/webhooks.js',
    'github:hookdeck/webhook-skills skills/elevenlabs-webhooks/references/overview.md',
  ],
});
