import type { ProviderInput } from '../provider.ts';

export const dropboxSign = (): ProviderInput => ({
  id: 'dropbox-sign',
  name: 'Dropbox Sign',
  docsUrl: 'https://developers.hellosign.com/docs/events/walkthrough/',
  summary: 'Signature requests; only the event’s time and type are signed.',
  scheme: {
    kind: 'hmac',
    signedContent: '{json:/event/event_time}{json:/event/event_type}',
    signature: { at: { in: 'json', pointer: '/event/event_hash' } },
  },
  secret: { description: 'API key, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event/event_type' }],
  handshakes: [
    {
      id: 'callback-test',
      description:
        'The test of the callback URL. This and every other callback must be answered with this very text.',
      match: { method: 'POST', json: { '/event/event_type': 'callback_test' } },
      respond: { status: 200, contentType: 'text/plain', body: 'Hello API Event Received' },
    },
  ],
  delivery: {
    success: '200',
    timeoutMs: 30_000,
    simulationHint: {
      maxAttempts: 7,
      schedule: { kind: 'exponential', baseMs: 300_000, factor: 2, capMs: 21_600_000 },
      jitter: { kind: 'spread', ratio: 0.2 },
      timeoutMs: 30_000,
      success: '200',
    },
    stopsOn: 'Correct body.',
    notes: ['Success is 200 with the fixed body.', 'Retries up to 7 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'signature_request_sent',
      description: 'A request was sent.',
      sample: {
        event: {
          event_time: '1760000000',
          event_type: 'signature_request_sent',
          event_hash: '',
          event_metadata: {
            related_signature_id: null,
            reported_for_account_id: '63522885f9261e2b04eea043933ee7313eb674fd',
            reported_for_app_id: null,
          },
        },
        signature_request: {
          signature_request_id: '17d163069282df5eb63857d31ff4a3bffa9e46c0',
          title: 'Agreement',
          is_complete: false,
        },
      },
    },
    {
      type: 'signature_request_all_signed',
      description: 'Everybody signed.',
      sample: {
        event: {
          event_time: '1760000100',
          event_type: 'signature_request_all_signed',
          event_hash: '',
          event_metadata: { reported_for_account_id: '63522885f9261e2b04eea043933ee7313eb674fd' },
        },
        signature_request: {
          signature_request_id: '17d163069282df5eb63857d31ff4a3bffa9e46c0',
          title: 'Agreement',
          is_complete: true,
        },
      },
    },
  ],
  recognise: { json: ['/event/event_hash', '/event/event_type'] },
  advice: [
    'Answer every callback 200 with the body Hello API Event Received: set it as the endpoint’s answer.',
  ],
  notes: [
    'Dropbox Sign sends multipart/form-data with the JSON in a field named json; an event composed here is the JSON itself.',
    'Sent as multipart/form-data with the JSON in a field named json.',
    'Nothing but time and type is signed.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:@dropbox/sign@1.11.0 model/eventCallbackHelper.ts',
    'The provider’s documentation as it is commonly known; not read again',
  ],
});
