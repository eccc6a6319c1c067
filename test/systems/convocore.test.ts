/**
 * Convocore, "Webhook Documentation": every fact that its page states, as it shows over the receiver, the API and the command line.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { countingServer, status } from '../support/counting-server.ts';
import { testDir } from '../support/temp-dir.ts';
import { catalogEvent, cli, type Fact, facts, sendAndCatch, stage, statements } from './facts.ts';

const at = stage();
const secret = 'ws-secret-3f9a';
const common = ['createdAt', 'workspaceSecret'];
const channels = [
  'voice',
  'vapi',
  'web-chat',
  'whatsapp',
  'instagram',
  'telegram',
  'discord',
  'gb-chat',
  'messenger',
  'telephony',
  'webchat',
];
const stamps = { createdAt: 1718035200000, workspaceSecret: 'your_workspace_secret' };
/** The page hides its e-mail addresses; ours stand there. */
const email = expect.stringMatching(/^[^@\s]+@[^@\s]+$/);

interface Row {
  category: string;
  required: string[];
  optional: string[];
  sample: Record<string, unknown>;
  platforms?: string[];
}
const agent = (operation: string): Row => ({
  category: 'Agent Events',
  required: ['agentId', 'operation'],
  optional: ['agentName', 'agentPlatform'],
  sample: { agentId: 'agent_123456', agentName: 'Customer Support Bot', agentPlatform: 'vf', operation },
});
const organisation = (operation: string): Row => ({
  category: 'Organisation Events',
  required: ['organisationId', 'operation'],
  optional: ['organisationName'],
  sample: { organisationId: 'org_345678', organisationName: 'Acme Corporation', operation },
});
const client = (operation: string): Row => ({
  category: 'Client Events',
  required: ['organisationId', 'clientId', 'operation'],
  optional: ['organisationName', 'clientName', 'clientEmail'],
  sample: {
    organisationId: 'org_345678',
    organisationName: 'Acme Corporation',
    clientId: 'client_901234',
    clientName: 'John Doe',
    clientEmail: email,
    operation,
  },
});

/** The page's payload sections: fields, which of them are optional, and the sample. */
const events: Record<string, Row> = {
  agent_created: agent('created'),
  agent_updated: agent('updated'),
  agent_deleted: agent('deleted'),
  message_received: {
    category: 'Message Events',
    required: ['agentId', 'convoId', 'messageContent', 'channel'],
    optional: ['agentName', 'messageType', 'from'],
    sample: {
      agentId: 'agent_123456',
      agentName: 'Customer Support Bot',
      convoId: 'convo_789012',
      messageContent: 'Hello, I need help with my order',
      channel: 'whatsapp',
      messageType: 'text',
      from: '+1234567890',
    },
  },
  organisation_created: organisation('created'),
  organisation_updated: organisation('updated'),
  organisation_deleted: organisation('deleted'),
  client_created: client('created'),
  client_updated: client('updated'),
  client_deleted: client('deleted'),
  lead_captured: {
    category: 'Lead Events',
    required: ['agentId', 'channel', 'operation'],
    optional: ['agentName', 'leadName', 'leadEmail', 'leadPhone'],
    sample: {
      agentId: 'agent_123456',
      agentName: 'Sales Bot',
      leadName: 'Jane Smith',
      leadEmail: email,
      leadPhone: '+9876543210',
      channel: 'web-chat',
      operation: 'captured',
    },
    platforms: ['convocore'],
  },
  form_submitted: {
    category: 'Form Events',
    required: ['agentId', 'convoId', 'formType', 'formData', 'channel'],
    optional: ['agentName'],
    sample: {
      agentId: 'agent_123456',
      agentName: 'Support Bot',
      convoId: 'convo_789012',
      formType: 'ui_engine_form',
      formData: { name: 'John Doe', email, message: 'I need help with my order' },
      channel: 'webchat',
    },
    platforms: ['convocore'],
  },
  chat_delegated: {
    category: 'Chat Events',
    required: ['agentId', 'convoId', 'assignedToUserId', 'channel', 'operation'],
    optional: [
      'agentName',
      'assignedToUserName',
      'assignedToUserEmail',
      'delegatedByUserId',
      'delegatedByUserName',
      'customerName',
      'customerEmail',
      'customerPhone',
    ],
    sample: {
      agentId: 'agent_123456',
      agentName: 'Support Bot',
      convoId: 'convo_789012',
      assignedToUserId: 'user_456789',
      assignedToUserName: 'Support Agent',
      assignedToUserEmail: email,
      delegatedByUserId: 'user_111222',
      delegatedByUserName: 'Manager',
      customerName: 'Jane Doe',
      customerEmail: email,
      customerPhone: '+1234567890',
      channel: 'webchat',
      operation: 'delegated',
    },
  },
  bug_reported: {
    category: 'Bug Events',
    required: ['agentId', 'convoId', 'bugDescription', 'channel', 'operation'],
    optional: ['agentName', 'imageUrl', 'reportedByUserId', 'reportedByUserName', 'reportedByUserEmail'],
    sample: {
      agentId: 'agent_123456',
      agentName: 'Support Bot',
      convoId: 'convo_789012',
      bugDescription: 'The bot is not responding to user inputs correctly',
      imageUrl: 'https://cdn.voiceglow.org/bug-reports/user_123/1234567890.png',
      reportedByUserId: 'user_345678',
      reportedByUserName: 'John Doe',
      reportedByUserEmail: email,
      channel: 'webchat',
      operation: 'reported',
    },
  },
  webhook_test: {
    category: 'Test Event',
    required: ['message'],
    optional: [],
    sample: { message: 'This is a test event' },
  },
};

