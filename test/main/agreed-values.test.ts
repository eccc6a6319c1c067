import { createHash, createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../support/counting-server.ts';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';

/** A token as LiveKit's documents describe it: HS256, the API key as issuer, the body's digest as a claim. */
function liveKitToken(apiKey: string, secret: string, body: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: apiKey,
    nbf: nowSeconds,
    exp: nowSeconds + 300,
    sha256: createHash('sha256').update(body).digest('base64'),
  };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const body = '{"event":"room_started","id":"EV_1"}';
const issuerOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).iss as string;

it.each(['create', 'update'] as const)(
  'a value agreed on at %s is checked, signed with, shown as a mask and sealed',
  async (when) => {
    const { client, dataDir } = await testEngine();
    const target = await countingServer();
    onTestFinished(target.close);
    const handshake = { apiKey: 'APIagreedUpon' };
    const { webhookId, url, signingSecret } = await client.endpoints.create({
      name: 'Rooms',
      provider: 'livekit',
      ...(when === 'create' ? { handshake } : {}),
    });
    if (when === 'update') await client.endpoints.update({ webhookId, handshake });

    const post = (apiKey: string) =>
      send(url, {
        method: 'POST',
        headers: [['Authorization', liveKitToken(apiKey, signingSecret, body)]],
        body,
      });
    expect((await post('APIagreedUpon')).status).toBe(200);
    expect((await post('APIofAnother')).status).toBe(401);

    // Sent to the endpoint, and to elsewhere with its secret, it is signed with what was agreed.
    const sent = await client.deliveries.send({ provider: 'livekit', target: { url } });
    expect(sent.status).toBe(200);
    await client.deliveries.send({ provider: 'livekit', secretOf: webhookId, target: { url: target.url } });
    const [, token = ''] =
      target.received[0]?.rawHeaders.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
    expect(issuerOf(token)).toBe('APIagreedUpon');

    const endpoint = await client.endpoints.get({ webhookId });
    expect(endpoint.handshake).toEqual({ apiKey: '••••••••' });
    for (const name of await readdir(dataDir)) {
      const text = await readFile(path.join(dataDir, name)).catch(() => Buffer.alloc(0));
      if (name === 'secret.key') continue;
      const rows = text.toString('latin1');
      expect(rows.includes('"apiKey":"APIagreedUpon"'), name).toBe(false);
    }
  },
);
