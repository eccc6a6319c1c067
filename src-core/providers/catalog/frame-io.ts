import type { ProviderInput } from '../provider.ts';

export const frameIo = (): ProviderInput => ({
  id: 'frame-io',
  name: 'Frame.io',
  docsUrl: 'https://developer.adobe.com/frameio/guides/Webhooks/',
  summary: 'Files, comments and projects of video reviews.',
  scheme: {
    kind: 'hmac',
    signedContent: 'v0:{timestamp}:{body}',
    signature: { at: { in: 'header', name: 'X-Frameio-Signature' }, format: 'v0={signature}' },
    timestamp: { at: { in: 'header', name: 'X-Frameio-Request-Timestamp' }, toleranceSeconds: 300 },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/type' }],
  recognise: { headers: ['X-Frameio-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'file.ready',
      description: 'A file was transcoded.',
      sample: {
        type: 'file.ready',
        resource: { id: '13d4ae2d-8b1e-4d38-8b5e-2a1b5c0f4c11', type: 'file' },
        account: { id: '6f70f1bd-7e89-4a7e-b4d3-7e576585a181' },
        project: { id: '7e46e495-4444-4555-8649-bee4d391a997' },
        user: { id: '56556a3f-859f-4b38-b6c6-e8625b5da8a5' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
