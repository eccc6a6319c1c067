/**
 * The AI voice-agent platform's "Webhooks" page: every fact that it states. It names events, data and four ways to authenticate, and
 * no payload, header or format: what is ours there must be said where it is read.
 */
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { countingServer, inTurn, status } from '../support/counting-server.ts';
import { catalogEvent, cli, type Fact, facts, sendAndCatch, stage, statements } from './facts.ts';

const at = stage();
const secret = 'voice-secret';
const sign = (body: string, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

/** The page's sixteen events, and the data that each kind carries. */
const events: [name: string, says: string, category: RegExp, about: RegExp, data: string[]][] = [
  [
    'Call Started',
    'When a call begins',
    /lifecycle/i,
    /^call\.started$/,
    ['callId', 'participants', 'status'],
  ],
  [
    'Call Ended',
    'When a call completes',
    /lifecycle/i,
    /^call\.ended$/,
    ['callId', 'participants', 'status', 'durationSeconds', 'cost'],
  ],
  [
    'Call Failed',
    'When a call encounters errors',
    /lifecycle/i,
    /^call\.failed$/,
    ['callId', 'status', 'error'],
  ],
  [
    'Call Queued',
    'When calls are waiting to be processed',
    /lifecycle/i,
    /^call\.queued$/,
    ['callId', 'status'],
  ],
  [
    'Transcript Available',
    'When call transcription is complete',
    /data/i,
    /transcript/,
    ['callId', 'transcript'],
  ],
  ['Recording Ready', 'When call recordings are processed', /data/i, /recording/, ['callId', 'recordingUrl']],
  ['Quality Score', 'When QA evaluation is completed', /data/i, /quality/, ['callId', 'score']],
  ['Cost Calculated', 'When call costs are determined', /data/i, /cost/, ['callId', 'cost']],
  ['Agent Status Change', 'When agents go online/offline', /agent/i, /agent\.status/, ['agentId', 'status']],
  [
    'Configuration Update',
    'When agent settings are modified',
    /agent/i,
    /configuration/,
    ['agentId', 'changes'],
  ],
  ['Sync Status', 'When agent synchronization status changes', /agent/i, /sync/, ['agentId', 'syncStatus']],
  [
    'Performance Alerts',
    'When agents exceed performance thresholds',
    /agent/i,
    /performance/,
    ['agentId', 'threshold'],
  ],
  [
    'Knowledge Base Update',
    'When knowledge bases are modified',
    /system/i,
    /knowledge/,
    ['knowledgeBaseId', 'changes'],
  ],
  [
    'Phone Number Changes',
    'When number configurations change',
    /system/i,
    /phone/,
    ['phoneNumber', 'changes'],
  ],
  [
    'User Actions',
    'When users perform significant actions',
    /system/i,
    /user/,
    ['userId', 'action', 'resource'],
  ],
  [
    'System Maintenance',
    'When system updates occur',
    /system/i,
    /maintenance/,
    ['startsAt', 'affectedResources'],
  ],
];
const all = async (): Promise<
  { type: string; category: string; sample: { id: string; data: Record<string, unknown> } }[]
> => (await at.serve.call('providers.get', { id: 'voice-agent' })).events;

facts(
  'events',
  events.map(
    ([name, says, category, about, data]): Fact => [
      name,
      says,
      async () => {
        const found = (await all()).filter(
          (event) => about.test(event.type) && category.test(event.category),
        );
        expect(found).toHaveLength(1);
        const [event] = found;
        for (const field of data) expect(event?.sample.data).toHaveProperty(field);
        const first = JSON.parse(
          (await sendAndCatch(at, { provider: 'voice-agent', eventType: event?.type, secret })).body,
        );
        const second = JSON.parse(
          (await sendAndCatch(at, { provider: 'voice-agent', eventType: event?.type, secret })).body,
        );
        expect(first.type).toBe(event?.type);
        expect(first.id).not.toBe(second.id);
      },
    ],
  ),
);

facts('the catalog', [
  [
    'there are sixteen',
    'Call Lifecycle, Call Data, Agent Events, System Events',
    async () => expect(await all()).toHaveLength(16),
  ],
  [
    'each has an id of its own',
    'Event History',
    async () => expect(new Set((await all()).map((e) => e.sample.id)).size).toBe(16),
  ],
  [
    'all have one structure',
    'JSON payloads with consistent structure',
    async () => {
      for (const { sample } of await all())
        expect(Object.keys(sample)).toEqual(['id', 'type', 'timestamp', 'data']);
    },
  ],
  [
    'type names, envelope and fields are ours, and said to be',
    'Standard Payload Format (none is given)',
    async () => {
      const said = await statements(at.serve, 'voice-agent');
      const events = said.filter((f) => f.subject === 'Events' || f.subject === 'Payloads');
      expect(events.map((f) => f.origin)).toContain('ours');
      expect(events.filter((f) => /sixteen|16/.test(f.statement)).map((f) => f.origin)).toEqual(['provider']);
      const event = await catalogEvent(at.serve, 'voice-agent', 'call.started');
      expect(event.origin).toBe('ours');
      const shown = await cli(['providers', 'voice-agent']);
      expect(shown.stdout).toMatch(/ours/);
    },
  ],
  [
    'the events to receive can be chosen',
    'Event Selection: Choose which events to receive notifications for',
    async () => {
      const reply = await at.serve.reply('deliveries.send', {
        provider: 'voice-agent',
        eventType: 'call.started',
        secret,
        subscribedTo: ['agent.*'],
        target: { url: at.handler.url },
      });
      expect(reply).toMatchObject({ ok: false, error: { code: 'not_subscribed' } });
    },
  ],
  [
    'there is a test event',
    'Testing: Verify webhook functionality with test events',
    async () => {
      const { testEvent } = await at.serve.call('providers.get', { id: 'voice-agent' });
      expect((await all()).map((e) => e.type)).toContain(testEvent);
    },
  ],
]);

const methods = {
  hmac: {
    quoted: 'HMAC Signatures: Cryptographic signatures for payload verification',
    key: secret,
    header: 'x-webhook-signature',
    value: (body: string) => sign(body),
  },
  'api-key': {
    quoted: 'API Keys: Include API keys in webhook headers',
    key: 'key-1',
    header: 'x-api-key',
    value: () => 'key-1',
  },
  basic: {
    quoted: 'Basic Authentication: Username/password authentication',
    key: 'ada:lovelace',
    header: 'authorization',
    value: () => `Basic ${Buffer.from('ada:lovelace').toString('base64')}`,
  },
  bearer: {
    quoted: 'Bearer Tokens: JWT or similar token-based authentication',
    key: 'token-1',
    header: 'authorization',
    value: () => 'Bearer token-1',
  },
} as const;
const body = '{"id":"evt_1","type":"call.started","data":{}}';

async function endpoint(input: Record<string, unknown>) {
  const made = await at.serve.call('endpoints.create', { name: 'Voice', provider: 'voice-agent', ...input });
  const post = (headers: Record<string, string>) =>
    fetch(made.url, { method: 'POST', headers, body }).then((r) => r.status);
  return { made, post };
}

facts('authentication', [
  [
    'there are four methods, by name',
    'Authentication Methods',
    async () => {
      const provider = await at.serve.call('providers.get', { id: 'voice-agent' });
      expect(provider.authMethods.map((m: { id: string }) => m.id)).toEqual(Object.keys(methods));
    },
  ],
  ...Object.entries(methods).flatMap(([method, { quoted, key, header, value }]): Fact[] => [
    [
      `${method}: chosen for an endpoint, it is accepted and no other is`,
      quoted,
      async () => {
        const { made, post } = await endpoint({ auth: method, secret: key });
        expect((await at.serve.call('endpoints.get', { webhookId: made.webhookId })).auth).toBe(method);
        expect(await post({ [header]: value(body) })).toBe(200);
        expect(await post({ [header]: `${value(body)}x` })).toBe(401);
        expect(await post({})).toBe(401);
        for (const [other, { header: name, value: otherValue }] of Object.entries(methods)) {
          if (other !== method) expect(await post({ [name]: otherValue(body) }), other).toBe(401);
        }
      },
    ],
    [
      `${method}: chosen for a send, it is what travels`,
      quoted,
      async () => {
        const sent = await sendAndCatch(at, { provider: 'voice-agent', auth: method, secret: key });
        expect(sent.header(header)).toBe(value(sent.body));
      },
    ],
    [
      `${method}: the command line sends and makes endpoints with it`,
      quoted,
      async () => {
        const before = at.handler.received.length;
        const sent = await cli([
          'send',
          '--to',
          at.handler.url,
          '--provider',
          'voice-agent',
          '--auth',
          method,
          '--secret',
          key,
          '--data-dir',
          `${at.serve.dataDir}-cli`,
        ]);
        expect(sent.status, sent.stderr).toBe(0);
        const got = at.handler.received[before];
        expect(got?.header(header)).toBe(value(got?.body ?? ''));
        const made = await cli([
          'endpoints',
          'create',
          '--name',
          'V',
          '--provider',
          'voice-agent',
          '--auth',
          method,
          '--secret',
          key,
          '--json',
          '--data-dir',
          at.serve.dataDir,
        ]);
        const { webhookId } = JSON.parse(made.stdout);
        expect((await at.serve.call('endpoints.get', { webhookId })).auth).toBe(method);
      },
    ],
    [
      `${method}: verified by name`,
      quoted,
      async () => {
        const verdict = await at.serve.call('signatures.verify', {
          provider: 'voice-agent',
          auth: method,
          secret: key,
          body,
          headers: { [header]: value(body) },
        });
        expect(verdict.ok).toBe(true);
      },
    ],
  ]),
  [
    'while none is chosen, each of the four is accepted',
    'Authentication: Configure security settings',
    async () => {
      for (const { key, header, value } of Object.values(methods)) {
        const { post } = await endpoint({ secret: key });
        expect(await post({ [header]: value(body) }), header).toBe(200);
      }
    },
  ],
  [
    'the method can be changed',
    'Security Settings: Configure authentication and security',
    async () => {
      const { made, post } = await endpoint({ secret: 'token-1', auth: 'api-key' });
      const changed = await cli([
        'endpoints',
        'update',
        made.webhookId,
        '--auth',
        'bearer',
        '--data-dir',
        at.serve.dataDir,
      ]);
      expect(changed.status, changed.stderr).toBe(0);
      expect(await post({ authorization: 'Bearer token-1' })).toBe(200);
      expect(await post({ 'x-api-key': 'token-1' })).toBe(401);
    },
  ],
  [
    'an unknown method is an error that names the four',
    'Authentication Methods',
    async () => {
      const reply = await at.serve.reply('endpoints.create', {
        name: 'x',
        provider: 'voice-agent',
        auth: 'digest',
      });
      expect(JSON.stringify(reply)).toMatch(/hmac.*api-key.*basic.*bearer/);
    },
  ],
  [
    'the header names are ours, and said to be',
    '(no header name is given)',
    async () => {
      const said = await statements(at.serve, 'voice-agent');
      const headers = said.filter((f) => /X-Webhook-Signature|X-API-Key/.test(f.statement));
      expect(headers.length).toBeGreaterThan(0);
      expect(new Set(headers.map((f) => f.origin))).toEqual(new Set(['ours']));
    },
  ],
]);

facts('receiving', [
  [
    'an address that is allowed passes',
    'IP Whitelisting: Restrict webhook sources to known IP addresses',
    async () => {
      const { made, post } = await endpoint({ secret });
      await at.serve.call('endpoints.update', {
        webhookId: made.webhookId,
        access: { allowFrom: ['127.0.0.1'] },
      });
      expect(await post({ 'x-webhook-signature': sign(body) })).toBe(200);
    },
  ],
  [
    'another one does not',
    'Restrict webhook sources',
    async () => {
      const { made, post } = await endpoint({ secret });
      await at.serve.call('endpoints.update', {
        webhookId: made.webhookId,
        access: { allowFrom: ['203.0.113.0/24'] },
      });
      expect(await post({ 'x-webhook-signature': sign(body) })).not.toBe(200);
      const { items } = await at.serve.call('deliveries.rejected', { webhookId: made.webhookId });
      expect(items[0].reason).toBe('address_not_allowed');
    },
  ],
  [
    'the command line sets the list',
    'known IP addresses',
    async () => {
      const { made } = await endpoint({ secret });
      const changed = await cli([
        'endpoints',
        'update',
        made.webhookId,
        '--allow-from',
        '10.0.0.0/8',
        '--allow-from',
        '::1',
        '--data-dir',
        at.serve.dataDir,
      ]);
      expect(changed.status, changed.stderr).toBe(0);
      expect((await at.serve.call('endpoints.get', { webhookId: made.webhookId })).access.allowFrom).toEqual([
        '10.0.0.0/8',
        '::1',
      ]);
    },
  ],
  [
    'duplicates are marked',
    'Idempotency: Handle duplicate webhook deliveries gracefully',
    async () => {
      const { made, post } = await endpoint({ secret });
      for (let n = 0; n < 2; n++) await post({ 'x-webhook-signature': sign(body) });
      const { items } = await at.serve.call('deliveries.list', { webhookId: made.webhookId });
      expect(items[0].duplicateOf).toBe(items[1].deliveryId);
    },
  ],
  [
    'an inactive webhook takes nothing; activated it does',
    'Activation: Enable webhooks for live event notifications',
    async () => {
      const { made, post } = await endpoint({ secret });
      await at.serve.call('endpoints.deactivate', { webhookId: made.webhookId });
      expect(await post({ 'x-webhook-signature': sign(body) })).toBe(404);
      await at.serve.call('endpoints.reactivate', { webhookId: made.webhookId });
      expect(await post({ 'x-webhook-signature': sign(body) })).toBe(200);
    },
  ],
]);

facts('delivery', [
  [
    'HTTPS is demanded of an address beyond this machine, and said so',
    'HTTPS Required: Webhooks must use secure HTTPS endpoints',
    async () => {
      const provider = await at.serve.call('providers.get', { id: 'voice-agent' });
      expect(provider.requiresHttps).toBe(true);
      expect(
        (await statements(at.serve, 'voice-agent'))
          .filter((f) => /HTTPS/.test(f.statement))
          .map((f) => f.origin),
      ).toContain('provider');
      const sent = await sendAndCatch(at, { provider: 'voice-agent', secret });
      expect(sent.delivery.advice).toEqual([expect.stringMatching(/HTTPS/)]);
    },
  ],
  [
    'an endpoint here has an https:// address where HTTPS is on, and takes what is sent there',
    'HTTPS Encryption: All webhook data transmitted securely',
    async () => {
      await at.serve.call('settings.update', { receiverTls: true, receiverTlsPort: 0 });
      const made = await at.serve.call('endpoints.create', {
        name: 'Secure',
        provider: 'voice-agent',
        secret,
      });
      expect(made.httpsUrl).toMatch(/^https:\/\/localhost:\d+\/v1\/hooks\/whk_/);
      const sent = await at.serve.call('deliveries.send', {
        provider: 'voice-agent',
        secret,
        target: { url: made.httpsUrl },
      });
      expect(sent).toMatchObject({ status: 200, state: 'succeeded' });
      expect(sent.advice ?? []).toEqual([]);
      const { items } = await at.serve.call('deliveries.list', { webhookId: made.webhookId });
      expect(items).toMatchObject([{ verdict: 'verified' }]);
      await at.serve.call('settings.update', { receiverTls: false });
      expect((await at.serve.call('endpoints.get', { webhookId: made.webhookId })).httpsUrl).toBeNull();
    },
  ],
  [
    'the answer may take 10 seconds',
    'Endpoints should respond within 10 seconds',
    async () => {
      const { delivery } = await sendAndCatch(at, { provider: 'voice-agent', secret });
      expect(delivery.retryPolicy).toMatchObject({ timeoutMs: 10_000 });
    },
  ],
  ...[200, 201, 204, 299].map(
    (code): Fact => [
      `${code} is success`,
      '200-299 for success',
      async () => {
        const handler = await countingServer(status(code));
        const delivery = await at.serve.call('deliveries.send', {
          provider: 'voice-agent',
          secret,
          target: { url: handler.url },
        });
        expect(delivery.state).toBe('succeeded');
        await handler.close();
      },
    ],
  ),
  [
    'what fails is tried again',
    'Automatic retries for failed deliveries',
    async () => {
      const handler = await countingServer(inTurn(status(500), status(200)));
      const delivery = await at.serve.call('deliveries.send', {
        provider: 'voice-agent',
        secret,
        target: { url: handler.url },
      });
      expect(delivery.state).toBe('retrying');
      await at.serve.call('queue.retryNow', { deliveryIds: [delivery.deliveryId] });
      await handler.receivedAtLeast(2);
      expect(JSON.parse(handler.received[1]?.body ?? '').id).toBe(
        JSON.parse(handler.received[0]?.body ?? '').id,
      );
      await handler.close();
    },
  ],
  [
    'with waits that grow',
    'Exponential Backoff: Increasing delays between retry attempts',
    async () => {
      const run = await at.serve.call('retry.simulate', {
        provider: 'voice-agent',
        scenario: '503',
        seed: 3,
      });
      const starts = run.attempts.map((a: { startMs: number }) => a.startMs);
      const waits = starts.slice(1).map((start: number, n: number) => start - starts[n]);
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(run.policyOrigin).toBe('hint');
    },
  ],
  [
    'the number of attempts can be chosen',
    'Maximum Attempts: Configurable maximum retry attempts',
    async () => {
      const handler = await countingServer(status(500));
      const sent = await cli([
        'send',
        '--to',
        handler.url,
        '--provider',
        'voice-agent',
        '--secret',
        secret,
        '--retry',
        'none',
        '--json',
        '--data-dir',
        `${at.serve.dataDir}-cli`,
      ]);
      expect(sent.status).toBe(1);
      expect(JSON.parse(sent.stdout).retryPolicy.maxAttempts).toBe(1);
      expect(handler.received).toHaveLength(1);
      await handler.close();
    },
  ],
  [
    'what failed to the end lies in the dead letters',
    'Dead Letter Queue: Store failed webhooks for manual review',
    async () => {
      const handler = await countingServer(status(500));
      const delivery = await at.serve.call('deliveries.send', {
        provider: 'voice-agent',
        secret,
        target: { url: handler.url },
        retryPolicy: { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [1] } },
      });
      await expect
        .poll(
          async () => (await at.serve.call('deliveries.get', { deliveryId: delivery.deliveryId })).state,
          { timeout: 15_000 },
        )
        .toBe('dead_letter');
      const { items } = await at.serve.call('deliveries.list', { status: 'dead_letter' });
      expect(items.map((d: { deliveryId: string }) => d.deliveryId)).toContain(delivery.deliveryId);
      await handler.close();
    },
  ],
  [
    'the waits are ours, and said to be',
    '(no delay and no number is given)',
    async () => {
      const said = (await statements(at.serve, 'voice-agent')).filter((f) => f.subject === 'Retries');
      expect(said.map((f) => f.origin).sort()).toEqual(expect.arrayContaining(['ours', 'provider']));
    },
  ],
]);

