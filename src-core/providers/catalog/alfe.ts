import type { ProviderInput } from '../provider.ts';
import { generic } from './generic.ts';

export const alfe = (): ProviderInput => ({
  id: 'alfe',
  name: 'Alfe agent webhooks',
  docsUrl: 'https://docs.alfe.ai',
  summary: 'A private inbound address per agent: whatever service posts there signs as Alfe says.',
  scheme: generic().scheme,
  secret: {
    description: 'Made by Alfe, shown once at creation and once at each rotation. Used as text.',
    generate: 'hex32',
  },
  eventTypeAt: [
    { in: 'header', name: 'X-GitHub-Event' },
    { in: 'json', pointer: '/event/type' },
    { in: 'json', pointer: '/type' },
    { in: 'json', pointer: '/event' },
  ],
  deliveryIdAt: [
    { in: 'header', name: 'X-GitHub-Delivery' },
    { in: 'header', name: 'webhook-id' },
    { in: 'header', name: 'svix-id' },
  ],
  delivery: {
    success: '200-299',
    confidence: 'docs',
    deadLetter: 'Events for an agent that is offline are stored and handed over when it reconnects.',
    notes: [
      'Answers to the sender: 200 {"received":true,"deliveryId":"whd_…"} when authentic and accepted; 401 when the signature is missing or wrong; 404 for an unknown or deactivated webhook, not told apart; 502 when it could not be kept, so that the sender retries.',
      'At least once: repeats are dropped where the provider stamps a stable delivery id (X-GitHub-Delivery, webhook-id, svix-id).',
      'Retries are the sending service’s own; Alfe states none.',
    ],
  },
  events: [
    {
      type: 'build.finished',
      category: 'generic',
      description: 'Any service that can POST JSON (the default provider hint).',
      schema: { type: 'object' },
      sample: { type: 'build.finished', project: 'website', status: 'passed', durationSeconds: 94 },
    },
    {
      type: 'push',
      category: 'github',
      description: 'GitHub repository and organization events.',
      headers: { 'X-GitHub-Event': 'push', 'X-GitHub-Delivery': '{uuid}' },
      schema: {
        type: 'object',
        required: ['ref', 'repository'],
        properties: { ref: { type: 'string' }, repository: { type: 'object', required: ['full_name'] } },
      },
      sample: {
        ref: 'refs/heads/main',
        before: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
        after: '59b20b8d5c6ff8d09518216e87bb1a0d1a0c6ea2',
        repository: { id: 186853002, full_name: 'octo-org/website', private: true },
        pusher: { name: 'ada', email: 'ada@example.com' },
        commits: [
          { id: '59b20b8d5c6ff8d09518216e87bb1a0d1a0c6ea2', message: 'Tidy the footer', distinct: true },
        ],
      },
    },
    {
      type: 'invoice.paid',
      category: 'stripe',
      description: 'Stripe account events.',
      schema: {
        type: 'object',
        required: ['id', 'object', 'type', 'data'],
        properties: {
          id: { type: 'string', pattern: '^evt_' },
          object: { const: 'event' },
          type: { type: 'string' },
          data: { type: 'object', required: ['object'] },
        },
      },
      sample: {
        id: 'evt_1RfTZ2LkdIwHu7ixQm3vXyzA',
        object: 'event',
        type: 'invoice.paid',
        created: 1751371200,
        livemode: false,
        data: {
          object: {
            id: 'in_1RfTYzLkdIwHu7ixc2n8bQpK',
            object: 'invoice',
            amount_paid: 4900,
            currency: 'usd',
          },
        },
      },
    },
    {
      type: 'message',
      category: 'slack',
      description: 'Slack Events API.',
      schema: {
        type: 'object',
        required: ['type', 'event'],
        properties: { type: { const: 'event_callback' }, event: { type: 'object', required: ['type'] } },
      },
      sample: {
        type: 'event_callback',
        team_id: 'T0123456789',
        event_id: 'Ev0123ABCDEF',
        event_time: 1751371200,
        event: {
          type: 'message',
          channel: 'C0123456789',
          user: 'U0123456789',
          text: 'Deploy?',
          ts: '1751371200.000100',
        },
      },
    },
  ],
  advice: [
    'The signing secret is shown once: an agent that creates a webhook should keep it from the create response.',
    'After rotating, update the secret wherever signatures are made and checked; url and webhookId stay the same.',
    'After deactivating, remove the URL from the external service too, so that it isn’t left calling a dead endpoint.',
    'Without a stable delivery id the receiver has to be idempotent itself.',
  ],
  notes: [
    'The provider of an Alfe webhook (generic, github, stripe, slack) is a hint that travels with each delivery; signing and delivery are the same for all four.',
    'The samples’ payloads are ours; their shapes are those of the hinted services.',
  ],
  confidence: 'docs',
  sources: [
    'https://docs.alfe.ai (Agent webhooks: overview, managing, verifying signatures, delivery and retries)',
  ],
});