const payloadSchema = async (type: string) =>
  (await catalogEvent(at.serve, 'convocore', type)).schema.properties.payload;

facts(
  'every event, as its section has it',
  Object.entries(events).map(
    ([type, row]): Fact => [
      type,
      `Types: ${type} … Payload fields`,
      async () => {
        const event = await catalogEvent(at.serve, 'convocore', type);
        const schema = await payloadSchema(type);
        expect([...schema.required].sort()).toEqual([...row.required, ...common].sort());
        expect(Object.keys(schema.properties).sort()).toEqual(
          [...row.required, ...row.optional, ...common].sort(),
        );
        expect(event.sample).toEqual({ type, payload: { ...row.sample, ...stamps } });
        // On the wire: the workspace's secret in its place, and the moment of the send.
        const sent = JSON.parse(
          (await sendAndCatch(at, { provider: 'convocore', eventType: type, secret })).body,
        );
        expect(sent.type).toBe(type);
        expect(Object.keys(sent.payload)).toEqual(Object.keys(event.sample.payload));
        expect(sent.payload.workspaceSecret).toBe(secret);
        expect(Math.abs(sent.payload.createdAt - Date.now())).toBeLessThan(60_000);
      },
    ],
  ),
);

const enumOf = async (type: string, field: string) => (await payloadSchema(type)).properties[field].enum;

