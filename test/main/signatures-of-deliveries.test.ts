import { createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../support/counting-server.ts';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';

const githubSignature = (secret: string, body: string | Uint8Array) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** Bytes that no text holds. */
const bytes = Uint8Array.of(0x7b, 0xff, 0xfe, 0x00, 0x7d);

async function caught(body: Uint8Array, signWith?: string) {
  const { client } = await testEngine();
  const made = await client.endpoints.create({ name: 'Stars', provider: 'github' });
  await client.endpoints.update({ webhookId: made.webhookId, enforce: 'never' });
  const headers = {
    'X-GitHub-Event': 'star',
    'X-Hub-Signature-256': githubSignature(signWith ?? made.signingSecret, body),
  };
  await send(made.url, { method: 'POST', body: Buffer.from(body), headers });
  const [delivery] = (await client.deliveries.list({ direction: 'in' })).items;
  return { client, ...made, deliveryId: delivery?.deliveryId ?? '' };
}

describe('a delivery named to be verified', () => {
  it('is checked as it was on the wire, by what its endpoint keeps', async () => {
    const { client, deliveryId } = await caught(bytes);
    expect(await client.signatures.verify({ deliveryId })).toMatchObject({ ok: true, code: 'genuine' });
  });

  it('is checked by what is named instead, and told why it fails', async () => {
    const { client, deliveryId } = await caught(bytes, 'key');
    const by = { provider: 'github', deliveryId };
    expect(await client.signatures.verify({ ...by, secret: 'key' })).toMatchObject({ ok: true });
    expect(await client.signatures.verify({ ...by, secret: 'key\n' })).toMatchObject({
      ok: false,
      diagnosis: { causes: [{ id: 'secret-newline', proven: true }] },
    });
    expect(await client.signatures.verify({ ...by })).toMatchObject({ ok: false, code: 'secret_missing' });
  });

  it('that was sent is checked as it went out, signature included', async () => {
    const server = await countingServer();
    onTestFinished(server.close);
    const { client } = await testEngine();
    const { deliveryId } = await client.deliveries.send({
      provider: 'stripe',
      eventType: 'charge.succeeded',
      secret: 'whsec_sent',
      target: { url: server.url },
    });
    expect(await client.signatures.verify({ deliveryId, secret: 'whsec_sent' })).toMatchObject({ ok: true });
    expect(await client.signatures.verify({ deliveryId, secret: 'whsec_other' })).toMatchObject({
      ok: false,
    });
  });

  it('is told by its look without its bytes being handed in', async () => {
    const { client, deliveryId } = await caught(bytes);
    expect(await client.providers.detect({ deliveryId })).toMatchObject({ provider: 'github' });
  });

  it('is the only request of a check', async () => {
    const { client, deliveryId } = await caught(bytes);
    for (const given of [{ body: '' }, { headers: {} }, { url: 'http://a.test/' }, { method: 'PUT' }]) {
      await expect(client.signatures.verify({ deliveryId, ...given })).rejects.toMatchObject({
        code: 'invalid_input',
        details: { issues: [{ path: 'deliveryId' }] },
      });
    }
    await expect(client.signatures.verify({ provider: 'github' })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { issues: [{ path: 'headers' }] },
    });
    const unknown = deliveryId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await expect(client.signatures.verify({ deliveryId: unknown })).rejects.toMatchObject({
      code: 'delivery_not_found',
    });
  });
});
