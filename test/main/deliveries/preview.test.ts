import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';

async function target() {
  const server = await countingServer();
  onTestFinished(server.close);
  return server;
}

const event = { provider: 'github', eventType: 'star', payload: { action: 'created' } };

describe('a preview', () => {
  it('is what a send puts on the wire, and sends nothing', async () => {
    const server = await target();
    const { client } = await testEngine();
    const input = { ...event, secret: 's3cret', target: { url: server.url } };
    const preview = await client.deliveries.preview(input);
    expect(server.received).toHaveLength(0);
    const sent = await client.deliveries.send(input);
    const made = sent.attemptList[0]?.request;
    const signature = (headers: [string, string][]) =>
      headers.find(([name]) => name.toLowerCase() === 'x-hub-signature-256');
    expect(signature(preview.rawHeaders)).toEqual(signature(made?.rawHeaders ?? []));
    expect(preview.body.data).toBe(made?.body.data);
    expect(preview).toMatchObject({ signed: true, masked: false, problem: null });
    expect(preview.signedHeaders).toContain('x-hub-signature-256');
    expect((await client.deliveries.list({ direction: 'out' })).items).toHaveLength(1);
  });

  it('shows no signature that a stored secret made', async () => {
    const { client } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'Stars', provider: 'github' });
    for (const by of [{ target: { url } }, { target: { url: 'http://127.0.0.1:9/' }, secretOf: webhookId }]) {
      const preview = await client.deliveries.preview({ ...event, ...by });
      expect(preview).toMatchObject({ signed: true, masked: true, problem: null });
      const value = preview.rawHeaders.find(([name]) => name.toLowerCase() === 'x-hub-signature-256')?.[1];
      expect(value).toBe('••••••••');
    }
  });

  it('shows no stored secret that travels as it is: in a header, in the body', async () => {
    const { client } = await testEngine();
    for (const provider of ['gitlab', 'convocore']) {
      const { webhookId, signingSecret } = await client.endpoints.create({ name: provider, provider });
      const preview = await client.deliveries.preview({
        provider,
        payload: { event: 'test', secret: '' },
        secretOf: webhookId,
        target: { url: 'http://127.0.0.1:9/' },
      });
      expect(JSON.stringify(preview)).not.toContain(signingSecret);
    }
  });

  it('says what keeps the event from being signed, and shows the rest', async () => {
    const { client } = await testEngine();
    const preview = await client.deliveries.preview({
      provider: 'svix',
      payload: {},
      secret: 'whsec_%%%',
      target: { url: 'http://127.0.0.1:9/' },
    });
    expect(preview).toMatchObject({ signed: false, problem: { code: 'secret_malformed' } });
    expect(preview.body.data).toBe('{}');
  });
});

describe('signing anew', () => {
  it('uses the secret that the endpoint keeps, so that nobody copies one', async () => {
    const server = await target();
    const { client } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'Stars', provider: 'github' });
    await client.deliveries.send({ ...event, target: { url } });
    const caught = (await client.deliveries.list({ direction: 'in' })).items[0];
    await client.deliveries.replay({
      deliveryId: caught?.deliveryId ?? '',
      target: { url: server.url },
      resign: {},
      edit: { body: '{"action":"deleted"}' },
    });
    const received = server.received[0];
    const verdict = await client.signatures.verify({
      webhookId,
      body: '{"action":"deleted"}',
      headers: received?.rawHeaders ?? [],
    });
    expect(verdict.ok).toBe(true);
  });

  it('uses the secret of the endpoint that is named, and says where there is none', async () => {
    const server = await target();
    const { client } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'Stars', provider: 'github' });
    const sent = await client.deliveries.send({ ...event, target: { url: server.url }, secretOf: webhookId });
    const { rawHeaders, body } = server.received[0] ?? { rawHeaders: [], body: Buffer.alloc(0) };
    const verdict = await client.signatures.verify({ webhookId, body: body.toString(), headers: rawHeaders });
    expect(sent.signed && verdict.ok).toBe(true);

    const bare = await client.deliveries.send({ payload: {}, target: { url: server.url } });
    await expect(
      client.deliveries.replay({ deliveryId: bare.deliveryId, target: { url: server.url }, resign: {} }),
    ).rejects.toMatchObject({ code: 'secret_missing' });
  });
});
