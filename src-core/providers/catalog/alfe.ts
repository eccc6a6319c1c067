import type { EventTypeInput, ProviderInput } from '../provider.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';
import { slack } from './slack.ts';
import { stripe } from './stripe.ts';

/** An event of another's catalog, under that one's name. */
const sampleOf = ({ id, headers = {}, events = [] }: ProviderInput, type: string): EventTypeInput[] =>
  events
    .filter((event) => event.type === type)
    .map((event) => ({ ...event, category: id, headers: { ...headers, ...event.headers } }));

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
  deliveryIdLike: [{ at: { in: 'json', pointer: '/id' }, pattern: '^evt_' }],
  dropsRepeats: true,
  tagHeader: 'X-Alfe-Provider',
  tags: [
    { id: 'generic', name: 'Generic', description: 'Any service that can POST JSON (the default).' },
    {
      id: 'github',
      name: 'GitHub',
      description: 'GitHub repository and organization events.',
      provider: 'github',
    },
    { id: 'stripe', name: 'Stripe', description: 'Stripe account events.', provider: 'stripe' },
    { id: 'slack', name: 'Slack', description: 'Slack Events API.', provider: 'slack' },
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
    ...sampleOf(github(), 'push'),
    ...sampleOf(stripe(), 'invoice.paid'),
    ...sampleOf(slack(), 'message'),
  ],
  advice: [
    'The signing secret is shown once: an agent that creates a webhook should keep it from the create response.',
    'After rotating, update the secret wherever signatures are made and checked; url and webhookId stay the same.',
    'After deactivating, remove the URL from the external service too, so that it isn’t left calling a dead endpoint.',
    'Without a stable delivery id the receiver has to be idempotent itself.',
  ],
  notes: [
    'The tag travels on in the header X-Alfe-Provider: its document says that it travels, not how.',
    'The provider of an Alfe webhook (generic, github, stripe, slack) is a hint that travels with each delivery; signing and delivery are the same for all four.',
    'The events of a tag are those of the tagged service’s own catalog.',
  ],
  confidence: 'docs',
  sources: [
    'https://docs.alfe.ai (Agent webhooks: overview, managing, verifying signatures, delivery and retries)',
  ],
});
