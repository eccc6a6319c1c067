import type { ProviderInput } from '../provider.ts';

export const zapier = (): ProviderInput => ({
  id: 'zapier',
  name: 'Webhooks by Zapier',
  docsUrl: 'https://help.zapier.com/hc/en-us/articles/8496326446989',
  summary: 'Whatever a Zap sends.',
  scheme: { kind: 'none' },
  secret: { description: 'There is none.' },
  notes: ['Unsigned: headers and HTTP Basic are the Zap author’s to add.'],
  delivery: { confidence: 'unverified' },
  events: [{ type: 'zap', description: 'A Zap’s own data.', sample: { hello: 'world' } }],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
