/**
 * Alfe's agent webhooks (overview; creating and managing; delivery and signatures): every fact of its pages, as it shows over the
 * receiver, the API and the command line.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { countingServer, status } from '../support/counting-server.ts';
import { cli, type Fact, facts, sendAndCatch, stage, statements } from './facts.ts';

const at = stage();
const tags = ['generic', 'github', 'stripe', 'slack'] as const;

interface Made {
  webhookId: string;
  url: string;
  signingSecret: string;
  [field: string]: unknown;
}
const create = (input: Record<string, unknown> = {}): Promise<Made> =>
  at.serve.call('endpoints.create', { name: 'GitHub pushes', provider: 'alfe', ...input });
const sign = (body: string, key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
const post = (made: Made, body: string, headers: Record<string, string> = {}, key = made.signingSecret) =>
  fetch(made.url, { method: 'POST', headers: { 'X-Alfe-Signature-256': sign(body, key), ...headers }, body });
const body = '{"type":"build.finished","project":"website"}';
const listed = async (webhookId: string) =>
  (await at.serve.call('endpoints.list')).webhooks.find((w: Made) => w.webhookId === webhookId);

/** An endpoint that hands on to the stage's handler. */
async function forwarding(input: Record<string, unknown> = {}): Promise<Made> {
  const made = await create(input);
  await at.serve.call('endpoints.update', { webhookId: made.webhookId, forward: { url: at.handler.url } });
  return made;
}
/** Posts and waits until the handler got it. */
async function handedOn(made: Made, text: string, headers: Record<string, string> = {}) {
  const before = at.handler.received.length;
  const answer = await post(made, text, headers);
  expect(answer.status).toBe(200);
  await at.handler.receivedAtLeast(before + 1);
  const got = at.handler.received[before];
  if (!got) throw new Error('nothing was handed on');
  return { got, answer: (await answer.json()) as { received: boolean; deliveryId: string } };
}

facts('overview: addressing', [
  [
    'an address is POST /v1/hooks/<webhookId>',
    'POST https://webhooks.alfe.ai/v1/hooks/<webhookId>',
    async () => {
      const made = await create();
      expect(new URL(made.url).pathname).toBe(`/v1/hooks/${made.webhookId}`);
      expect((await post(made, body)).status).toBe(200);
    },
  ],
  [
    'the id is a random, prefixed identifier',
    'a random, prefixed identifier (for example whk_01J9Z8Q…)',
    async () => {
      const [one, two] = [await create(), await create()];
      expect(one.webhookId).toMatch(/^whk_[0-9A-HJKMNP-TV-Z]{26}$/);
      expect(one.webhookId.slice(14)).not.toBe(two.webhookId.slice(14));
    },
  ],
  [
    'it does not contain a name',
    'It does not contain your agent’s name, your tenant, or any other meaningful identity',
    async () => {
      const { url } = await create({ name: 'payments-prod' });
      expect(url).not.toMatch(/payments|prod|alfe/i);
    },
  ],
]);

