import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mask } from '#core/http/mask.ts';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';

const challenge = (token: string) => `?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`;

async function endpointOf({ client }: TestEngine, provider: string, handshake: Record<string, string>) {
  const made = await client.endpoints.create({ name: 'x', provider });
  await client.endpoints.update({ webhookId: made.webhookId, handshake });
  return made;
}

describe('values agreed on for handshakes', () => {
  it('answer Meta’s challenge with the right verify token and reject another one with 403', async () => {
    const engine = await testEngine();
    const { webhookId, url } = await endpointOf(engine, 'meta', { verifyToken: 'meatyhamhock' });
    const right = await send(url + challenge('meatyhamhock'));
    expect([right.status, right.text]).toEqual([200, '1158201444']);
    expect((await send(url + challenge('other'))).status).toBe(403);
    const { items } = await engine.client.deliveries.list({ webhookId });
    expect(items).toMatchObject([{ verdict: 'handshake' }]);
    const { items: rejected } = await engine.client.deliveries.rejected({});
    expect(rejected).toMatchObject([{ status: 403, explanation: expect.stringContaining('token') }]);
  });

  it('accept any verify token until one is set', async () => {
    const { client } = await testEngine();
    const { url } = await client.endpoints.create({ name: 'x', provider: 'whatsapp' });
    expect((await send(url + challenge('anything'))).status).toBe(200);
  });

  it('go into the answers that need them', async () => {
    const engine = await testEngine();
    const token = 'a'.repeat(40);
    const ebay = await endpointOf(engine, 'ebay', { verifyToken: token });
    const response = createHash('sha256').update(`a8628072${token}${ebay.url}`).digest('hex');
    const answer = await send(`${ebay.url}?challenge_code=a8628072`);
    expect(JSON.parse(answer.text)).toEqual({ challengeResponse: response });

    const braintree = await endpointOf(engine, 'braintree', { publicKey: 'integration_public_key' });
    const key = createHash('sha1').update(braintree.signingSecret).digest();
    const signature = createHmac('sha1', key).update('20f9f8ed05f77439fe955c977e4c8a53').digest('hex');
    const answered = await send(`${braintree.url}?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53`);
    expect(answered.text).toBe(`integration_public_key|${signature}`);
  });

  it('survive a restart, and go with the provider they were agreed on with; they are never shown', async () => {
    const first = await testEngine();
    const { webhookId } = await endpointOf(first, 'meta', { verifyToken: 'meatyhamhock' });
    await first.close();
    const { client } = await testEngine({ dataDir: first.dataDir });
    const { url, handshake } = await client.endpoints.get({ webhookId });
    expect(handshake).toEqual({ verifyToken: mask });
    expect((await client.endpoints.update({ webhookId, name: 'y' })).handshake).toEqual({
      verifyToken: mask,
    });
    expect((await send(url + challenge('meatyhamhock'))).status).toBe(200);
    expect((await send(url + challenge('other'))).status).toBe(403);
    expect((await client.endpoints.update({ webhookId, provider: 'strava' })).handshake).toEqual({});
  });

  it('may not be empty', async () => {
    const engine = await testEngine();
    await expect(endpointOf(engine, 'meta', { verifyToken: '' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