facts('fields', [
  [
    'agentPlatform is vg or vf',
    'agentPlatform (“vg” | “vf”, optional)',
    async () => expect(await enumOf('agent_created', 'agentPlatform')).toEqual(['vg', 'vf']),
  ],
  [
    'a message comes by one of five channels',
    'channel (“whatsapp” | “instagram” | “facebook” | “telegram” | “webchat”)',
    async () =>
      expect(await enumOf('message_received', 'channel')).toEqual([
        'whatsapp',
        'instagram',
        'facebook',
        'telegram',
        'webchat',
      ]),
  ],
  ...['lead_captured', 'form_submitted', 'chat_delegated', 'bug_reported'].map(
    (type): Fact => [
      `${type} comes by one of eleven channels`,
      'voice, vapi, web-chat, whatsapp, instagram, telegram, discord, gb-chat, messenger, telephony, webchat',
      async () => expect(await enumOf(type, 'channel')).toEqual(channels),
    ],
  ),
  [
    'a form is ui_engine_form or ui_engine_input',
    'formType (“ui_engine_form” | “ui_engine_input”)',
    async () =>
      expect(await enumOf('form_submitted', 'formType')).toEqual(['ui_engine_form', 'ui_engine_input']),
  ],
  [
    'form data is an object',
    'formData (object)',
    async () => expect((await payloadSchema('form_submitted')).properties.formData.type).toBe('object'),
  ],
  [
    'createdAt is a number, in milliseconds',
    'createdAt (number): Timestamp (ms)',
    async () => {
      const { createdAt } = (await payloadSchema('agent_created')).properties;
      expect(createdAt.type).toMatch(/integer|number/);
      expect(createdAt.description).toMatch(/millisecond/);
    },
  ],
  [
    'a screenshot is a URL',
    'imageUrl (string, optional): The CDN URL of the screenshot',
    async () => {
      const { imageUrl } = (await payloadSchema('bug_reported')).properties;
      expect(imageUrl).toMatchObject({ type: 'string', format: 'uri' });
    },
  ],
  [
    'operations of organisations and clients are created, updated, deleted',
    'operation (“created” | “updated” | “deleted”)',
    async () => {
      for (const noun of ['agent', 'organisation', 'client']) {
        for (const operation of ['created', 'updated', 'deleted']) {
          const { sample } = await catalogEvent(at.serve, 'convocore', `${noun}_${operation}`);
          expect(sample.payload.operation).toBe(operation);
        }
      }
    },
  ],
]);

const sendAs = (input: Record<string, unknown>) =>
  at.serve.reply('deliveries.send', {
    provider: 'convocore',
    secret,
    target: { url: at.handler.url },
    ...input,
  });

facts('platforms', [
  [
    'there are two: Convocore and VF',
    'Convocore agents … VoiceFlow agents',
    async () => {
      const { platforms } = await at.serve.call('providers.get', { id: 'convocore' });
      expect(platforms.map((p: { id: string }) => p.id)).toEqual(['convocore', 'voiceflow']);
    },
  ],
  ...Object.entries(events).map(
    ([type, { platforms = ['convocore', 'voiceflow'] }]): Fact => [
      `${type} comes from ${platforms.join(' and ')}`,
      platforms.length === 1
        ? 'This event is only available for Convocore agents.'
        : 'VoiceFlow (VF) agents support a subset of events',
      async () => {
        expect((await catalogEvent(at.serve, 'convocore', type)).platforms).toEqual(platforms);
        for (const platform of ['convocore', 'voiceflow']) {
          const reply = await sendAs({ eventType: type, platform });
          if (platforms.includes(platform)) expect(reply.ok, JSON.stringify(reply)).toBe(true);
          else expect(reply).toMatchObject({ ok: false, error: { code: 'not_on_platform' } });
        }
      },
    ],
  ),
  [
    'an unknown platform is an error that names the two',
    'Platform | Description',
    async () =>
      expect(JSON.stringify(await sendAs({ platform: 'botpress' }))).toMatch(/convocore.*voiceflow/),
  ],
  [
    'the command line takes the platform',
    'Not all events are available for all agent platforms',
    async () => {
      const sent = await cli([
        'send',
        '--to',
        at.handler.url,
        '--provider',
        'convocore',
        '--event',
        'lead_captured',
        '--platform',
        'voiceflow',
        '--secret',
        secret,
        '--data-dir',
        `${at.serve.dataDir}-cli`,
      ]);
      expect(sent.status).not.toBe(0);
      expect(sent.stderr).toMatch(/VoiceFlow/);
    },
  ],
]);

