import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { gitHubHeaders, send } from '../support/http.ts';

const alfeSignature = (body: string, secret: string) => ({
  'X-Alfe-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  send(url, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });

const body = '{"type":"ping","n":1}';

/** Every byte that the engine keeps in its folder. */
function storedBytes({ dataDir }: TestEngine): Buffer {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Buffer.concat(files.map((file) => readFileSync(path.join(file.parentPath, file.name))));
}

describe('creating an endpoint', () => {
  it('answers with the address to register and the secret, in the fields that Alfe documents', async () => {
    const { client, port } = await testEngine();
    const made = await client.endpoints.create({ name: 'GitHub pushes', provider: 'github' });
    expect(made).toEqual({
      webhookId: expect.stringMatching(/^whk_[0-9A-HJKMNP-TV-Z]{26}$/),
      url: `http://127.0.0.1:${port}/v1/hooks/${made.webhookId}`,
      signingSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'GitHub pushes',
      provider: 'github',
      active: true,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('is generic when no provider is named', async () => {
    const { client } = await testEngine();
    expect(await client.endpoints.create({ name: 'anything' })).toMatchObject({ provider: 'generic' });
  });

  it('needs a name', async () => {
    const { client } = await testEngine();
    await expect(client.endpoints.create({ name: '  ' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('refuses a provider that it does not know and names those near to it', async () => {
    const { client } = await testEngine();
    await expect(client.endpoints.create({ name: 'x', provider: 'githup' })).rejects.toMatchObject({
      code: 'provider_not_found',
      message: expect.stringContaining('github'),
    });
  });

  it.each([
    ['generic', 'when-signed'],
    ['github', 'always'],
    ['alfe', 'always'],
  ])('of %s checks signatures %s', async (provider, enforce) => {
    const { client } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'x', provider });
    expect(await client.endpoints.get({ webhookId })).toMatchObject({ enforce });
  });

  it('takes a secret that the provider made', async () => {
    const { client } = await testEngine();
    const { url, signingSecret } = await client.endpoints.create({
      name: 'x',
      provider: 'github',
      secret: "It's a Secret to Everybody",
    });
    expect(signingSecret).toBe("It's a Secret to Everybody");
    expect((await post(url, body, gitHubHeaders(body, signingSecret))).status).toBe(200);
  });
});

describe('a secret', () => {
  it('is shown once and is in no later answer, no event and no file', async () => {
    const opened = await testEngine();
    const { client, seen } = opened;
    const { webhookId, url, signingSecret } = await client.endpoints.create({ name: 'x', provider: 'alfe' });
    await post(url, body, alfeSignature(body, signingSecret));
    await post(url, body, alfeSignature(body, 'another'));
    await opened.event('delivery.rejected');
    const served = JSON.stringify([
      await client.endpoints.list({}),
      await client.endpoints.get({ webhookId }),
      await client.endpoints.deactivate({ webhookId }),
      await client.deliveries.list({}),
      await client.deliveries.rejected({}),
      await client.system.info({}),
      seen,
    ]);
    expect(served).not.toContain(signingSecret);
    await opened.close();
    expect(storedBytes(opened).includes(signingSecret)).toBe(false);
  });

  it('is replaced by a rotation: the new one is accepted, the old one no more', async () => {
    const { client } = await testEngine();
    const { webhookId, url, signingSecret } = await client.endpoints.create({ name: 'x', provider: 'alfe' });
    const rotated = await client.endpoints.rotateSecret({ webhookId });
    expect(Object.keys(rotated).sort()).toEqual(['signingSecret', 'webhookId']);
    expect(rotated.signingSecret).not.toBe(signingSecret);
    expect((await client.endpoints.get({ webhookId })).url).toBe(url);
    expect((await post(url, body, alfeSignature(body, signingSecret))).status).toBe(401);
    expect((await post(url, body, alfeSignature(body, rotated.signingSecret))).status).toBe(200);
  });

  it('goes on being accepted for the overlap of a rotation, and not longer', async () => {
    let nowMs = Date.parse('2026-07-01T12:00:00Z');
    const { client } = await testEngine({ clock: { nowMs: () => nowMs } });
    const { webhookId, url, signingSecret } = await client.endpoints.create({ name: 'x', provider: 'alfe' });
    const { signingSecret: fresh } = await client.endpoints.rotateSecret({ webhookId, overlapSeconds: 60 });
    const { secretFingerprints } = await client.endpoints.get({ webhookId });
    expect(secretFingerprints).toHaveLength(2);
    nowMs += 59_000;
    expect((await post(url, body, alfeSignature(body, signingSecret))).status).toBe(200);
    nowMs += 1_000;
    expect((await post(url, body, alfeSignature(body, signingSecret))).status).toBe(401);
    expect((await post(url, body, alfeSignature(body, fresh))).status).toBe(200);
    expect((await client.endpoints.get({ webhookId })).secretFingerprints).toHaveLength(1);
  });

  it('can be set to the one that the provider made', async () => {
    const { client } = await testEngine();
    const { webhookId, url } = await client.endpoints.create({ name: 'x', provider: 'github' });
    expect(await client.endpoints.setSecret({ webhookId, secret: 'theirs' })).not.toHaveProperty(
      'signingSecret',
    );
    expect((await post(url, body, gitHubHeaders(body, 'theirs'))).status).toBe(200);
  });
});

describe('a delivery', () => {
  it('with a signature that holds is answered 200 with its id, and kept', async () => {
    const { client } = await testEngine();
    const { url, webhookId, signingSecret } = await client.endpoints.create({ name: 'x', provider: 'alfe' });
    const answer = await post(url, body, alfeSignature(body, signingSecret));
    const { items } = await client.deliveries.list({ webhookId });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ received: true, deliveryId: items[0]?.deliveryId });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      verdict: 'verified',
      status: 200,
      state: 'received',
      bodyBytes: body.length,
    });
  });

  it('without a signature, or with a wrong one, is answered 401 alike and not kept as a delivery', async () => {
    const { client } = await testEngine();
    const { url } = await client.endpoints.create({ name: 'x', provider: 'alfe' });
    const missing = await post(url, body);
    const wrong = await post(url, body, alfeSignature(body, 'not it'));
    expect([missing.status, wrong.status]).toEqual([401, 401]);
    expect(missing.text).toBe('{"error":"unauthorized"}');
    expect(wrong.text).toBe(missing.text);
    expect((await client.deliveries.list({})).items).toEqual([]);
    const { items } = await client.deliveries.rejected({});
    expect(items.map(({ reason }) => reason)).toEqual(['signature_invalid', 'signature_missing']);
  });

  it('to an unknown and to a deactivated endpoint is answered 404 with identical bytes, and told apart only here', async () => {
    const { client, port } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'x' });
    await client.endpoints.deactivate({ webhookId });
    const inactive = await post(url, body);
    const unknown = await post(`http://127.0.0.1:${port}/v1/hooks/whk_01J9Z8Q0000000000000000000`, body);
    const withoutDate = ({ date: _date, ...headers }: Record<string, unknown>) => headers;
    expect([inactive.status, unknown.status]).toEqual([404, 404]);
    expect(inactive.text).toBe(unknown.text);
    expect(withoutDate(inactive.headers)).toEqual(withoutDate(unknown.headers));
    const { items } = await client.deliveries.rejected({});
    expect(items.map(({ reason }) => reason)).toEqual(['unknown_endpoint', 'inactive_endpoint']);
  });

  it('is accepted again after the endpoint is reactivated', async () => {
    const { client } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'x' });
    expect(await client.endpoints.deactivate({ webhookId })).toMatchObject({ active: false });
    expect((await post(url, body)).status).toBe(404);
    expect(await client.endpoints.reactivate({ webhookId })).toMatchObject({ active: true });
    expect((await post(url, body)).status).toBe(200);
  });

  it('that repeats a provider’s delivery id is kept and marked as a duplicate of the first', async () => {
    const { client } = await testEngine();
    const { url, signingSecret } = await client.endpoints.create({ name: 'x', provider: 'github' });
    for (let i = 0; i < 2; i++) {
      expect((await post(url, body, gitHubHeaders(body, signingSecret))).status).toBe(200);
    }
    const { items } = await client.deliveries.list({});
    expect(items.map(({ duplicateOf }) => duplicateOf)).toEqual([items[1]?.deliveryId, null]);
    expect(items.map(({ state }) => state)).toEqual(['received', 'received']);
  });

  it('to a generic endpoint is caught without a signature, and rejected with a wrong one', async () => {
    const { client } = await testEngine();
    const { url, signingSecret } = await client.endpoints.create({ name: 'x' });
    expect((await post(url, body)).status).toBe(200);
    expect((await post(url, body, alfeSignature(body, signingSecret))).status).toBe(200);
    expect((await post(url, body, alfeSignature(body, 'wrong'))).status).toBe(401);
    const { items } = await client.deliveries.list({});
    expect(items.map(({ verdict }) => verdict)).toEqual(['verified', 'unverified']);
  });

  it('to an endpoint that enforces nothing is caught with a wrong signature and shown as failed', async () => {
    const { client } = await testEngine();
    const { url } = await client.endpoints.create({ name: 'x', provider: 'github', enforce: false });
    expect((await post(url, body, gitHubHeaders(body, 'wrong'))).status).toBe(200);
    const { items } = await client.deliveries.list({});
    expect(items[0]).toMatchObject({ verdict: 'failed', eventType: 'push' });
  });

  it('to a generic endpoint says which provider it looks like', async () => {
    const { client } = await testEngine();
    const { url } = await client.endpoints.create({ name: 'x' });
    await post(url, body, gitHubHeaders(body, 'x'));
    expect((await client.deliveries.list({})).items[0]).toMatchObject({ looksLike: 'github' });
  });
});

describe('listing', () => {
  it('shows each endpoint’s metadata, newest first, with its activity', async () => {
    const { client } = await testEngine();
    const first = await client.endpoints.create({ name: 'first', createdBy: 'agent' });
    const second = await client.endpoints.create({ name: 'second' });
    await post(first.url, body);
    const { webhooks } = await client.endpoints.list({});
    expect(webhooks.map(({ name }) => name)).toEqual(['second', 'first']);
    expect(webhooks[1]).toMatchObject({
      webhookId: first.webhookId,
      url: first.url,
      provider: 'generic',
      active: true,
      createdBy: 'agent',
      createdAt: first.createdAt,
      updatedAt: first.createdAt,
      deliveries: 1,
      lastDeliveryAt: expect.any(String),
    });
    expect(webhooks[0]).toMatchObject({ webhookId: second.webhookId, deliveries: 0, lastDeliveryAt: null });
  });

  it.each(['get', 'rotateSecret', 'deactivate', 'reactivate'] as const)(
    'endpoints.%s of an unknown id is endpoint_not_found',
    async (method) => {
      const { client } = await testEngine();
      await expect(client.endpoints[method]({ webhookId: 'whk_0' })).rejects.toMatchObject({
        code: 'endpoint_not_found',
      });
    },
  );
});

describe('changing an endpoint', () => {
  it('keeps what is not named', async () => {
    const { client } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'x', provider: 'github' });
    await client.endpoints.update({ webhookId, answer: { kind: 'fixed', status: 202 } });
    expect(await client.endpoints.update({ webhookId, name: 'renamed' })).toMatchObject({
      name: 'renamed',
      provider: 'github',
      answer: { kind: 'fixed', status: 202 },
    });
  });

  it('takes effect on the next request', async () => {
    const { client } = await testEngine();
    const { webhookId, url } = await client.endpoints.create({ name: 'x' });
    await post(url, body);
    await client.endpoints.update({ webhookId, enforce: true });
    expect((await post(url, body)).status).toBe(401);
  });

  it('checks by a scheme of its own in place of the provider’s', async () => {
    const { client } = await testEngine();
    const { webhookId, url, signingSecret } = await client.endpoints.create({ name: 'x' });
    await client.endpoints.update({
      webhookId,
      scheme: { kind: 'static-token', header: 'X-Token' },
      enforce: true,
    });
    expect((await post(url, body, { 'X-Token': signingSecret })).status).toBe(200);
    expect((await post(url, body, { 'X-Token': 'wrong' })).status).toBe(401);
    expect((await post(url, body, alfeSignature(body, signingSecret))).status).toBe(401);
  });

  it('refuses an answer with a header that HTTP can’t carry, and says where', async () => {
    const { client } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'x' });
    const answer = {
      kind: 'fixed' as const,
      headers: [['X-Bad', 'a\r\nX-Injected: 1']] as [string, string][],
    };
    await expect(client.endpoints.update({ webhookId, answer })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('answer.headers.0'),
    });
  });

  it('tells who listens', async () => {
    const opened = await testEngine();
    const { webhookId } = await opened.client.endpoints.create({ name: 'x' });
    await opened.client.endpoints.deactivate({ webhookId });
    const { endpoint } = await opened.event('endpoint.changed', (event) => !event.endpoint.active);
    expect(endpoint.webhookId).toBe(webhookId);
  });
});

describe('another provider', () => {
  it('leaves what the endpoint accepts as it was', async () => {
    const { client } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'x', provider: 'generic' });
    const { enforce } = await client.endpoints.get({ webhookId });
    const adopted = await client.endpoints.update({ webhookId, provider: 'github' });
    expect(adopted).toMatchObject({ provider: 'github', enforce });
    const chosen = await client.endpoints.update({ webhookId, provider: 'stripe', enforce: 'never' });
    expect(chosen).toMatchObject({ provider: 'stripe', enforce: 'never' });
  });
});
