import type { ProviderInput } from '../provider.ts';

export const auth0 = (): ProviderInput => ({
  id: 'auth0',
  name: 'Auth0 custom log streams',
  docsUrl: 'https://auth0.com/docs/customize/log-streams/custom-log-streams',
  summary: 'Tenant logs: a batch each.',
  scheme: { kind: 'static-token', header: 'Authorization' },
  secret: { description: 'Authorization token configured on the stream.', generate: 'hex32' },
  eventTypeAt: [{ in: 'json', pointer: '/0/data/type' }],
  deliveryIdAt: [{ in: 'json', pointer: '/0/log_id' }],
  delivery: {
    endpointDisabling: 'Paused after long failure.',
    notes: ['Retries up to 4 attempts; the waits are not published.'],
    confidence: 'unverified',
  },
  events: [
    {
      type: 's',
      description: 'A successful login.',
      sample: [
        {
          log_id: '90020180129170850881585554625888895190928456277777449010',
          data: {
            date: '2025-10-09T08:53:20.000Z',
            type: 's',
            description: 'Successful login',
            connection: 'Username-Password-Authentication',
            client_id: 'AaiyAPdpYdesoKnqjj8HJqRn4T5titww',
            client_name: 'My app',
            ip: '190.257.209.19',
            user_id: 'auth0|56c75c4e42b6359e98374bc2',
            user_name: 'ada@example.com',
          },
        },
      ],
    },
    {
      type: 'f',
      description: 'A failed login.',
      sample: [
        {
          log_id: '90020180129170850881585554625888895190928456277777449011',
          data: {
            date: '2025-10-09T08:53:20.000Z',
            type: 'f',
            description: 'Wrong email or password.',
            connection: 'Username-Password-Authentication',
            client_id: 'AaiyAPdpYdesoKnqjj8HJqRn4T5titww',
            ip: '190.257.209.19',
            user_name: 'ada@example.com',
          },
        },
      ],
    },
  ],
  recognise: { json: ['/0/log_id', '/0/data/type'] },
  notes: ['Content may be JSON array, JSON lines or JSON object per setting.'],
  confidence: 'secondary',
  sources: ['github:hookdeck/webhook-skills providers.yaml (2026)'],
});
