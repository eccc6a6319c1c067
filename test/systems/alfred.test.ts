/**
 * Alfred (GoSiteMe), "Webhook Events": every fact that its page states, as it shows over the public interfaces. What the page does
 * not state (retries, timeout, ordering) must be marked as ours wherever it is used.
 */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { catalogEvent, cli, type Fact, facts, sendAndCatch, stage, statements } from './facts.ts';

const at = stage();
const secret = 'alfred-secret';
const sign = (body: string, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

/** The page's event reference: type, description, id and data of its example payload. */
const reference: [type: string, description: string, id: string, data: Record<string, unknown>][] = [
  [
    'agent.created',
    'Fired when a new agent is created.',
    'evt_d5de32be887a9b82fe75ed48',
    { agent_id: 'agt_abc123', name: 'Customer Support Bot', model: 'gpt-4o', created_by: 42 },
  ],
  [
    'agent.deployed',
    'Fired when an agent deploys to production.',
    'evt_774673f7b7336f9d9a32107f',
    { agent_id: 'agt_abc123', name: 'Customer Support Bot', environment: 'production', version: 3 },
  ],
  [
    'agent.error',
    'Fired when an agent encounters a runtime error.',
    'evt_e5297cd2c84f28f8b91b9bf1',
    {
      agent_id: 'agt_abc123',
      error_type: 'rate_limit',
      message: 'API rate limit exceeded',
      severity: 'warning',
    },
  ],
  [
    'agent.status_changed',
    'Fired when an agent changes status (online/offline/maintenance).',
    'evt_cf4a88b86f4b7a0c4d99d2df',
    { agent_id: 'agt_abc123', old_status: 'online', new_status: 'maintenance' },
  ],
  [
    'call.started',
    'Fired when a voice call begins.',
    'evt_91b0e108460906bc3a192b2d',
    {
      call_id: 'call_xyz789',
      agent_id: 'agt_abc123',
      from: '+15551234567',
      to: '+15559876543',
      direction: 'inbound',
    },
  ],
  [
    'call.ended',
    'Fired when a voice call completes, includes duration and summary.',
    'evt_62b9a5830f6c5aee8b29dcfd',
    {
      call_id: 'call_xyz789',
      agent_id: 'agt_abc123',
      duration_s: 142,
      end_reason: 'completed',
      summary: 'Customer inquired about billing. Issue resolved.',
    },
  ],
  [
    'call.transferred',
    'Fired when a call is transferred to another agent or number.',
    'evt_98d4a48e89fab19ab40ddd51',
    { call_id: 'call_xyz789', from_agent: 'agt_abc123', to_number: '+15552223344', reason: 'escalation' },
  ],
  [
    'call.recorded',
    'Fired when a call recording is available.',
    'evt_0ee8d0065120201843bfaa3f',
    {
      call_id: 'call_xyz789',
      recording_url: 'https://storage.gositeme.com/recordings/call_xyz789.mp3',
      duration_s: 142,
    },
  ],
  [
    'fleet.deployed',
    'Fired when a fleet configuration is deployed.',
    'evt_b66651c71ca4efb8ce901225',
    { fleet_id: 'flt_001', name: 'Support Fleet', agent_count: 5, version: 2 },
  ],
  [
    'fleet.alert',
    'Fired on fleet-level alerts (capacity, errors, performance).',
    'evt_2f869a37ee09f78f6b2d040a',
    {
      fleet_id: 'flt_001',
      alert_type: 'high_error_rate',
      message: 'Error rate exceeded 5% threshold',
      severity: 'critical',
    },
  ],
  [
    'fleet.agent_joined',
    'Fired when an agent is added to a fleet.',
    'evt_da81900a41de5febebe313c6',
    { fleet_id: 'flt_001', agent_id: 'agt_abc123' },
  ],
  [
    'fleet.agent_left',
    'Fired when an agent is removed from a fleet.',
    'evt_689e815d68792aaefba5f75c',
    { fleet_id: 'flt_001', agent_id: 'agt_abc123', reason: 'removed' },
  ],
  [
    'tool.executed',
    'Fired when an agent executes a tool.',
    'evt_96c2401c55fcdafbf2af7c8f',
    { tool_id: 'weather_lookup', agent_id: 'agt_abc123', duration_ms: 320, success: true },
  ],
  [
    'tool.error',
    'Fired when a tool execution fails.',
    'evt_312ad0fb2e4a2ebfb3157c01',
    { tool_id: 'weather_lookup', agent_id: 'agt_abc123', error: 'Upstream API timeout' },
  ],
  [
    'tool.rate_limited',
    'Fired when a tool call is rate-limited.',
    'evt_daac8d097ba99d339cce6f75',
    { tool_id: 'weather_lookup', agent_id: 'agt_abc123', limit: 100, window: '1m' },
  ],
  [
    'marketplace.published',
    'Fired when you publish an extension to the marketplace.',
    'evt_8ac6a685891039546832d297',
    { extension_id: 'ext_555', name: 'My Custom Tool', version: '1.0.0' },
  ],
  [
    'marketplace.purchased',
    'Fired when someone purchases your marketplace extension.',
    'evt_2a5ee6b0f0aa204311965291',
    { extension_id: 'ext_555', buyer_id: 99, price: 9.99, currency: 'USD' },
  ],
  [
    'marketplace.review',
    'Fired when your extension receives a review.',
    'evt_3df8f7131f7cc5a7f31fd5c5',
    { extension_id: 'ext_555', rating: 5, review: 'Great tool!' },
  ],
  [
    'billing.payment_succeeded',
    'Fired on successful payment processing.',
    'evt_eeaf778083bea16bc9650e95',
    { invoice_id: 'inv_12345', amount: 49, currency: 'USD' },
  ],
  [
    'billing.payment_failed',
    'Fired when a payment attempt fails.',
    'evt_cfd27986eb7f891798efa5e8',
    { invoice_id: 'inv_12345', amount: 49, reason: 'card_declined' },
  ],
  [
    'billing.usage_alert',
    'Fired when usage approaches or exceeds thresholds.',
    'evt_22b468b406512fa0ec9fab33',
    { resource: 'api_calls', current: 9500, limit: 10000, percentage: 95 },
  ],
];

facts(
  'every event of the reference, as its example payload has it',
  reference.map(
    ([type, description, id, data]): Fact => [
      type,
      description,
      async () => {
        const event = await catalogEvent(at.serve, 'alfred', type);
        expect(event.description).toBe(description);
        const example = { id, event: type, timestamp: '2026-03-04T12:00:00+00:00', data };
        expect(event.sample).toEqual(example);
        // As typed: the very example, its fields in the page's order.
        const typed = await sendAndCatch(at, { provider: 'alfred', eventType: type, secret, live: false });
        expect(typed.body).toBe(JSON.stringify(example));
        // Alive: the same event happening now.
        const sent = JSON.parse(
          (await sendAndCatch(at, { provider: 'alfred', eventType: type, secret })).body,
        );
        expect(Object.keys(sent)).toEqual(['id', 'event', 'timestamp', 'data']);
        expect(sent.event).toBe(type);
        expect(sent.id).toMatch(/^evt_[0-9a-f]{24}$/);
        expect(sent.id).not.toBe(id);
        expect(Object.keys(sent.data)).toEqual(Object.keys(data));
        expect(event.category).toBe(type.split('.')[0]);
      },
    ],
  ),
);

const typesOf = async (category: string) =>
  (await at.serve.call('providers.get', { id: 'alfred' })).events.filter(
    (e: { category: string }) => e.category === category,
  ).length;

facts('the catalog as a whole', [
  ...(
    [
      ['agent', 4, 'Agent Events (4)'],
      ['call', 4, 'Call Events (4)'],
      ['fleet', 4, 'Fleet Events (4)'],
      ['tool', 3, 'Tool Events (3)'],
      ['marketplace', 3, 'Marketplace Events (3)'],
      ['billing', 3, 'Billing Events (3)'],
    ] as const
  ).map(
    ([category, count, quoted]): Fact => [
      `${category} has ${count} types`,
      quoted,
      async () => expect(await typesOf(category)).toBe(count),
    ],
  ),
  [
    'there are 21 types and no other',
    'Complete list of webhook events',
    async () => {
      const { items } = await at.serve.call('providers.list');
      const alfred = items.find((p: { id: string }) => p.id === 'alfred');
      expect(alfred.eventTypes).toEqual(reference.map(([type]) => type));
    },
  ],
  [
    'a timestamp is written with +00:00, to the second',
    '"timestamp": "2026-03-04T12:00:00+00:00"',
    async () => {
      const { body } = await sendAndCatch(at, { provider: 'alfred', eventType: 'agent.error', secret });
      const { timestamp } = JSON.parse(body);
      expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
    },
  ],
  [
    'an id is evt_ and 24 hex digits, new for each event',
    '"id": "evt_d5de32be887a9b82fe75ed48"',
    async () => {
      const ids = new Set<string>();
      for (let n = 0; n < 5; n++) {
        const { body } = await sendAndCatch(at, { provider: 'alfred', eventType: 'agent.created', secret });
        ids.add(JSON.parse(body).id);
      }
      expect(ids.size).toBe(5);
    },
  ],
]);

facts('delivery', [
  [
    'events are POSTed as JSON',
    "we'll POST JSON payloads to your endpoints instantly",
    async () => {
      const sent = await sendAndCatch(at, { provider: 'alfred', eventType: 'agent.created', secret });
      expect(sent.method).toBe('POST');
      expect(sent.header('content-type')).toMatch(/^application\/json/);
      expect(() => JSON.parse(sent.body)).not.toThrow();
    },
  ],
  [
    'one subscribes to events: what is not subscribed is not sent',
    'Subscribe to events',
    async () => {
      const before = at.handler.received.length;
      const reply = await at.serve.reply('deliveries.send', {
        provider: 'alfred',
        eventType: 'call.started',
        secret,
        subscribedTo: ['agent.created', 'billing.*'],
        target: { url: at.handler.url },
      });
      expect(reply).toMatchObject({ ok: false, error: { code: 'not_subscribed' } });
      expect(at.handler.received.length).toBe(before);
      await sendAndCatch(at, {
        provider: 'alfred',
        eventType: 'billing.usage_alert',
        secret,
        subscribedTo: ['agent.created', 'billing.*'],
      });
    },
  ],
  [
    'plain http beyond this machine is advised against',
    'Must be HTTPS',
    async () => {
      expect((await at.serve.call('providers.get', { id: 'alfred' })).requiresHttps).toBe(true);
      const told = await statements(at.serve, 'alfred');
      expect(told.filter((f) => /HTTPS/.test(f.statement)).map((f) => f.origin)).toContain('provider');
    },
  ],
  [
    'the secret is shown once, when the endpoint is made, and never again',
    'Save this secret — it will NOT be shown again!',
    async () => {
      const made = await at.serve.call('endpoints.create', { name: 'Alfred', provider: 'alfred' });
      expect(made.signingSecret).toMatch(/\S{16,}/);
      const shown = JSON.stringify([
        await at.serve.call('endpoints.get', { webhookId: made.webhookId }),
        await at.serve.call('endpoints.list'),
      ]);
      expect(shown).not.toContain(made.signingSecret);
    },
  ],
  [
    'there is a log of deliveries',
    'Delivery Log',
    async () => {
      const { delivery } = await sendAndCatch(at, { provider: 'alfred', eventType: 'tool.error', secret });
      const { items } = await at.serve.call('deliveries.list', { provider: 'alfred', direction: 'out' });
      expect(items.map((d: { deliveryId: string }) => d.deliveryId)).toContain(delivery.deliveryId);
    },
  ],
  [
    'no retry schedule, timeout or order is stated: ours are marked as ours',
    '(the page states none)',
    async () => {
      const provider = await at.serve.call('providers.get', { id: 'alfred' });
      expect(provider.delivery.retryPolicy).toBeNull();
      const policy = (await statements(at.serve, 'alfred')).filter((f) => f.subject === 'Retries');
      expect(policy.length).toBeGreaterThan(0);
      expect(policy.map((f) => f.origin)).not.toContain('provider');
      const shown = await cli(['providers', 'alfred']);
      expect(shown.stdout).toMatch(/Retries.*ours/);
    },
  ],
  [
    'the values of severity are ours, and said to be',
    '"severity": "warning"',
    async () => {
      const ours = (await statements(at.serve, 'alfred')).filter((f) => /severit/.test(f.statement));
      expect(ours.map((f) => f.origin)).toEqual(['ours']);
    },
  ],
]);

async function endpoint() {
  const made = await at.serve.call('endpoints.create', { name: 'Alfred', provider: 'alfred', secret });
  return made.url as string;
}
const post = (url: string, body: string, signature?: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature === undefined ? {} : { 'X-Alfred-Signature': signature }),
    },
    body,
  });