facts('overview: security', [
  [
    'a signature of the exact body is accepted',
    'X-Alfe-Signature-256 header — an HMAC-SHA256 of the exact request body',
    async () => expect((await post(await create(), body)).status).toBe(200),
  ],
  [
    'the exact bytes count',
    'the raw body bytes',
    async () => {
      const made = await create();
      const changed = await fetch(made.url, {
        method: 'POST',
        headers: { 'X-Alfe-Signature-256': sign(body, made.signingSecret) },
        body: `${body}\n`,
      });
      expect(changed.status).toBe(401);
    },
  ],
  [
    'a missing signature is rejected with 401 and never delivered',
    '401 | X-Alfe-Signature-256 missing',
    async () => {
      const made = await forwarding();
      const before = at.handler.received.length;
      expect((await fetch(made.url, { method: 'POST', body })).status).toBe(401);
      const { items } = await at.serve.call('deliveries.rejected', { webhookId: made.webhookId });
      expect(items[0].reason).toBe('signature_missing');
      // What is handed on next is the next one: the rejected one is not on its way.
      const { got } = await handedOn(made, '{"next":true}');
      expect(got.body).toBe('{"next":true}');
      expect(at.handler.received.length).toBe(before + 1);
    },
  ],
  [
    'an invalid one too',
    'or it does not match',
    async () => {
      const made = await create();
      expect((await post(made, body, {}, 'another secret')).status).toBe(401);
      const { items } = await at.serve.call('deliveries.rejected', { webhookId: made.webhookId });
      expect(items[0].reason).toBe('signature_invalid');
    },
  ],
  [
    'the secret is encrypted at rest',
    'The signing secret is encrypted at rest',
    async () => {
      const { signingSecret } = await create();
      for (const file of await readdir(at.serve.dataDir, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        const bytes = await readFile(path.join(file.parentPath, file.name));
        expect(bytes.includes(signingSecret), file.name).toBe(false);
      }
    },
  ],
  [
    'the key is the secret as text and the header is sha256= and lowercase hex',
    'key = the signing secret as text, header value sha256= + lowercase hex',
    async () => {
      const secret = 'c2VjcmV0';
      const { headers } = await at.serve.call('signatures.sign', { provider: 'alfe', secret, body });
      expect(headers).toEqual({ 'X-Alfe-Signature-256': sign(body, secret) });
    },
  ],
  [
    'upper-case hex is not what its page says',
    'lowercase hex',
    async () => {
      const made = await create();
      const value = `sha256=${sign(body, made.signingSecret).slice(7).toUpperCase()}`;
      expect(
        (await fetch(made.url, { method: 'POST', headers: { 'X-Alfe-Signature-256': value }, body })).status,
      ).toBe(401);
    },
  ],
  [
    'one can verify the same signature oneself',
    'you can verify the same signature yourself',
    async () => {
      const verdict = await at.serve.call('signatures.verify', {
        provider: 'alfe',
        secret: 'k',
        body,
        headers: { 'X-Alfe-Signature-256': sign(body, 'k') },
      });
      expect(verdict.ok).toBe(true);
      const { code } = await at.serve.call('signatures.snippet', { provider: 'alfe', language: 'node' });
      expect(code.toLowerCase()).toContain('x-alfe-signature-256');
      expect(code).toContain('timingSafeEqual');
    },
  ],
]);

/** A body of each kind of caller, with the id that it stamps. */
const repeated: Record<string, (id: string) => [body: string, headers: Record<string, string>]> = {
  'X-GitHub-Delivery': (id) => [
    '{"ref":"refs/heads/main"}',
    { 'X-GitHub-Delivery': id, 'X-GitHub-Event': 'push' },
  ],
  'webhook-id': (id) => ['{"type":"a.b"}', { 'webhook-id': id }],
  'svix-id': (id) => ['{"type":"a.b"}', { 'svix-id': id }],
  'Stripe’s event id': (id) => [
    JSON.stringify({ id: `evt_${id.replaceAll('-', '')}`, object: 'event', type: 'invoice.paid' }),
    {},
  ],
};

facts('overview: providers', [
  ...tags.map(
    (tag): Fact => [
      `an endpoint can be tagged ${tag}`,
      {
        generic: 'Any service that can POST JSON (the default).',
        github: 'GitHub repository and organization events.',
        stripe: 'Stripe account events.',
        slack: 'Slack Events API.',
      }[tag],
      async () => {
        const made = await create({ tag });
        expect(await at.serve.call('endpoints.get', { webhookId: made.webhookId })).toMatchObject({
          provider: 'alfe',
          tag,
        });
      },
    ],
  ),
  [
    'generic is the default',
    'defaults to generic',
    async () => expect((await listed((await create()).webhookId)).tag).toBe('generic'),
  ],
  [
    'another tag is an error that names the four',
    'one of generic, github, stripe, or slack',
    async () => {
      const reply = await at.serve.reply('endpoints.create', { name: 'x', provider: 'alfe', tag: 'gitlab' });
      expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      expect(JSON.stringify(reply)).toMatch(/generic.*github.*stripe.*slack/);
    },
  ],
  [
    'a name is required',
    'name — a label for your own reference (required)',
    async () => {
      const reply = await at.serve.reply('endpoints.create', { provider: 'alfe' });
      expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      expect(JSON.stringify(reply)).toContain('name');
    },
  ],
  ...tags.map(
    (tag): Fact => [
      `tagged ${tag}, an endpoint is signed for as every other`,
      'Signing and delivery work the same way regardless of which provider you choose.',
      async () => {
        const made = await create({ tag });
        expect((await post(made, body)).status).toBe(200);
        expect((await fetch(made.url, { method: 'POST', body })).status).toBe(401);
        // The tag does not make it GitHub's or Stripe's scheme.
        const github = { 'X-Hub-Signature-256': sign(body, made.signingSecret) };
        expect((await fetch(made.url, { method: 'POST', headers: github, body })).status).toBe(401);
      },
    ],
  ),
  ...tags.map(
    (tag): Fact => [
      `the tag ${tag} travels with each delivery`,
      'The provider is a hint that travels with each delivery so your agent knows what kind of payload to expect.',
      async () => {
        const made = await forwarding({ tag });
        const { got, answer } = await handedOn(made, body);
        expect(got.header('x-alfe-provider')).toBe(tag);
        expect(got.body).toBe(body);
        const delivery = await at.serve.call('deliveries.get', { deliveryId: answer.deliveryId });
        expect(delivery.tag).toBe(tag);
      },
    ],
  ),
  [
    'the header that carries the tag is ours, and said to be',
    'a hint that travels with each delivery',
    async () => {
      const said = (await statements(at.serve, 'alfe')).filter((f) =>
        f.statement.includes('X-Alfe-Provider'),
      );
      expect(said.map((f) => f.origin)).toEqual(['ours']);
    },
  ],
  ...(
    [
      ['github', 'github', 'push'],
      ['stripe', 'stripe', 'invoice.paid'],
      ['slack', 'slack', 'message'],
    ] as const
  ).map(
    ([tag, from, type]): Fact => [
      `an event of tag ${tag} is one of the catalog of ${from}`,
      'what kind of payload to expect',
      async () => {
        const { events } = await at.serve.call('providers.get', { id: from });
        const own = events.find((e: { type: string }) => e.type === type) ?? events[0];
        const sent = await sendAndCatch(at, {
          provider: 'alfe',
          tag,
          eventType: own.type,
          secret: 's',
          live: false,
        });
        expect(JSON.parse(sent.body)).toEqual(own.sample);
        expect(sent.header('x-alfe-signature-256')).toBe(sign(sent.body, 's'));
        if (tag === 'github') expect(sent.header('x-github-event')).toBe('push');
        // An event of another tag is not one that such a caller sends.
        const wrong = await at.serve.reply('deliveries.send', {
          provider: 'alfe',
          tag,
          eventType: 'no.such.event',
          secret: 's',
          target: { url: at.handler.url },
        });
        expect(wrong).toMatchObject({ ok: false, error: { code: 'event_type_not_found' } });
      },
    ],
  ),
]);

facts('managing', [
  [
    'creating answers these fields',
    '"webhookId", "url", "signingSecret", "name", "provider", "active", "createdAt"',
    async () => {
      const made = await create();
      expect(made).toMatchObject({ name: 'GitHub pushes', active: true });
      for (const field of ['webhookId', 'url', 'signingSecret', 'name', 'provider', 'active', 'createdAt']) {
        expect(made).toHaveProperty(field);
      }
    },
  ],
  [
    'createdAt is ISO 8601 with milliseconds, in UTC',
    '"createdAt": "2026-07-01T12:00:00.000Z"',
    async () => expect((await create()).createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  ],
  [
    'listing gives metadata and never the secret',
    'secrets are never re-served after creation',
    async () => {
      const made = await create();
      const entry = await listed(made.webhookId);
      for (const field of [
        'webhookId',
        'name',
        'provider',
        'active',
        'createdBy',
        'createdAt',
        'updatedAt',
      ]) {
        expect(entry).toHaveProperty(field);
      }
      expect(JSON.stringify(await at.serve.call('endpoints.list'))).not.toContain(made.signingSecret);
      const { items } = await at.serve.call('deliveries.list');
      expect(JSON.stringify(items)).not.toContain(made.signingSecret);
    },
  ],
  [
    'the list stands under webhooks',
    '{ "webhooks": [ … ] }',
    async () => expect((await at.serve.call('endpoints.list')).webhooks).toBeInstanceOf(Array),
  ],
  [
    'who created it is kept',
    '"createdBy": "agent"',
    async () => {
      expect(await listed((await create({ createdBy: 'agent' })).webhookId)).toMatchObject({
        createdBy: 'agent',
      });
      expect(await listed((await create()).webhookId)).toMatchObject({ createdBy: 'user' });
    },
  ],
  [
    'the command line and the API act on the same endpoints',
    'both act on the same webhooks with the same rules',
    async () => {
      const dataDir = at.serve.dataDir;
      const made = await cli([
        'endpoints',
        'create',
        '--name',
        'By CLI',
        '--provider',
        'alfe',
        '--tag',
        'slack',
        '--json',
        '--data-dir',
        dataDir,
      ]);
      const { webhookId } = JSON.parse(made.stdout);
      expect(await listed(webhookId)).toMatchObject({ name: 'By CLI', tag: 'slack' });
      const updated = await cli([
        'endpoints',
        'update',
        webhookId,
        '--tag',
        'stripe',
        '--name',
        'Changed',
        '--json',
        '--data-dir',
        dataDir,
      ]);
      expect(updated.status, updated.stderr).toBe(0);
      expect(await listed(webhookId)).toMatchObject({ name: 'Changed', tag: 'stripe' });
    },
  ],
  [
    'rotating answers the new secret, once',
    '{ "webhookId": "whk_01J9Z8Q…", "signingSecret": "" }',
    async () => {
      const made = await create();
      const rotated = await at.serve.call('endpoints.rotateSecret', { webhookId: made.webhookId });
      expect(Object.keys(rotated).sort()).toEqual(['signingSecret', 'webhookId']);
      expect(rotated.signingSecret).not.toBe(made.signingSecret);
      expect(JSON.stringify(await listed(made.webhookId))).not.toContain(rotated.signingSecret);
    },
  ],
  [
    'rotating replaces the secret: the old one ends, the new one works',
    'Rotating replaces the webhook’s signing secret with a new one',
    async () => {
      const made = await create();
      const { signingSecret } = await at.serve.call('endpoints.rotateSecret', { webhookId: made.webhookId });
      expect((await post(made, body)).status).toBe(401);
      expect((await post(made, body, {}, signingSecret)).status).toBe(200);
    },
  ],
  [
    'url and id stay the same when rotated',
    'The webhook url and webhookId stay the same — only the secret changes.',
    async () => {
      const made = await create();
      await at.serve.call('endpoints.rotateSecret', { webhookId: made.webhookId });
      expect(await listed(made.webhookId)).toMatchObject({ url: made.url, webhookId: made.webhookId });
    },
  ],
  [
    'deleting deactivates: 404 from then on',
    'inbound requests to a deactivated or unknown webhook are rejected with 404 Not Found',
    async () => {
      const made = await create();
      expect(await at.serve.call('endpoints.deactivate', { webhookId: made.webhookId })).toMatchObject({
        active: false,
      });
      expect((await post(made, body)).status).toBe(404);
    },
  ],
  [
    'unknown and deactivated are not told apart',
    '404 | no active webhook at that address: unknown or deactivated, not told apart',
    async () => {
      const made = await create();
      await at.serve.call('endpoints.deactivate', { webhookId: made.webhookId });
      const [gone, unknown] = [
        await post(made, body),
        await fetch(made.url.replace(/.$/, 'Z').replace(/whk_./, 'whk_0'), { method: 'POST', body }),
      ];
      expect([gone.status, await gone.text()]).toEqual([unknown.status, await unknown.text()]);
    },
  ],
  [
    'a wrong signature on a deactivated one says no more',
    'not told apart',
    async () => {
      const made = await create();
      await at.serve.call('endpoints.deactivate', { webhookId: made.webhookId });
      expect((await post(made, body, {}, 'wrong')).status).toBe(404);
    },
  ],
  [
    'one is reminded to remove the URL from the service',
    'Remember to remove the URL from the external service too',
    async () => {
      const said = (await statements(at.serve, 'alfe')).find((f) => /remove the URL/.test(f.statement));
      expect(said?.origin).toBe('provider');
    },
  ],
  [
    'an endpoint that is not there is not found rather than forbidden',
    'reported as not found rather than forbidden',
    async () => {
      const reply = await at.serve.reply('endpoints.get', { webhookId: 'whk_01J9Z8QZZZZZZZZZZZZZZZZZZZ' });
      expect(reply).toMatchObject({ ok: false, error: { code: 'endpoint_not_found' } });
    },
  ],
  [
    'recent activity of one endpoint can be reviewed',
    'You can review recent delivery activity for a webhook',
    async () => {
      const made = await create();
      await post(made, body);
      const { items } = await at.serve.call('deliveries.list', { webhookId: made.webhookId });
      expect(items).toHaveLength(1);
    },
  ],
]);

facts('delivery', [
  [
    'accepted: 200 with received and deliveryId, at once',
    '200 { "received": true, "deliveryId": "whd_…" } | authentic and accepted, at once, without waiting for the agent',
    async () => {
      // A handler that never answers.
      const silent = await countingServer(() => {});
      const made = await create();
      await at.serve.call('endpoints.update', { webhookId: made.webhookId, forward: { url: silent.url } });
      const answer = await post(made, body);
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { received: true, deliveryId: expect.stringMatching(/^whd_/) },
      ]);
      await silent.close();
    },
  ],
  [
    'an agent that is online gets it at once, byte for byte',
    'Online agent: handed over at once.',
    async () => {
      const { got } = await handedOn(await forwarding(), '{ "spaced" : "körper" }\n');
      expect(got.body).toBe('{ "spaced" : "körper" }\n');
    },
  ],
  [
    'for an agent that is offline it is stored, visible, and handed over when it is back',
    'Offline agent: stored, handed over when it reconnects, visible in the delivery history.',
    async () => {
      const gone = await countingServer();
      const { port } = gone;
      await gone.close();
      const made = await create();
      await at.serve.call('endpoints.update', {
        webhookId: made.webhookId,
        forward: { url: `http://127.0.0.1:${port}/hook` },
      });
      const answer = await post(made, body);
      expect(answer.status).toBe(200);
      const { deliveryId } = (await answer.json()) as { deliveryId: string };
      await expect
        .poll(async () => (await at.serve.call('deliveries.get', { deliveryId })).state, { timeout: 20_000 })
        .toMatch(/retained|retrying/);
      const back = await countingServer(status(200), port);
      await at.serve.call('queue.retryNow', { deliveryIds: [deliveryId] });
      await back.receivedAtLeast(1);
      expect(back.received[0]?.body).toBe(body);
      await back.close();
    },
  ],
  ...Object.entries(repeated).flatMap(([name, make]): Fact[] =>
    tags.map(
      (tag): Fact => [
        `tagged ${tag}, a repeat by ${name} is answered 200 and not handed on`,
        'Alfe drops repeats where the provider stamps a stable delivery id on the request',
        async () => {
          const made = await forwarding({ tag });
          const [text, headers] = make(randomUUID());
          const before = at.handler.received.length;
          const first = await handedOn(made, text, headers);
          const again = await post(made, text, headers);
          expect(again.status).toBe(200);
          const { deliveryId } = (await again.json()) as { deliveryId: string };
          expect(await at.serve.call('deliveries.get', { deliveryId })).toMatchObject({
            duplicateOf: first.answer.deliveryId,
            attempts: 0,
          });
          await handedOn(made, '{"other":1}');
          expect(at.handler.received.length).toBe(before + 2);
        },
      ],
    ),
  ),
  [
    'without such an id nothing is dropped',
    'without one, the receiver has to be idempotent itself',
    async () => {
      const made = await forwarding();
      const text = '{"id":"order-1","type":"order.paid"}';
      const [one, two] = [await handedOn(made, text), await handedOn(made, text)];
      expect(one.answer.deliveryId).not.toBe(two.answer.deliveryId);
    },
  ],
  [
    'dropping repeats is a setting of the endpoint',
    'At-least-once: the same event can arrive again',
    async () => {
      const made = await forwarding({ tag: 'github' });
      expect(await listed(made.webhookId)).toMatchObject({ dropRepeats: true });
      await at.serve.call('endpoints.update', { webhookId: made.webhookId, dropRepeats: false });
      const headers = { 'X-GitHub-Delivery': randomUUID() };
      await handedOn(made, body, headers);
      const { answer } = await handedOn(made, body, headers);
      expect((await at.serve.call('deliveries.get', { deliveryId: answer.deliveryId })).duplicateOf).toMatch(
        /^whd_/,
      );
      const plain = await at.serve.call('endpoints.create', { name: 'GitHub', provider: 'github' });
      expect(await listed(plain.webhookId)).toMatchObject({ dropRepeats: false });
    },
  ],
  [
    'the other endpoint’s ids are its own',
    'Every webhook is scoped to one agent',
    async () => {
      const headers = { 'X-GitHub-Delivery': randomUUID() };
      await handedOn(await forwarding(), body, headers);
      await handedOn(await forwarding(), body, headers);
    },
  ],
  [
    'a repeat that carries a wrong signature is rejected, not acknowledged',
    'Requests with a missing or invalid signature are rejected and never delivered.',
    async () => {
      const made = await forwarding();
      const headers = { 'X-GitHub-Delivery': randomUUID() };
      await handedOn(made, body, headers);
      expect((await post(made, body, headers, 'wrong')).status).toBe(401);
    },
  ],
]);
