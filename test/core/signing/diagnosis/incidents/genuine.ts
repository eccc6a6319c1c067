import { utf8 } from '#core/bytes/encoding.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { composeEvent } from '#core/providers/compose.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { Scheme, type SchemeInput } from '#core/signing/schemes/scheme.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { signedRequest, vectorNowMs } from '../../support.ts';

/** A chance of its own for each incident, so that any one can be played again. */
export interface Chance {
  next(): number;
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  text(alphabet: string, length: number): string;
}

/** What a sender may have done otherwise than the scheme says. */
export interface Otherwise {
  scheme?: Scheme;
  secret?: string;
  url?: string;
  method?: string;
  body?: Uint8Array | string;
  nowMs?: number;
  timestamp?: string;
}

/** A request as its sender signed it, with the secret that it was signed with. */
export interface Genuine {
  name: string;
  scheme: Scheme;
  secret: string;
  request: SignedRequest;
  nowMs: number;
  /** Signs anew with some things otherwise; what isn't named stays. The received body and URL are the caller's to set. */
  signed(otherwise?: Otherwise): SignedRequest;
}

/** A genuine request after an incident: what a person who debugs it has in hand. */
export interface Broken {
  request: SignedRequest;
  secrets: string[];
  scheme?: Scheme;
  nowMs?: number;
  otherSecrets?: { label: string; secret: string }[];
}

const hex = '0123456789abcdef';
const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function chanceOf(next: () => number): Chance {
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new Error('Nothing to choose from.');
    return chosen;
  };
  const text = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join('');
  return { next, below, pick, text };
}

/** An order, a message or a ticket with the values that printers disagree about. */
export function richValue(chance: Chance): Record<string, unknown> {
  const optional: Record<string, unknown>[] = [
    { url: 'https://shop.example/orders/1042?ref=mail&lang=de' },
    { name: 'Zoë Müller' },
    { title: 'Größe “XL” – 20 € ☕' },
    { html: '<p class="note">Tom & Jerry\'s</p>' },
    { emoji: '🎉 shipped' },
    { metadata: {} },
    { tags: [] },
    { parent: null },
    { total: 19.99, tax: 0.1, big: 1e21, tiny: 1.5e-7 },
    {
      items: [
        { sku: 'A/1', qty: 2, price: 5 },
        { sku: 'B-2', qty: 1, price: 0.5 },
      ],
    },
    { createdAt: '2025-10-09T08:53:20.000Z' },
    { path: 'C:\\temp\\new', quote: 'say "hi"', lines: 'one\ntwo\tthree' },
    { paid: true, refunded: false },
    { nested: { zeta: 1, alpha: { m: [1, [2, 3], {}] }, Beta: 'x' } },
    { '10': 'ten', '9': 'nine', b: 1, a: 2 },
  ];
  const chosen = optional.filter(() => chance.next() < 0.5);
  return Object.assign(
    { id: `evt_${chance.text(alphanumeric, 14)}`, type: 'order.updated', data: { customer: 'Café Ole' } },
    ...chosen,
  );
}

/** How senders lay JSON out: most compact, Stripe with two spaces, PHP ones with escaped slashes. */
const layouts: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
];

interface Base {
  name: string;
  scheme: Scheme;
  provider?: Provider;
}

const header = (name: string) => ({ in: 'header' as const, name });
const own = (name: string, input: SchemeInput): Base => ({ name, scheme: Scheme.parse(input) });

const provided = (id: string): Base => {
  const provider = requireProvider(id);
  return { name: id, scheme: provider.scheme, provider };
};

/** Providers whose signature covers the body as it came. */
export const bodyBases: readonly Base[] = [
  ...[
    'stripe',
    'github',
    'slack',
    'shopify',
    'svix',
    'standard-webhooks',
    'zoom',
    'paddle',
    'square',
    'hubspot',
    'linear',
    'intercom',
    'typeform',
    'calendly',
    'woocommerce',
    'lemonsqueezy',
    'razorpay',
    'generic',
    'clerk',
    'resend',
    'sentry',
    'bitbucket',
    'meta',
    'line',
    'xero',
    'pagerduty',
    'dropbox',
    'workos',
    'notion',
    'mux',
    'alfred',
    'voice-agent',
    'openai',
    'polar',
    'zendesk',
    'vercel',
    'paystack',
  ].map(provided),
  own('own: ISO timestamp', {
    kind: 'hmac',
    signedContent: '{timestamp}|{body}',
    signature: { at: header('X-Acme-Signature') },
    timestamp: { at: header('X-Acme-Timestamp'), unit: 'iso8601' },
  }),
  own('own: SHA-512 base64', {
    kind: 'hmac',
    hash: 'sha512',
    encoding: 'base64',
    signature: { at: header('X-Signature'), format: 'HMAC {signature}' },
  }),
  own('own: method and path', {
    kind: 'hmac',
    signedContent: '{method}\n{pathQuery}\n{timestamp}\n{body}',
    signature: { at: header('X-Auth-Signature') },
    timestamp: { at: header('X-Auth-Timestamp'), unit: 'unix-ms' },
  }),
];

