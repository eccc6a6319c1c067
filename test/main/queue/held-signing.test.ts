import { createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

/** As GitHub's documents have it: the hex HMAC-SHA256 of the body. */
const githubSignature = (secret: string, body: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** One request in the hold queue of a paused endpoint, signed or not. */
async function heldRequest({ signed = true, provider = 'github' } = {}) {
  const server = await countingServer();
  onTestFinished(server.close);
  const test = await testEngine();
  const { client } = test;
  const { url, webhookId, signingSecret } = await client.endpoints.create({ name: 'Held', provider });
  await client.endpoints.update({
    webhookId,
    enforce: 'never',
    forward: { routes: [{ target: { url: server.url } }], paused: true },
  });
  const body = '{"action":"created"}';
  const signature = { 'X-Hub-Signature-256': githubSignature(signingSecret, body) };
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'star',
    ...(signed ? signature : {}),
  };
  await send(url, { method: 'POST', body, headers });
  await test.event('delivery.changed', ({ state }) => state === 'held');
  const [attempt] = (await client.queue.held({ webhookId })).items;
  const attemptId = attempt?.attemptId ?? '';
  const released = async () => {
    await client.queue.release({ attemptIds: [attemptId] });
    await server.receivedAtLeast(1);
    const { body = '', header } = server.received[0] ?? {};
    return { body, signature: header?.('x-hub-signature-256') };
  };
  return { client, webhookId, signingSecret, attemptId, released };
}

const edited = '{"action":"deleted"}';

describe('an edited held delivery', () => {
  it('is signed anew with the stored secret, without being asked to', async () => {
    const { client, attemptId, signingSecret, released } = await heldRequest();
    const after = await client.queue.edit({ attemptId, body: edited });
    expect(after).toMatchObject({ edited: true, signedAnew: true });
    expect(await released()).toEqual({ body: edited, signature: githubSignature(signingSecret, edited) });
  });

  it('keeps its old signature where one says so', async () => {
    const { client, attemptId, signingSecret, released } = await heldRequest();
    const after = await client.queue.edit({ attemptId, body: edited, resign: false });
    expect(after.signedAnew).toBe(false);
    const old = githubSignature(signingSecret, '{"action":"created"}');
    expect(await released()).toEqual({ body: edited, signature: old });
  });

  it('is signed with what is named instead: a secret, or that of another endpoint', async () => {
    const { client, attemptId, released } = await heldRequest();
    const other = await client.endpoints.create({ name: 'Other', provider: 'github' });
    await client.queue.edit({ attemptId, body: 'first', resign: { secret: 'given' } });
    await client.queue.edit({ attemptId, body: edited, resign: { secretOf: other.webhookId } });
    expect(await released()).toEqual({
      body: edited,
      signature: githubSignature(other.signingSecret, edited),
    });
  });

  it('that came without a signature goes without one, unless asked', async () => {
    const { client, attemptId, signingSecret, released } = await heldRequest({ signed: false });
    expect((await client.queue.edit({ attemptId, body: 'first' })).signedAnew).toBe(false);
    await client.queue.edit({ attemptId, body: edited, resign: {} });
    expect(await released()).toEqual({ body: edited, signature: githubSignature(signingSecret, edited) });
  });

  it('is not changed where what was asked for cannot be signed', async () => {
    const { client, attemptId } = await heldRequest();
    const wrong = client.queue.edit({
      attemptId,
      body: edited,
      resign: { provider: 'svix', secret: 'whsec_%' },
    });
    await expect(wrong).rejects.toMatchObject({ code: 'secret_malformed' });
    expect((await client.queue.heldRequest({ attemptId })).body.data).toBe('{"action":"created"}');
  });
});
