import { twilioEvents } from '../events/twilio.ts';
import type { ProviderInput } from '../provider.ts';

export const twilio = (): ProviderInput => ({
  id: 'twilio',
  name: 'Twilio',
  docsUrl: 'https://www.twilio.com/docs/usage/webhooks/webhooks-security',
  summary: 'Callbacks of messages and calls: forms, signed with their URL.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    encoding: 'base64',
    signedContent: '{url}{sortedFormParams}',
    signature: { at: { in: 'header', name: 'X-Twilio-Signature' } },
    alsoSigned: ['{urlWithPort}{sortedFormParams}', '{urlWithoutPort}{sortedFormParams}'],
    bodyDigest: { at: { in: 'query', name: 'bodySHA256' }, required: true },
  },
  secret: { description: 'Account Auth Token, UTF-8 string.', generate: 'hex32' },
  eventTypeAt: [
    { in: 'form', name: 'MessageStatus' },
    { in: 'form', name: 'SmsStatus' },
    { in: 'form', name: 'CallStatus' },
  ],
  live: { ids: ['/MessageSid', '/CallSid'] },
  deliveryIdAt: [{ in: 'header', name: 'I-Twilio-Idempotency-Token' }],
  headers: { 'User-Agent': 'TwilioProxy/1.1', 'I-Twilio-Idempotency-Token': '{uuid}' },
  contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
  delivery: {
    timeoutMs: 15_000,
    connectTimeoutMs: 5000,
    followsRedirects: true,
    retryPolicy: {
      maxAttempts: 2,
      schedule: { kind: 'list', waitsMs: [0] },
      timeoutMs: 15_000,
      retryOn: { statuses: 'none', failures: ['refused', 'dns', 'unreachable', 'connect_timeout', 'tls'] },
    },
    stopsOn: 'Tunable per URL with #rc=<0-5>&rp=<4xx,5xx,ct,rt,all>&ct=&rt=&tt=.',
    deadLetter: 'Fallback URL.',
    notes: [
      'Success is 2xx (voice also expects TwiML).',
      'Default retries once on connect/TLS failure (rc=1, rp=ct); fragment parameters override and are not part of the signed URL.',
      'Ct max 10000 ms, rt and tt max 15000 ms, rc 0-5, rp list of 4xx,5xx,ct,rt,all.',
    ],
    confidence: 'docs',
  },
  events: twilioEvents(),
  recognise: { userAgent: 'TwilioProxy/' },
  notes: [
    'sortedFormParams = for each DECODED POST parameter sorted by name (case-sensitive, byte order): name immediately followed by value, no separators; repeated names: unique values sorted.',
    'The URL is the exact configured URL with scheme, query string and without the #fragment; verifier tries it with and without an explicit port.',
    'GET callbacks: only the URL (with query) is signed.',
    'JSON bodies: URL gets ?bodySHA256=<hex sha256 of raw body>, signature covers the URL only; then compare the hash.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:twilio@6.2.0 lib/webhooks/webhooks.js',
    'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
  ],
});
