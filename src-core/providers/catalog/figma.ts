import type { ProviderInput } from '../provider.ts';

export const figma = (): ProviderInput => ({
  id: 'figma',
  name: 'Figma',
  docsUrl: 'https://www.figma.com/developers/api#webhooks-v2-security',
  summary: 'Files, libraries and comments; a passcode inside the body.',
  scheme: { kind: 'payload-field', pointer: '/passcode' },
  secret: { description: 'Passcode chosen at creation, sent verbatim in the body.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event_type' }],
  handshakes: [
    {
      id: 'ping',
      description: 'Creating the webhook makes Figma post a PING.',
      match: { method: 'POST', json: { '/event_type': 'PING' } },
      respond: { status: 200 },
      signed: true,
    },
  ],
  delivery: {
    success: '200',
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [300_000, 1_800_000, 10_800_000] },
      success: '200',
    },
    stopsOn: '200.',
    endpointDisabling: 'Never auto-disabled.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'FILE_UPDATE',
      description: 'A file was not edited for 30 minutes after a change.',
      sample: {
        event_type: 'FILE_UPDATE',
        file_key: 'zH10w3ZlJCoYhIjvzQ2cbu',
        file_name: 'Website',
        passcode: 'your_passcode',
        timestamp: '2025-10-09T08:53:20Z',
        webhook_id: '22',
      },
    },
    {
      type: 'FILE_COMMENT',
      description: 'Somebody commented.',
      sample: {
        event_type: 'FILE_COMMENT',
        comment: [{ text: 'Lovely' }],
        comment_id: '1',
        file_key: 'zH10w3ZlJCoYhIjvzQ2cbu',
        file_name: 'Website',
        passcode: 'your_passcode',
        timestamp: '2025-10-09T08:53:20Z',
        triggered_by: { id: '11', handle: 'ada' },
        webhook_id: '22',
      },
    },
  ],
  recognise: { json: ['/passcode', '/event_type'] },
  notes: ['Mask passcode when showing captures.'],
  confidence: 'secondary',
  sources: [
    'Public integrations that quote the provider’s documentation: “5 minutes, 30 minutes, and 3 hours”',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
