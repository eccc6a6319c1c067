import type { ProviderInput } from '../provider.ts';

export const mongodbAtlas = (): ProviderInput => ({
  id: 'mongodb-atlas',
  name: 'MongoDB Atlas',
  docsUrl: 'https://www.mongodb.com/docs/atlas/configure-alerts/',
  summary: 'Alerts of clusters and projects.',
  scheme: {
    kind: 'hmac',
    hash: 'sha1',
    encoding: 'base64',
    signature: { at: { in: 'header', name: 'X-MMS-Signature' } },
  },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/eventTypeName' }],
  deliveryIdAt: [{ in: 'json', pointer: '/id' }],
  headers: { 'X-MMS-Event': 'alert.open' },
  recognise: { headers: ['X-MMS-Event', 'X-MMS-Signature'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'HOST_DOWN',
      description: 'A host is down.',
      sample: {
        id: '5b0d53a2e4b07a1bb62a8b8a',
        groupId: '535683b3794d371327b',
        eventTypeName: 'HOST_DOWN',
        status: 'OPEN',
        created: '2025-10-09T08:53:20Z',
        updated: '2025-10-09T08:53:20Z',
        hostnameAndPort: 'mongo-shard-00-00.example.net:27017',
      },
    },
    {
      type: 'OUTSIDE_METRIC_THRESHOLD',
      description: 'A metric left its bounds.',
      sample: {
        id: '5b0d53a2e4b07a1bb62a8b8b',
        groupId: '535683b3794d371327b',
        eventTypeName: 'OUTSIDE_METRIC_THRESHOLD',
        status: 'OPEN',
        metricName: 'CONNECTIONS',
        currentValue: { number: 512, units: 'RAW' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
