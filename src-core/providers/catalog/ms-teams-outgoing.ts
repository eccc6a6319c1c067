import type { ProviderInput } from '../provider.ts';

export const msTeamsOutgoing = (): ProviderInput => ({
  id: 'ms-teams-outgoing',
  name: 'Microsoft Teams (outgoing webhook)',
  docsUrl:
    'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook',
  summary: 'Messages that mention the webhook; the answer is a message.',
  scheme: {
    kind: 'hmac',
    encoding: 'base64',
    key: 'base64',
    signature: { at: { in: 'header', name: 'Authorization' }, format: 'HMAC {signature}' },
  },
  secret: { description: 'Security token shown once; key = base64-decoded bytes.', generate: 'base64-32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  delivery: {
    success: '200',
    timeoutMs: 5000,
    retryPolicy: { maxAttempts: 1, timeoutMs: 5000, success: '200' },
    stopsOn: 'Not retried.',
    notes: ['Success is 200 with a message JSON.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'message',
      description: 'Somebody mentioned the webhook.',
      sample: {
        type: 'message',
        id: '1485983408511',
        timestamp: '2025-10-09T08:53:20.000Z',
        localTimestamp: '2025-10-09T10:53:20.000+02:00',
        serviceUrl: 'https://smba.trafficmanager.net/emea/',
        channelId: 'msteams',
        from: { id: '29:1', name: 'Ada Lovelace' },
        conversation: { id: '19:253b1f341670408fb6fe51050b6e5ceb@thread.skype;messageid=1485983194839' },
        text: '<at>Tacklebox</at> hello',
        textFormat: 'plain',
        channelData: { teamsChannelId: '19:253b', teamsTeamId: '19:712c' },
      },
    },
  ],
  recognise: { json: ['/serviceUrl', '/channelData'] },
  notes: ['Scheme word HMAC in Authorization.'],
  confidence: 'secondary',
  sources: ['github:webhook-co/webhook packages/webhooks-spec/src/adapters/config.ts (Aug 2026)'],
});