const body = '{"id":"evt_1","event":"agent.created","data":{"name":"Ünï"}}';

facts('signature', [
  [
    'every request carries X-Alfred-Signature',
    'Every webhook includes an X-Alfred-Signature header',
    async () => {
      const sent = await sendAndCatch(at, { provider: 'alfred', eventType: 'agent.created', secret });
      expect(sent.rawHeaders.map(([name]) => name)).toContain('X-Alfred-Signature');
    },
  ],
  [
    'it is sha256= and the hex HMAC-SHA256 of the raw body',
    "'sha256=' + crypto.createHmac('sha256', secret).update(payload).digest('hex')",
    async () => {
      const sent = await sendAndCatch(at, { provider: 'alfred', eventType: 'call.ended', secret });
      expect(sent.header('x-alfred-signature')).toBe(sign(sent.body));
    },
  ],
  [
    'the key is the secret as text',
    'hmac.new(secret.encode(), payload, hashlib.sha256)',
    async () => {
      const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
      const { headers } = await at.serve.call('signatures.sign', { provider: 'alfred', secret: whsec, body });
      expect(headers['X-Alfred-Signature']).toBe(sign(body, whsec));
    },
  ],
  [
    'a matching request is accepted with 200',
    "res.status(200).send('OK')",
    async () => expect((await post(await endpoint(), body, sign(body))).status).toBe(200),
  ],
  [
    'a signature that does not match gets 401',
    "return res.status(401).send('Invalid signature')",
    async () => expect((await post(await endpoint(), body, sign(body, 'another'))).status).toBe(401),
  ],
  [
    'a missing signature gets 401',
    "request.headers.get('X-Alfred-Signature', '') … abort(401)",
    async () => expect((await post(await endpoint(), body)).status).toBe(401),
  ],
  [
    'the raw body counts: the same JSON in other bytes does not match',
    "express.raw({ type: 'application/json' })",
    async () => expect((await post(await endpoint(), ` ${body}`, sign(body))).status).toBe(401),
  ],
  [
    'upper-case hex does not match: the values are compared as they are',
    'crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected))',
    async () =>
      expect((await post(await endpoint(), body, `sha256=${sign(body).slice(7).toUpperCase()}`)).status).toBe(
        401,
      ),
  ],
  [
    'without its prefix a signature does not match',
    "$expected = 'sha256=' . hash_hmac('sha256', $payload, $secret)",
    async () => expect((await post(await endpoint(), body, sign(body).slice(7))).status).toBe(401),
  ],
  ...(['node', 'python', 'php'] as const).map(
    (language): Fact => [
      `code for ${language} compares in constant time over the raw body`,
      { node: 'crypto.timingSafeEqual', python: 'hmac.compare_digest', php: 'hash_equals' }[language],
      async () => {
        const { code } = await at.serve.call('signatures.snippet', { provider: 'alfred', language });
        expect(code).toContain(
          { node: 'timingSafeEqual', python: 'compare_digest', php: 'hash_equals' }[language],
        );
        expect(code.toLowerCase().replaceAll('_', '-')).toContain('x-alfred-signature');
      },
    ],
  ),
  [
    'the type of a caught event is its event field',
    'Event: event.event, event.data',
    async () => {
      const url = await endpoint();
      const answer = await (await post(url, body, sign(body))).json();
      const delivery = await at.serve.call('deliveries.get', { deliveryId: answer.deliveryId });
      expect(delivery).toMatchObject({
        eventType: 'agent.created',
        providerDeliveryId: 'evt_1',
        verdict: 'verified',
      });
    },
  ],
]);

