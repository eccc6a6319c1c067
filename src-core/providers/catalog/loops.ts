import { standardWebhooksSigning } from '../families/standard-webhooks.ts';
import type { ProviderInput } from '../provider.ts';

export const loops = (): ProviderInput => ({
  id: 'loops',
  name: 'Loops',
  docsUrl: 'https://loops.so/docs/webhooks',
  summary: 'Contacts and what became of their mails.',
  ...standardWebhooksSigning('webhook'),
  eventTypeAt: [{ in: 'json', pointer: '/eventName' }],
  recognise: { json: ['/eventName', '/webhookSchemaVersion'] },
  delivery: { confidence: 'unverified' },
  events: [
    {
      type: 'contact.created',
      description: 'A contact was added.',
      sample: {
        eventName: 'contact.created',
        eventTime: 1760000000,
        webhookSchemaVersion: '1.0.0',
        contactIdentity: { id: 'cll6b3i8901a9jx0oyktl2m4u', email: 'ada@example.com', userId: null },
      },
    },
    {
      type: 'email.delivered',
      description: 'A mail arrived.',
      sample: {
        eventName: 'email.delivered',
        eventTime: 1760000000,
        webhookSchemaVersion: '1.0.0',
        email: { id: 'cm1', subject: 'Welcome' },
      },
    },
  ],
  confidence: 'secondary',
  sources: ['The provider’s documentation as it is commonly known; not read again'],
});
