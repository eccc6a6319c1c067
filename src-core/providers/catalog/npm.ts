import type { ProviderInput } from '../provider.ts';

export const npm = (): ProviderInput => ({
  id: 'npm',
  name: 'npm hooks',
  docsUrl: 'https://docs.npmjs.com/cli/v10/commands/npm-hook',
  summary: 'Packages that were published or changed.',
  scheme: {
    kind: 'hmac',
    signature: { at: { in: 'header', name: 'x-npm-signature' }, format: 'sha256={signature}' },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/event' }],
  recognise: { headers: ['x-npm-signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'package:publish',
      description: 'A version was published.',
      sample: {
        event: 'package:publish',
        name: '@example/package',
        type: 'package',
        version: '1.0.0',
        hookOwner: { username: 'ada' },
        payload: { name: '@example/package' },
        change: { version: '1.1.0', 'dist-tag': 'latest' },
        time: 1760000000000,
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
