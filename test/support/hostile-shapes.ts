import type { FloodedEngine } from './flooded-engine.ts';
import { send } from './http.ts';
import { rawExchange } from './raw-client.ts';

/** Requests of one kind, made to cost the engine more than they cost their sender. */
export interface Shape {
  name: string;
  flood(engine: FloodedEngine): Promise<unknown>;
}

/** How often a shape is sent, and how large it is where it is large. */
const times = 4;
const largeBytes = 2_000_000;
/** Just below what is parsed at all. */
const parsedBytes = 1_000_000;

const filled = (piece: string, bytes: number): string =>
  piece.repeat(Math.ceil(bytes / piece.length)).slice(0, Math.ceil(bytes / piece.length) * piece.length);

const repeatedly = (act: (index: number) => Promise<unknown>, count = times): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

const made = new WeakMap<FloodedEngine, Map<string, Promise<string>>>();

/** An endpoint of a provider, made once. */
function endpointOf(engine: FloodedEngine, provider: string): Promise<string> {
  const known = made.get(engine) ?? new Map<string, Promise<string>>();
  made.set(engine, known);
  const url =
    known.get(provider) ??
    engine
      .call('endpoints.create', { name: provider, provider })
      .then(({ result }) => String((result as { url: string }).url));
  known.set(provider, url);
  return url;
}

/** Bodies to an endpoint of a provider. */
const bodies = (
  name: string,
  provider: string,
  body: string,
  headers: [string, string][] = [['Content-Type', 'application/json']],
): Shape => ({
  name,
  flood: async (engine) => {
    const url = await endpointOf(engine, provider);
    await repeatedly(() => send(url, { method: 'POST', headers, body }).catch(() => undefined));
  },
});

const form: [string, string][] = [['Content-Type', 'application/x-www-form-urlencoded']];
const nested = (bytes: number): string => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2);

/** What a well-meaning sender of large bodies costs: the yardstick. */
export const harmless: Shape[] = [
  bodies('text', 'generic', 'a'.repeat(largeBytes), [['Content-Type', 'text/plain']]),
  bodies('JSON', 'stripe', JSON.stringify({ id: 'evt_1', data: 'a'.repeat(parsedBytes) }), [
    ['Content-Type', 'application/json'],
    ['Stripe-Signature', `t=1,v1=${'0'.repeat(64)}`],
  ]),
];

const signature = (value: string): [string, string][] => [
  ['Content-Type', 'application/json'],
  ['Stripe-Signature', value],
  ['X-Hub-Signature-256', value],
  ['webhook-signature', value],
];

