import type { ProviderInput } from '../provider.ts';

export const braintree = (): ProviderInput => ({
  id: 'braintree',
  name: 'Braintree',
  docsUrl: 'https://developer.paypal.com/braintree/docs/guides/webhooks/overview',
  summary: 'Subscriptions, disputes and transactions, as XML in a form.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    key: 'sha1-of-utf8',
    signedContent: '{form:bt_payload}',
    alsoSigned: ['{form:bt_payload}\\n'],
    signature: {
      at: { in: 'form', name: 'bt_signature' },
      format: '{field:publicKey}|{signature}',
      separator: '&',
    },
    fields: [
      {
        name: 'publicKey',
        label: 'Public key',
        description: 'The API public key: it stands before the signature, and the library refuses any other.',
        madeUp: 'tacklebox_public_key',
      },
    ],
  },
  secret: {
    description: 'API private key; HMAC key = SHA-1 digest (20 raw bytes) of the UTF-8 private key.',
    generate: 'hex32',
  },
  contentType: 'application/x-www-form-urlencoded',
  handshakes: [
    {
      id: 'challenge',
      description: 'Saving the URL makes Braintree send a GET with bt_challenge.',
      match: { method: 'GET', query: { bt_challenge: '*' } },
      respond: {
        status: 200,
        contentType: 'text/plain',
        body: '{config:publicKey}|{hmac-hex:sha1:secret-sha1:query:bt_challenge}',
      },
    },
  ],
  delivery: {
    timeoutMs: 30_000,
    retryPolicy: {
      maxAttempts: 25,
      schedule: { kind: 'linear', firstMs: 3_600_000, stepMs: 0 },
      timeoutMs: 30_000,
    },
    notes: ['Hourly for 24 h in production, 3 h in sandbox.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 'check',
      description: 'The Check URL button of the control panel.',
      sample: {
        bt_signature: '',
        bt_payload:
          'PG5vdGlmaWNhdGlvbj4KICA8a2luZD5jaGVjazwva2luZD4KICA8dGltZXN0\nYW1wIHR5cGU9ImRhdGV0aW1lIj4yMDI1LTEwLTA5VDA4OjUzOjIwWjwvdGlt\nZXN0YW1wPgogIDxzdWJqZWN0PgogICAgPGNoZWNrIHR5cGU9ImJvb2xlYW4i\nPnRydWU8L2NoZWNrPgogIDwvc3ViamVjdD4KPC9ub3RpZmljYXRpb24+Cg==\n\n',
      },
    },
    {
      type: 'subscription_canceled',
      description: 'A subscription was cancelled.',
      sample: {
        bt_signature: '',
        bt_payload:
          'PG5vdGlmaWNhdGlvbj4KICA8a2luZD5zdWJzY3JpcHRpb25fY2FuY2VsZWQ8\nL2tpbmQ+CiAgPHRpbWVzdGFtcCB0eXBlPSJkYXRldGltZSI+MjAyNS0xMC0w\nOVQwODo1MzoyMFo8L3RpbWVzdGFtcD4KICA8c3ViamVjdD4KICAgIDxzdWJz\nY3JpcHRpb24+CiAgICAgIDxpZD5teV9pZDwvaWQ+CiAgICAgIDxzdGF0dXM+\nQ2FuY2VsZWQ8L3N0YXR1cz4KICAgIDwvc3Vic2NyaXB0aW9uPgogIDwvc3Vi\namVjdD4KPC9ub3RpZmljYXRpb24+Cg==\n',
      },
    },
  ],
  notes: [
    'bt_payload is base64 XML with embedded newlines; sign it exactly as sent, incl. the trailing newline (SDK tries payload and payload + newline).',
    'bt_signature may hold several public|sig pairs joined by &.',
  ],
  confidence: 'verified-by-sdk',
  sources: [
    'npm:braintree@3.40.0 lib/braintree/webhook_notification_gateway.js, digest.js',
    'github:webhook-co/webhook apps/engine/src/handshake.ts (Aug 2026)',
  ],
});