facts('request format', [
  [
    'the method is POST',
    'HTTP Method | POST',
    async () => expect((await sendAndCatch(at, { provider: 'convocore', secret })).method).toBe('POST'),
  ],
  [
    'the content type is application/json',
    'Content Type | application/json',
    async () =>
      expect((await sendAndCatch(at, { provider: 'convocore', secret })).header('content-type')).toBe(
        'application/json',
      ),
  ],
  [
    'the body is UTF-8 JSON with type and payload',
    'UTF-8 encoded JSON payload',
    async () => {
      const payload = {
        type: 'webhook_test',
        payload: { message: 'Größe 漢字', createdAt: 1, workspaceSecret: '' },
      };
      const sent = JSON.parse((await sendAndCatch(at, { provider: 'convocore', payload, secret })).body);
      expect(sent.payload.message).toBe('Größe 漢字');
      expect(Object.keys(sent)).toEqual(['type', 'payload']);
    },
  ],
  [
    'there is no signature header: the secret travels in the payload',
    'The workspace secret is included in every payload',
    async () => {
      const { rawHeaders } = await sendAndCatch(at, { provider: 'convocore', secret });
      expect(rawHeaders.map(([name]) => name).filter((name) => /sign|secret|auth/i.test(name))).toEqual([]);
    },
  ],
]);

