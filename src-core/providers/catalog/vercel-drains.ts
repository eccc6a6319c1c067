import type { ProviderInput } from '../provider.ts';

export const vercelDrains = (): ProviderInput => ({
  id: 'vercel-drains',
  name: 'Vercel drains',
  docsUrl: 'https://vercel.com/docs/drains/security',
  summary: 'Logs of deployments, in batches.',
  scheme: { kind: 'hmac', hash: 'sha1', signature: { at: { in: 'header', name: 'x-vercel-signature' } } },
  secret: { description: 'Drain signature secret, UTF-8.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/0/source' }],
  deliveryIdAt: [{ in: 'json', pointer: '/0/id' }],
  handshakes: [
    {
      id: 'verify',
      description:
        'Creating or testing the drain makes Vercel send an unsigned request; the answer’s x-vercel-verify must be the token that its page shows.',
      match: { method: 'POST', header: { 'x-vercel-signature': '!' } },
      respond: { status: 200, headers: { 'x-vercel-verify': '{config:verifyToken}' } },
    },
  ],
  delivery: {
    success: '200',
    stopsOn: '200.',
    endpointDisabling: 'Flagged errored over 80% failures or over 50 failures in an hour.',
    confidence: 'secondary',
  },
  events: [
    {
      type: 'lambda',
      description: 'Output of a function.',
      sample: [
        {
          id: '1573817187330377061717300000',
          deploymentId: 'dpl_233NRGRjVZX1caZrXWtz5g1TAksD',
          source: 'lambda',
          host: 'website-4n1.vercel.app',
          timestamp: 1760000000000,
          projectId: 'gdufoJxB6b9b1fEqr1jUtFkyavUU',
          level: 'info',
          message: 'Héllo',
          entrypoint: 'api/index.js',
          requestId: '643af4e3-975a-4cc7-9e7a-1eda11539d90',
          statusCode: 200,
        },
      ],
    },
    {
      type: 'build',
      description: 'Output of a build.',
      sample: [
        {
          id: '1573817187330377061717300001',
          deploymentId: 'dpl_233NRGRjVZX1caZrXWtz5g1TAksD',
          source: 'build',
          host: 'website-4n1.vercel.app',
          timestamp: 1760000000000,
          projectId: 'gdufoJxB6b9b1fEqr1jUtFkyavUU',
          level: 'info',
          message: 'Build completed',
          buildId: 'bld_1',
        },
      ],
    },
  ],
  recognise: { json: ['/0/source', '/0/projectId'] },
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
