import type { ProviderInput } from '../provider.ts';

export const sonarcloud = (): ProviderInput => ({
  id: 'sonarcloud',
  name: 'SonarQube',
  docsUrl: 'https://docs.sonarsource.com/sonarqube-cloud/administering-sonarcloud/webhooks/',
  summary: 'Analyses and their quality gates.',
  scheme: { kind: 'hmac', signature: { at: { in: 'header', name: 'X-Sonar-Webhook-HMAC-SHA256' } } },
  secret: { description: 'Signing secret, used as text.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/qualityGate/status' }],
  deliveryIdAt: [{ in: 'json', pointer: '/taskId' }],
  headers: { 'X-SonarQube-Project': 'website' },
  recognise: { headers: ['X-Sonar-Webhook-HMAC-SHA256', 'X-SonarQube-Project'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'OK',
      description: 'An analysis passed its gate.',
      sample: {
        serverUrl: 'https://sonarcloud.io',
        taskId: 'AVh21JS2JepAEhwQ-b3u',
        status: 'SUCCESS',
        analysedAt: '2025-10-09T08:53:20+0000',
        revision: 'c739069ec7105e01303e8b3065a81141aad9f129',
        project: { key: 'website', name: 'Website' },
        qualityGate: { name: 'Sonar way', status: 'OK', conditions: [] },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
