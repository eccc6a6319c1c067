import { slackEvents } from '../events/slack.ts';
import type { ProviderInput } from '../provider.ts';

export const slack = (): ProviderInput => ({
  id: 'slack',
  name: 'Slack',
  docsUrl: 'https://docs.slack.dev/apis/events-api/',
  summary: 'The Events API: messages, mentions, reactions, channels and members.',
  scheme: {
    kind: 'hmac',
    signedContent: 'v0:{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'X-Slack-Signature' }, format: 'v0={signature}' },
    timestamp: {
      at: { in: 'header', name: 'X-Slack-Request-Timestamp' },
      toleranceSeconds: 300,
      refuseFuture: false,
    },
  },
  secret: {
    description: 'The app’s signing secret: 32 hex characters, used as text (not hex-decoded).',
    generate: 'hex32',
  },
  eventTypeAt: [
    { in: 'json', pointer: '/event/type' },
    { in: 'json', pointer: '/type' },
  ],
  deliveryIdAt: [{ in: 'json', pointer: '/event_id' }],
  headers: { 'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', Accept: '*/*' },
  handshakes: [
    {
      id: 'url-verification',
      description:
        'Saving the request URL makes Slack post a challenge (signed); it must come back within 3 seconds. It is answered whether or not the signature holds, since the app’s signing secret is often stored here only afterwards.',
      match: { method: 'POST', json: { '/type': 'url_verification' } },
      respond: { status: 200, contentType: 'text/plain', body: '{json:/challenge}' },
    },
  ],
  delivery: {
    timeoutMs: 3_000,
    followsRedirects: true,
    retryPolicy: {
      maxAttempts: 4,
      schedule: { kind: 'list', waitsMs: [0, 60_000, 300_000] },
      timeoutMs: 3_000,
      giveUpOnHeaders: [{ name: 'X-Slack-No-Retry', value: '1' }],
      retryHeaders: [
        { name: 'X-Slack-Retry-Num', value: '{retry}' },
        { name: 'X-Slack-Retry-Reason', value: '{reason}' },
      ],
      retryReasons: {
        timeout: 'http_timeout',
        status: 'http_error',
        tls: 'ssl_error',
        connection: 'connection_failed',
        redirects: 'too_many_redirects',
        other: 'unknown_error',
      },
      disableAfter: { failureShare: 0.95, withinMs: 3_600_000, minAttempts: 1000 },
    },
    stopsOn: '2xx, or a failure answered with X-Slack-No-Retry: 1.',
    endpointDisabling:
      'More than 95 % failures in 60 minutes disable the subscriptions (apps under 1,000 events an hour are exempt).',
    deadLetter: 'Delayed events, where switched on: hourly for up to 24 hours.',
    notes: [
      'Follows up to 2 redirects.',
      'Retries carry X-Slack-Retry-Num and X-Slack-Retry-Reason (http_timeout, http_error, ssl_error, connection_failed, too_many_redirects, unknown_error).',
    ],
    confidence: 'docs',
  },
  events: slackEvents(),
  recognise: { headers: ['X-Slack-Signature', 'X-Slack-Request-Timestamp'], userAgent: 'Slackbot' },
  limits: ['Answer within 3 seconds.', '30,000 deliveries per workspace and app in 60 minutes.'],
  advice: ['Answer at once and work afterwards; drop repeats by event_id.'],
  notes: [
    'Slash commands and interactivity are form-encoded; the raw form body is signed.',
    'Bolt refuses timestamps that are too old only.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'https://docs.slack.dev/apis/events-api/',
    'npm:@slack/bolt@5.1.0 (dist/receivers/verify-request.js)',
  ],
});