const onReceiver: Shape[] = [
  bodies('brackets', 'generic', nested(largeBytes)),
  bodies('brackets, parsed', 'convocore', nested(parsedBytes)),
  bodies('objects in objects', 'convocore', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`),
  bodies('numbers', 'convocore', `[${filled('1,', parsedBytes)}1]`),
  bodies('equal keys', 'convocore', `{${filled('"a":1,', parsedBytes)}"a":1}`),
  bodies('other keys', 'convocore', `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":${n}`).join()}}`),
  bodies('the secret over and over', 'convocore', filled('"workspaceSecret":"x",', largeBytes)),
  bodies('the secret, never ended', 'convocore', filled('"workspaceSecret":"x\\', largeBytes)),
  bodies('escapes', 'generic', `"${filled('\\u0041', largeBytes)}"`),
  bodies('quotes and slashes', 'generic', filled('"\\', largeBytes)),
  bodies('spaces', 'generic', ' '.repeat(largeBytes)),
  bodies('minus signs', 'generic', '-'.repeat(largeBytes)),
  bodies('a form of one letter', 'twilio', filled('a=1&', parsedBytes), form),
  bodies('a form of ands', 'twilio', '&'.repeat(parsedBytes), form),
  bodies('a form of escapes', 'twilio', filled('%41', parsedBytes), form),
  bodies('a long form', 'slack', filled('a=1&', largeBytes), form),
  bodies('JSON in a form', 'github', `payload=${filled('[', parsedBytes / 2)}`, form),
  bodies(
    'parts',
    'mailgun',
    filled('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n', parsedBytes),
    [['Content-Type', 'multipart/form-data; boundary=b']],
  ),
  bodies('not UTF-8', 'convocore', '\xff'.repeat(parsedBytes)),
  bodies('commas for a signature', 'stripe', '{}', signature(filled('v1=,', 20_000))),
  bodies('times for a signature', 'stripe', '{}', signature(filled('t=1,', 20_000))),
  bodies('spaces for a signature', 'svix', '{}', signature(`v1,${' '.repeat(20_000)}x`)),
  bodies('quotes for a structured field', 'openai', '{}', [
    ['Signature-Input', filled('a="\\"";', 15_000)],
    ['Signature', filled('a=:', 15_000)],
    ['Content-Digest', filled('a=:', 15_000)],
  ]),
  bodies('a token of dots', 'plaid', '{}', [
    ['Plaid-Verification', '.'.repeat(30_000)],
    ['Authorization', `Bearer ${'.'.repeat(20_000)}`],
  ]),
  {
    name: 'headers without end',
    flood: async (engine) => {
      const url = await endpointOf(engine, 'generic');
      const headers = Array.from({ length: 8000 }, (_, n): [string, string] => [`a${n % 10}`, '']);
      await repeatedly(() => send(url, { method: 'POST', headers, body: '{}' }).catch(() => undefined), 10);
    },
  },
  {
    name: 'an address of parameters',
    flood: async (engine) => {
      const url = await endpointOf(engine, 'meta');
      const query = filled('hub.mode=a&', 50_000);
      await repeatedly(() => send(`${url}?${query}`, { method: 'GET' }).catch(() => undefined), 10);
    },
  },
  {
    name: 'dots in an address',
    flood: async (engine) => {
      const url = await endpointOf(engine, 'generic');
      await repeatedly(() => send(`${url}/${filled('%2e/', 50_000)}`, { method: 'POST' }), 10);
    },
  },
  {
    name: 'chunks of one byte',
    flood: async (engine) => {
      const url = new URL(await endpointOf(engine, 'generic'));
      const head = `POST ${url.pathname} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const bytes = `${head}${filled('1\r\na\r\n', 300_000)}0\r\n\r\n`;
      await repeatedly(() => rawExchange(Number(url.port), bytes).closed);
    },
  },
  {
    name: 'many at once on one connection',
    flood: async (engine) => {
      const url = new URL(await endpointOf(engine, 'generic'));
      const one = `POST ${url.pathname} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}`;
      const last = one.replace('Host: localhost', 'Host: localhost\r\nConnection: close');
      await repeatedly(() => rawExchange(Number(url.port), one.repeat(500) + last).closed);
    },
  },
  {
    name: 'what is no HTTP',
    flood: async (engine) => {
      const port = Number(new URL(engine.receiver).port);
      await repeatedly(() => rawExchange(port, `${filled('\u0000\r\n', 60_000)}`).closed, 20);
    },
  },
  {
    name: 'unknown endpoints',
    flood: (engine) =>
      repeatedly(
        (n) =>
          send(`${engine.receiver}/v1/hooks/whk_${String(n).padStart(26, '0')}`, {
            method: 'POST',
            body: 'x',
          }),
        200,
      ),
  },
];

const calls = (name: string, method: string, input: unknown, count = times): Shape => ({
  name,
  flood: (engine) => repeatedly(() => engine.call(method, input), count),
});

const onApi: Shape[] = [
  calls('brackets to the API', 'deliveries.list', nested(largeBytes)),
  calls('numbers to the API', 'deliveries.list', `{"limit":[${filled('1,', parsedBytes)}1]}`),
  calls('an unknown method', filled('a', 8000), {}),
  calls('words without end', 'deliveries.list', { search: filled('a ', 1000) }, 10),
  calls('quotes without end', 'deliveries.list', { search: filled('"', 1000) }, 10),
  calls('brackets in a filter', 'deliveries.list', { where: '('.repeat(1000) }, 10),
  calls('a scheme of braces', 'signatures.verify', {
    scheme: {
      kind: 'hmac',
      signedContent: filled('{body}', 3000),
      signature: { at: { in: 'header', name: 'x' } },
    },
    secrets: ['s'],
    headers: [['x', '00']],
    body: 'a'.repeat(20_000),
  }),
  calls('a scenario of letters', 'retry.simulate', {
    provider: 'github',
    seed: 1,
    scenario: `0-${filled('a', 90_000)}1: 503`,
  }),
  calls('a scenario of spaces', 'retry.simulate', {
    provider: 'github',
    seed: 1,
    scenario: `503${filled(' ', 90_000)}y`,
  }),
  {
    name: 'a number of noughts',
    flood: async (engine) => {
      const url = await endpointOf(engine, 'generic');
      const body = `{"noughts":1.${filled('0', 200_000)}1}`;
      await repeatedly(() => send(url, { method: 'POST', body }));
      await engine.call('deliveries.list', { where: 'body.noughts:1.00000000000000000002' });
    },
  },
  calls('a verification of brackets', 'signatures.verify', {
    provider: 'convocore',
    secrets: ['s'],
    headers: [],
    body: nested(parsedBytes),
  }),
  calls('ids without end', 'deliveries.delete', {
    deliveryIds: Array.from({ length: 10_000 }, (_, n) => `whd_${String(n).padStart(26, '0')}`),
    dryRun: true,
  }),
];

/** Every shape that is known to have stopped an engine, ours or another, and those like them. */
export const hostile: Shape[] = [...onReceiver, ...onApi];