const receive = async (text: string, input: Record<string, unknown> = {}) => {
  const made = await at.serve.call('endpoints.create', {
    name: 'Convocore',
    provider: 'convocore',
    secret,
    ...input,
  });
  const answer = await fetch(made.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  return { made, answer };
};
const event = (workspaceSecret: unknown, createdAt = 1718035200000) =>
  JSON.stringify({
    type: 'webhook_test',
    payload: { message: 'This is a test event', createdAt, workspaceSecret },
  });

facts('verification', [
  [
    'the right workspace secret is accepted',
    'Validate the workspace secret on every incoming webhook',
    async () => expect((await receive(event(secret))).answer.status).toBe(200),
  ],
  [
    'a wrong one is rejected',
    'to ensure authenticity',
    async () => expect((await receive(event('guess'))).answer.status).toBe(401),
  ],
  [
    'a missing one is rejected',
    'workspaceSecret (string)',
    async () => expect((await receive('{"type":"webhook_test","payload":{}}')).answer.status).toBe(401),
  ],
  [
    'a list is not the secret',
    'workspaceSecret (string)',
    async () => expect((await receive(event([secret]))).answer.status).toBe(401),
  ],
  ...(['node', 'python', 'php', 'ruby', 'go'] as const).map(
    (language): Fact => [
      `there is code for ${language} that checks it`,
      'Use workspace secret for verification',
      async () => {
        const { code } = await at.serve.call('signatures.snippet', { provider: 'convocore', language });
        expect(code).toContain('workspaceSecret');
      },
    ],
  ),
  [
    'there is no delivery id: time and data tell repeats',
    'idempotency handling using the event timestamp and payload data',
    async () => {
      const sent = [];
      for (let n = 0; n < 4; n++)
        sent.push(
          (await sendAndCatch(at, { provider: 'convocore', eventType: 'webhook_test', secret })).body,
        );
      expect(new Set(sent).size).toBe(4);
      const { made } = await receive(event(secret));
      const again = await fetch(made.url, { method: 'POST', body: event(secret) });
      const { deliveryId } = (await again.json()) as { deliveryId: string };
      expect((await at.serve.call('deliveries.get', { deliveryId })).duplicateOf).toBeNull();
    },
  ],
]);

/** What a handler's answer makes of a send with nothing but the provider named. */
async function outcome(code: number) {
  const handler = await countingServer(status(code));
  const delivery = await at.serve.call('deliveries.send', {
    provider: 'convocore',
    secret,
    target: { url: handler.url },
  });
  const tries = handler.received.length;
  await handler.close();
  return {
    state: delivery.state,
    tries,
    policy: delivery.retryPolicy,
    timeoutMs: delivery.sendTarget?.timeoutMs,
  };
}

facts('response and delivery', [
  [
    '200 is success',
    'Return HTTP 200 status for successful receipt',
    async () => expect((await outcome(200)).state).toBe('succeeded'),
  ],
  ...[201, 202, 204, 299, 301, 404, 500].map(
    (code): Fact => [
      `${code} is not, and is not tried again`,
      'Return HTTP 200 status … No automatic retry mechanism',
      async () =>
        expect(await outcome(code)).toMatchObject({
          state: expect.stringMatching(/failed|dead_letter/),
          tries: 1,
        }),
    ],
  ),
  [
    'the answer may take 60 seconds',
    'Response within 60 seconds timeout',
    async () => {
      const provider = await at.serve.call('providers.get', { id: 'convocore' });
      expect(provider.delivery.timeoutMs).toBe(60_000);
      expect((await outcome(200)).policy).toMatchObject({
        timeoutMs: 60_000,
        maxAttempts: 1,
        success: '200',
      });
    },
  ],
  [
    'an empty response is acceptable',
    'Empty response body is acceptable',
    async () => expect((await outcome(200)).state).toBe('succeeded'),
  ],
  [
    'the command line obeys it too',
    'Return HTTP 200 status for successful receipt',
    async () => {
      const handler = await countingServer(status(204));
      const sent = await cli([
        'send',
        '--to',
        handler.url,
        '--provider',
        'convocore',
        '--secret',
        secret,
        '--data-dir',
        `${at.serve.dataDir}-cli`,
      ]);
      expect(sent.status).toBe(1);
      expect(handler.received).toHaveLength(1);
      await handler.close();
    },
  ],
  [
    'a policy of one’s own replaces it',
    '(ours)',
    async () => {
      const handler = await countingServer(status(204));
      const delivery = await at.serve.call('deliveries.send', {
        provider: 'convocore',
        secret,
        target: { url: handler.url },
        retryPolicy: { success: '200-299' },
      });
      expect(delivery.state).toBe('succeeded');
      await handler.close();
    },
  ],
  [
    'the order is not guaranteed',
    'Order of delivery not guaranteed',
    async () =>
      expect((await at.serve.call('providers.get', { id: 'convocore' })).delivery.ordered).toBe(false),
  ],
  [
    'a simulation of it has one attempt',
    'No automatic retry mechanism',
    async () => {
      const run = await at.serve.call('retry.simulate', { provider: 'convocore', scenario: '503', seed: 1 });
      expect(run.attempts).toHaveLength(1);
      expect(run.policyOrigin).toBe('provider');
    },
  ],
  ...['Validate the workspace secret', 'idempotency', 'asynchronously', 'log'].map(
    (word): Fact => [
      `its advice on “${word}” is told as its own`,
      'Best Practices',
      async () => {
        const said = (await statements(at.serve, 'convocore')).filter((f) =>
          f.statement.toLowerCase().includes(word.toLowerCase()),
        );
        expect(said.map((f) => f.origin)).toContain('provider');
      },
    ],
  ),
  [
    'who supports what beyond the two is our reading, and said to be',
    'Convocore Support | VF Support (icons)',
    async () => {
      const said = (await statements(at.serve, 'convocore')).filter((f) => /icons/.test(f.statement));
      expect(said.map((f) => f.origin)).toEqual(['ours']);
    },
  ],
]);

facts('the test event', [
  [
    'webhook_test is it',
    'You can test your webhook endpoint using the webhook_test event.',
    async () => {
      expect((await at.serve.call('providers.get', { id: 'convocore' })).testEvent).toBe('webhook_test');
      expect(
        JSON.parse((await sendAndCatch(at, { provider: 'convocore', secret, testEvent: true })).body).type,
      ).toBe('webhook_test');
    },
  ],
  [
    'the command line sends it when no event is named',
    'This event is sent with a simple payload',
    async () => {
      const before = at.handler.received.length;
      await cli([
        'send',
        '--to',
        at.handler.url,
        '--provider',
        'convocore',
        '--secret',
        secret,
        '--data-dir',
        `${at.serve.dataDir}-cli`,
      ]);
      expect(JSON.parse(at.handler.received[before]?.body ?? '').type).toBe('webhook_test');
    },
  ],
]);

facts('subscriptions', [
  [
    'only subscribed types are sent',
    'Only events you are subscribed to will be sent to your endpoint.',
    async () => {
      const before = at.handler.received.length;
      expect(await sendAs({ eventType: 'lead_captured', subscribedTo: ['message_received'] })).toMatchObject({
        ok: false,
        error: { code: 'not_subscribed' },
      });
      expect(at.handler.received.length).toBe(before);
      expect((await sendAs({ eventType: 'message_received', subscribedTo: ['message_received'] })).ok).toBe(
        true,
      );
    },
  ],
  [
    'one or more types can be subscribed',
    'You can subscribe to one or more event types.',
    async () => {
      const { made } = await receive(event(secret));
      const updated = await at.serve.call('endpoints.update', {
        webhookId: made.webhookId,
        subscription: { eventTypes: ['lead_captured', 'bug_reported'], platform: 'convocore' },
      });
      expect(updated.subscription).toEqual({
        eventTypes: ['lead_captured', 'bug_reported'],
        platform: 'convocore',
      });
      // Sent to that endpoint, the sender knows the subscription.
      const to = (eventType: string) =>
        at.serve.reply('deliveries.send', {
          provider: 'convocore',
          eventType,
          secret,
          target: { url: made.url },
        });
      expect((await to('bug_reported')).ok).toBe(true);
      expect(await to('message_received')).toMatchObject({ ok: false, error: { code: 'not_subscribed' } });
    },
  ],
  [
    'the test event needs no subscription',
    'verify your endpoint is reachable and correctly configured',
    async () =>
      expect((await sendAs({ eventType: 'webhook_test', subscribedTo: ['message_received'] })).ok).toBe(true),
  ],
  [
    'the command line takes a subscription',
    'To update your subscriptions, use the dashboard or API',
    async () => {
      const sent = await cli([
        'send',
        '--to',
        at.handler.url,
        '--provider',
        'convocore',
        '--event',
        'agent_created',
        '--subscribed',
        'lead_captured,client_*',
        '--secret',
        secret,
        '--data-dir',
        `${at.serve.dataDir}-cli`,
      ]);
      expect(sent.status).not.toBe(0);
      expect(sent.stderr).toMatch(/subscribed/);
    },
  ],
]);

/** Everything that shows a request. */
async function everythingShown(deliveryId: string): Promise<string> {
  const shown: unknown[] = [
    await at.serve.call('deliveries.get', { deliveryId }),
    await at.serve.call('deliveries.body', { deliveryId }),
    await at.serve.call('deliveries.search', { search: 'webhook_test' }),
  ];
  for (const format of ['curl', 'http', 'har'])
    shown.push(await at.serve.call('deliveries.copyAs', { deliveryId, format }));
  return JSON.stringify(shown);
}

facts('the secret stays secret', [
  [
    'a sent request shows it masked',
    'workspaceSecret (string): Workspace secret for verification',
    async () => {
      const { delivery } = await sendAndCatch(at, {
        provider: 'convocore',
        eventType: 'webhook_test',
        secret,
      });
      expect(await everythingShown(String(delivery.deliveryId))).not.toContain(secret);
    },
  ],
  [
    'a caught one too',
    'keep it out of logs',
    async () => {
      const { answer } = await receive(event(secret));
      const { deliveryId } = (await answer.json()) as { deliveryId: string };
      expect(await everythingShown(deliveryId)).not.toContain(secret);
    },
  ],
  [
    'what is exported holds it masked',
    'Log all incoming webhooks',
    async () => {
      await receive(event(secret));
      const dir = await testDir('convocore');
      for (const format of ['jsonl', 'har', 'curl']) {
        const file = path.join(dir, `out.${format}`);
        const made = await cli([
          'deliveries',
          'export',
          file,
          '--format',
          format,
          '--data-dir',
          at.serve.dataDir,
        ]);
        expect(made.status, made.stderr).toBe(0);
        const text = await readFile(file, 'utf8');
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 12));
      }
    },
  ],
]);