test('events are new wherever they are made, and as typed at one switch', async () => {
  const idOf = (text: string) => JSON.parse(text).id;
  const { handler, serve } = at;
  const sendByCli = async (...flags: string[]) => {
    const before = handler.received.length;
    const { status } = await cli([
      'send',
      '--to',
      handler.url,
      '--provider',
      'alfred',
      '--event',
      'agent.created',
      '--secret',
      secret,
      '--data-dir',
      `${serve.dataDir}-cli`,
      ...flags,
    ]);
    expect(status).toBe(0);
    return handler.received[before]?.body ?? '';
  };
  const [one, two] = [await sendByCli(), await sendByCli()];
  expect(idOf(one)).not.toBe(idOf(two));
  expect(idOf(await sendByCli('--as-typed'))).toBe('evt_d5de32be887a9b82fe75ed48');
  expect(idOf(await sendByCli('--draw-seed', '7'))).toBe(idOf(await sendByCli('--draw-seed', '7')));

  // A payload that was typed is an event too.
  const payload = {
    id: 'evt_d5de32be887a9b82fe75ed48',
    event: 'agent.created',
    timestamp: '2026-03-04T12:00:00+00:00',
    data: {},
  };
  const typed = await sendAndCatch(at, { provider: 'alfred', payload, secret });
  expect(idOf(typed.body)).not.toBe(payload.id);
  expect(idOf((await sendAndCatch(at, { provider: 'alfred', payload, secret, live: false })).body)).toBe(
    payload.id,
  );

  // Copies within a fast-forward are one event; two runs are two.
  const run = async () => {
    const before = handler.received.length;
    await serve.call('retry.fastForward', {
      provider: 'alfred',
      target: { url: handler.url },
      event: { provider: 'alfred', eventType: 'agent.created', secret },
      copies: 1,
    });
    return handler.received.slice(before).map((r) => idOf(r.body));
  };
  const [first, second] = [await run(), await run()];
  expect(new Set(first).size).toBe(1);
  expect(first[0]).not.toBe(second[0]);
});
