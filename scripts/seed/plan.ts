import type { RetryPolicyInput } from '#core/retry/policy.ts';
import type { SeedEvent } from './post-event.ts';

/** Minutes before the end of the history. */
type MinutesAgo = number;

export interface SeedEndpoint {
  key: string;
  name: string;
  provider: string;
  forwardTo?: '/ok' | '/slow';
  /** Requests whose signature does not hold are kept too, as failed. */
  keepsFailed?: true;
}

export const endpoints: SeedEndpoint[] = [
  { key: 'github', name: 'Deploy bot', provider: 'github', forwardTo: '/ok' },
  { key: 'stripe', name: 'Billing', provider: 'stripe', forwardTo: '/slow' },
  { key: 'slack', name: 'Slack commands', provider: 'slack' },
  { key: 'alfred', name: 'Agent runs', provider: 'alfred' },
  { key: 'shopify', name: 'Storefront orders', provider: 'shopify', keepsFailed: true },
  { key: 'generic', name: 'Scratch', provider: 'generic' },
];

/** What the day's traffic is drawn from: the more often named, the more often sent. */
export const usual: Record<string, SeedEvent[]> = {
  github: ['push', 'push', 'pull_request', 'issues', 'workflow_run', 'check_run'].map((eventType) => ({
    provider: 'github',
    eventType,
  })),
  stripe: [
    'invoice.paid',
    'charge.succeeded',
    'customer.subscription.updated',
    'checkout.session.completed',
  ].map((eventType) => ({ provider: 'stripe', eventType })),
  alfred: ['agent.created', 'call.transferred', 'tool.executed', 'fleet.alert'].map((eventType) => ({
    provider: 'alfred',
    eventType,
  })),
  shopify: ['orders/create', 'orders/updated'].map((eventType) => ({ provider: 'shopify', eventType })),
  slack: ['message', 'app_mention', 'reaction_added'].map((eventType) => ({ provider: 'slack', eventType })),
  generic: [
    { provider: 'generic', payload: { job: 'nightly-backup', status: 'done', bytes: 48_211_902 } },
    { provider: 'generic', payload: { sensor: 'greenhouse-2', celsius: 21.4, humidity: 0.63 } },
  ],
};

/** Single requests that each show something, at their minute. */
export const remarkable: { atMinutesAgo: MinutesAgo; endpoint: string; event: SeedEvent }[] = [
  {
    atMinutesAgo: 352,
    endpoint: 'slack',
    event: {
      provider: 'slack',
      payload: {
        token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl',
        challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY',
        type: 'url_verification',
      },
    },
  },
  {
    atMinutesAgo: 290,
    endpoint: 'stripe',
    event: { provider: 'stripe', eventType: 'invoice.paid', bend: 'changed-byte' },
  },
  {
    atMinutesAgo: 288,
    endpoint: 'stripe',
    event: { provider: 'stripe', eventType: 'invoice.paid', bend: 'old-timestamp' },
  },
  {
    atMinutesAgo: 131,
    endpoint: 'github',
    event: { provider: 'github', eventType: 'push', bend: 'wrong-secret' },
  },
  {
    atMinutesAgo: 130,
    endpoint: 'github',
    event: { provider: 'github', eventType: 'push', bend: 'unsigned' },
  },
  {
    atMinutesAgo: 2.6,
    endpoint: 'shopify',
    event: { provider: 'shopify', eventType: 'orders/create', bend: 'trailing-newline' },
  },
  {
    atMinutesAgo: 44,
    endpoint: 'github',
    event: { provider: 'github', eventType: 'push', id: '6f1c8d1e-9d0c-4c50-b7a1-0f6a2f1f7d11' },
  },
  {
    atMinutesAgo: 39,
    endpoint: 'github',
    event: { provider: 'github', eventType: 'push', id: '6f1c8d1e-9d0c-4c50-b7a1-0f6a2f1f7d11' },
  },
  {
    atMinutesAgo: 12,
    endpoint: 'generic',
    event: { provider: 'github', eventType: 'issues', bend: 'unsigned' },
  },
];

const minute = 60_000;

const patient: RetryPolicyInput = {
  maxAttempts: 4,
  schedule: { kind: 'list', waitsMs: [5 * minute, 30 * minute, 120 * minute] },
};

/** Events sent from here, each with what becomes of it. */
export const outgoing: {
  atMinutesAgo: MinutesAgo;
  provider: string;
  eventType: string;
  to: '/ok' | '/recovers' | '/broken' | '/gone' | '/slow' | 'nobody';
  retryPolicy?: RetryPolicyInput;
}[] = [
  { atMinutesAgo: 340, provider: 'stripe', eventType: 'invoice.paid', to: '/broken', retryPolicy: patient },
  { atMinutesAgo: 300, provider: 'alfred', eventType: 'agent.created', to: '/ok' },
  { atMinutesAgo: 240, provider: 'github', eventType: 'push', to: '/recovers', retryPolicy: patient },
  { atMinutesAgo: 150, provider: 'github', eventType: 'issues', to: '/gone' },
  { atMinutesAgo: 60, provider: 'shopify', eventType: 'orders/create', to: 'nobody', retryPolicy: patient },
  { atMinutesAgo: 20, provider: 'stripe', eventType: 'charge.succeeded', to: '/slow' },
  { atMinutesAgo: 6, provider: 'alfred', eventType: 'agent.created', to: '/broken', retryPolicy: patient },
];

/** When the engine is opened anew, so that attempts that fell due in between are made. */
export const retriesDueAt: MinutesAgo[] = [334, 304, 234, 204, 183, 54, 24, 0.5];

/** When the handlers go down: what should be forwarded from then on is retained. */
export const targetDownAt: MinutesAgo = 5;

/** How long the history is, and how much ordinary traffic it has. */
export const historyMinutes = 360;
export const usualCount = 170;