facts('monitoring', [
  [
    'successes and failures are told apart per target',
    'Delivery Status: View webhook delivery success/failure rates',
    async () => {
      await sendAndCatch(at, { provider: 'voice-agent', secret });
      const { targets } = await at.serve.call('deliveries.overview', {});
      expect(targets.length).toBeGreaterThan(0);
    },
  ],
  [
    'answers are logged',
    'Response Logging: Log endpoint responses and error messages',
    async () => {
      const handler = await countingServer((_r, response) => response.writeHead(422).end('no such call'));
      const delivery = await at.serve.call('deliveries.send', {
        provider: 'voice-agent',
        secret,
        target: { url: handler.url },
        retryPolicy: {},
      });
      expect(JSON.stringify(delivery.attemptList)).toContain('no such call');
      await handler.close();
    },
  ],
  [
    'how long an answer took is kept',
    'Performance Metrics: Monitor webhook delivery performance',
    async () => {
      const { delivery } = await sendAndCatch(at, { provider: 'voice-agent', secret });
      expect(delivery.durationMs).toBeGreaterThanOrEqual(0);
    },
  ],
  [
    'the payload’s structure can be checked by a schema',
    'Payload Validation: Validate incoming webhook data structure',
    async () => {
      const { schema } = await catalogEvent(at.serve, 'voice-agent', 'call.ended');
      expect(schema).toMatchObject({
        type: 'object',
        required: expect.arrayContaining(['id', 'type', 'data']),
      });
    },
  ],
  ...['duplicate', 'asynchronously', 'limit the rate', 'Watch for delivery failures'].map(
    (word): Fact => [
      `its advice on “${word}” is told as its own`,
      'Best Practices',
      async () => {
        const said = (await statements(at.serve, 'voice-agent')).filter((f) => f.statement.includes(word));
        expect(said.map((f) => f.origin)).toContain('provider');
      },
    ],
  ),
]);