/** Providers whose signature covers the URL. */
export const urlBases: readonly Base[] = [
  ...['twilio', 'square', 'hubspot'].map(provided),
  ...bodyBases.filter(({ name }) => name === 'own: method and path'),
  own('own: URL', {
    kind: 'hmac',
    signedContent: '{url}.{body}',
    signature: { at: header('X-Signature'), format: 'sha256={signature}' },
  }),
];

export const timeBases: readonly Base[] = bodyBases.filter(
  ({ scheme }) =>
    'timestamp' in scheme && scheme.timestamp !== undefined && scheme.timestamp.at.in !== 'json',
);

/** Schemes that sign no more than a part of the body, or put the signature into it. */
export const oddBases: readonly Base[] = ['mailgun', 'adyen'].map(provided);

function secretFor({ name, provider, scheme }: Base, chance: Chance): string {
  if (name === 'adyen') return chance.text('0123456789ABCDEF', 64);
  const key = 'key' in scheme ? scheme.key : 'utf8';
  if (key === 'whsec-base64') {
    const bytes = Uint8Array.from({ length: 24 }, () => chance.below(256));
    return `whsec_${Buffer.from(bytes).toString('base64')}`;
  }
  if (key === 'hex') return chance.text(hex, 64);
  if (key === 'base64') return Buffer.from(chance.text(alphanumeric, 32)).toString('base64');
  const prefix = provider?.secret?.prefix ?? '';
  return prefix + chance.pick([chance.text(hex, 64), chance.text(hex, 32), chance.text(alphanumeric, 32)]);
}

function bodyFor(
  { provider, scheme }: Base,
  chance: Chance,
): { body: Uint8Array; headers: [string, string][] } {
  const composed =
    provider === undefined || provider.events.length === 0
      ? { body: utf8('{}'), headers: [['Content-Type', 'application/json'] as [string, string]] }
      : composeEvent(provider, {
          nowMs: vectorNowMs,
          random: (count) => Uint8Array.from({ length: count }, () => chance.below(256)),
        });
  const isBodyFree = !provider?.contentType.startsWith('application/x-www-form') && scheme.kind === 'hmac';
  const readsBody = JSON.stringify(scheme).includes('"json"');
  const useRich = isBodyFree && !readsBody && chance.next() < 0.7;
  if (!useRich) return composed;
  return { ...composed, body: utf8(chance.pick(layouts)(richValue(chance))) };
}

/** A genuine request of one of the bases; everything follows from the chance. */
export function genuineOf(base: Base, chance: Chance): Genuine {
  const { scheme, name } = base;
  const secret = secretFor(base, chance);
  const { body, headers } = bodyFor(base, chance);
  const host = chance.pick(['hooks.example.com', 'api.acme-shop.io', 'www.example.org']);
  const url = `https://${host}${chance.pick(['/webhooks', '/api/v1/hooks/in', '/hooks?source=main&v=2'])}`;
  const unsigned: SignedRequest = { method: 'POST', url, rawHeaders: [['Host', host], ...headers], body };
  const signed = (otherwise: Otherwise = {}): SignedRequest => {
    const otherBody = typeof otherwise.body === 'string' ? utf8(otherwise.body) : otherwise.body;
    const request = {
      ...unsigned,
      url: otherwise.url ?? url,
      method: otherwise.method ?? 'POST',
      body: otherBody ?? unsigned.body,
    };
    return signedRequest(otherwise.scheme ?? scheme, request, otherwise.secret ?? secret, {
      nowMs: otherwise.nowMs ?? vectorNowMs,
      refreshBody: true,
      id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
      nonce: '6f1e8a0c4c0b4f9e9d3a2b1c0d9e8f70',
      ...(otherwise.timestamp === undefined ? {} : { timestamp: otherwise.timestamp }),
    });
  };
  return { name, scheme, secret, request: signed(), nowMs: vectorNowMs, signed };
}

export const crypto = nodeCrypto;
