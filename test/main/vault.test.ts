import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { SecretBox } from '#main/engine/vault/secret-box.ts';
import { environmentBox, keyFileBox } from '#main/engine/vault/secret-box.ts';
import { testEngine } from '../support/engine.ts';
import { gitHubHeaders, send } from '../support/http.ts';
import { testDir } from '../support/temp-dir.ts';

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof TackleboxError ? error.code : String(error);
  }
};

describe('a secret box', () => {
  it('opens what it sealed, whatever the text', async () => {
    const box = keyFileBox(await testDir());
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (secret) => {
        expect(box.open(box.seal(secret))).toBe(secret);
      }),
    );
  });

  it('seals the same text differently each time and shows none of it', async () => {
    const box = keyFileBox(await testDir());
    const [first, second] = [box.seal('whsec_very_secret'), box.seal('whsec_very_secret')];
    expect(first.equals(second)).toBe(false);
    expect(first.includes('very_secret')).toBe(false);
  });

  it('refuses what was changed, in any byte', async () => {
    const box = keyFileBox(await testDir());
    const sealed = box.seal('secret');
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(codeOf(() => box.open(changed))).toBe('secret_undecryptable');
    }
    expect(codeOf(() => box.open(Buffer.alloc(0)))).toBe('secret_undecryptable');
  });

  it('keeps its key in a file that only its owner can read, and finds it again', async () => {
    const dir = await testDir();
    const sealed = keyFileBox(dir).seal('secret');
    const { mode, size } = statSync(path.join(dir, 'secret.key'));
    expect(mode & 0o777).toBe(0o600);
    expect(size).toBe(32);
    expect(keyFileBox(dir).open(sealed)).toBe('secret');
  });

  it('says what to do where its key file is damaged', async () => {
    const dir = await testDir();
    writeFileSync(path.join(dir, 'secret.key'), 'short');
    expect(codeOf(() => keyFileBox(dir))).toBe('secret_undecryptable');
  });

  it('made from TACKLEBOX_KEY opens with the same key and with no other', () => {
    const sealed = environmentBox('correct horse').seal('secret');
    expect(environmentBox('correct horse').open(sealed)).toBe('secret');
    expect(codeOf(() => environmentBox('wrong horse').open(sealed))).toBe('secret_undecryptable');
  });
});

describe('an engine', () => {
  it.each([
    ['a key file', {}, 'key-file'],
    ['TACKLEBOX_KEY', { key: 'k' }, 'environment'],
  ])('says that it encrypts under %s', async (_what, options, kind) => {
    const { client } = await testEngine(options);
    const { secretsAtRest } = await client.system.info({});
    expect(secretsAtRest).toMatchObject({ kind, description: expect.stringContaining('AES-256-GCM') });
  });

  it('uses the host’s keyring before any key', async () => {
    const reverse = (text: string) => [...text].reverse().join('');
    const secretBox: SecretBox = {
      kind: 'keyring',
      description: 'A keyring.',
      seal: (text) => Buffer.from(reverse(text)),
      open: (sealed) => reverse(sealed.toString()),
    };
    const { client, engine } = await testEngine({ secretBox, key: 'k' });
    const { webhookId, signingSecret } = await client.endpoints.create({ name: 'x' });
    expect((await client.system.info({})).secretsAtRest.kind).toBe('keyring');
    expect(engine.parts.history.secrets.ofEndpoint(webhookId)[0]?.sealed.toString()).toBe(
      reverse(signingSecret),
    );
  });

  it('with a lost key goes on: what needs no secret is caught, what does is put off, a new secret heals it', async () => {
    const dataDir = await testDir();
    const before = await testEngine({ dataDir });
    const open = await before.client.endpoints.create({ name: 'open' });
    const strict = await before.client.endpoints.create({ name: 'strict', provider: 'github' });
    await before.close();
    rmSync(path.join(dataDir, 'secret.key'));

    const after = await testEngine({ dataDir });
    const url = (webhookId: string) => after.engine.parts.receiver.urlsOf(webhookId).url;
    const post = (webhookId: string, secret: string) =>
      send(url(webhookId), { method: 'POST', body: '{}', headers: gitHubHeaders('{}', secret) });
    expect(await after.client.endpoints.list({})).toMatchObject({
      webhooks: [{ name: 'strict' }, { name: 'open' }],
    });
    expect((await post(open.webhookId, 'any')).status).toBe(200);
    expect((await post(strict.webhookId, strict.signingSecret)).status).toBe(502);
    const [rejected] = (await after.client.deliveries.rejected({})).items;
    expect(rejected).toMatchObject({
      reason: 'storage_failed',
      explanation: expect.stringContaining('secret.key'),
    });
    const { signingSecret } = await after.client.endpoints.rotateSecret({ webhookId: strict.webhookId });
    expect((await post(strict.webhookId, signingSecret)).status).toBe(200);
  });

  it('finds its secrets again after a restart', async () => {
    const dataDir = await testDir();
    const before = await testEngine({ dataDir });
    const { webhookId, signingSecret } = await before.client.endpoints.create({
      name: 'x',
      provider: 'github',
    });
    await before.close();
    expect(readFileSync(path.join(dataDir, 'secret.key'))).toHaveLength(32);
    const after = await testEngine({ dataDir });
    const headers = gitHubHeaders('{}', signingSecret);
    const answer = await send(after.engine.parts.receiver.urlsOf(webhookId).url, {
      method: 'POST',
      body: '{}',
      headers,
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['github', /^[0-9a-f]{64}$/],
    ['standard-webhooks', /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/],
    ['stripe', /^whsec_/],
    ['generic', /^[0-9a-f]{64}$/],
  ])('makes a secret for %s in its form', async (provider, form) => {
    const { client } = await testEngine();
    expect((await client.endpoints.create({ name: 'x', provider })).signingSecret).toMatch(form);
  });
});
