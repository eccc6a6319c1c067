import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContractClient } from '#core/contract/client.ts';
import type { ContractClient } from '#core/contract/index.ts';
import { mask } from '#core/http/mask.ts';
import { createEngine } from '#main/engine/create-engine.ts';
import type { Engine } from '#main/engine/engine.ts';
import { makeCertificate } from '../../support/self-signed.ts';
import { makeTempDir, removeDir } from '../../support/temp-dir.ts';

const authority = makeCertificate({ name: 'Private Root', isAuthority: true });
const stranger = makeCertificate({ name: 'Stranger Root', isAuthority: true });
const server = makeCertificate({ name: 'handler', hosts: ['localhost', '127.0.0.1'], issuer: authority });
const caller = makeCertificate({ name: 'Ada’s Tacklebox', issuer: authority });
const impostor = makeCertificate({ name: 'Somebody', issuer: stranger });

describe('what a send trusts, and what it offers', () => {
  let engine: Engine;
  let client: ContractClient;
  let dir: string;
  const closers: (() => void)[] = [];

  beforeAll(async () => {
    dir = await makeTempDir('client-trust');
    engine = await createEngine({
      host: 'serve',
      version: '0',
      dataDir: dir,
      receiverPort: 0,
      receiverTls: true,
      receiverTlsPort: 0,
    });
    client = createContractClient((name, input) => engine.dispatch(name, input));
  });
  afterAll(async () => {
    await engine?.close();
    for (const close of closers) close();
    await removeDir(dir);
  });

  /** A server that answers with whose certificate it was shown, or redirects to `location`. */
  async function start(options: ServerOptions, location?: string): Promise<string> {
    const made = createHttpsServer(
      { cert: server.cert, key: server.key, ...options },
      (request, response) => {
        const name = (request.socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? 'nobody';
        response.writeHead(location === undefined ? 200 : 307, location === undefined ? {} : { location });
        response.end(name);
      },
    );
    made.on('tlsClientError', () => {});
    made.listen(0, '127.0.0.1');
    await once(made, 'listening');
    closers.push(() => made.close());
    const address = made.address();
    return `https://localhost:${typeof address === 'object' && address ? address.port : 0}/`;
  }
  const demanding = { requestCert: true, rejectUnauthorized: true, ca: [authority.cert] };

  const sendTo = async (target: { url: string } & Record<string, unknown>) => {
    const sent = await client.deliveries.send({
      provider: 'generic',
      target,
      retryPolicy: { maxAttempts: 1 },
    });
    return { sent, outcome: sent.attemptList[0]?.outcome };
  };

  test('its own receiver is trusted without a word from the user', async () => {
    const { url } = await client.tls.info({});
    const { webhookId, signingSecret } = await client.endpoints.create({ name: 'Mine', provider: 'alfred' });
    for (const base of [url ?? '', (url ?? '').replace('localhost', '127.0.0.1')]) {
      const sent = await client.deliveries.send({
        provider: 'alfred',
        secret: signingSecret,
        target: { url: `${base}/v1/hooks/${webhookId}` },
      });
      expect(sent.attemptList[0]?.outcome).toMatchObject({ kind: 'responded', status: 200 });
    }
    const { items } = await client.deliveries.list({ webhookId });
    expect(items.map(({ verdict }) => verdict)).toEqual(['verified', 'verified']);
  });

  test('what only claims to be issued by its own authority is not trusted', async () => {
    const { certificate } = await client.tls.info({});
    const name = /^CN=(.*)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? '';
    expect(name).toContain('Tacklebox on');
    const forged = makeCertificate({ name: 'x', hosts: ['localhost'], issuer: { ...stranger, name } });
    const { outcome } = await sendTo({ url: await start({ cert: forged.cert, key: forged.key }) });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'tls' });
  });

  test('an authority given with a target is trusted there, and nowhere else', async () => {
    const url = await start({});
    const tls = { authorities: authority.cert };
    expect((await sendTo({ url })).outcome).toMatchObject({ cause: 'incomplete-chain' });
    expect((await sendTo({ url, tls })).outcome).toMatchObject({ kind: 'responded', status: 200 });
    expect((await sendTo({ url, tls: { authorities: stranger.cert } })).outcome).toMatchObject({
      cause: 'incomplete-chain',
    });
    expect((await sendTo({ url })).outcome).toMatchObject({ cause: 'incomplete-chain' });
  });

  test('an authority set for a host is trusted there by every send, until it is removed', async () => {
    const url = await start({});
    const { host } = new URL(url);
    const made = await client.tls.setHost({ host, authorities: authority.cert });
    expect(made).toMatchObject({ host, hasKey: false, authorities: [{ subject: 'CN=Private Root' }] });
    expect((await sendTo({ url })).outcome).toMatchObject({ kind: 'responded' });
    const elsewhere = await start({});
    expect((await sendTo({ url: elsewhere })).outcome).toMatchObject({ cause: 'incomplete-chain' });
    await client.tls.removeHost({ host });
    expect((await sendTo({ url })).outcome).toMatchObject({ cause: 'incomplete-chain' });
    expect(await client.tls.removeHost({ host })).toEqual({ removed: false });
  });

  test('a client certificate is offered where a target brings it, and its key is shown nowhere', async () => {
    const url = await start(demanding);
    const tls = { authorities: authority.cert, certificate: caller.cert, key: caller.key };
    const { sent, outcome } = await sendTo({ url, tls });
    expect(outcome).toMatchObject({ kind: 'responded', status: 200, body: { data: caller.name } });
    expect(sent.sendTarget?.tls).toMatchObject({ certificate: caller.cert, key: mask });
    expect(JSON.stringify(sent)).not.toContain('PRIVATE KEY');

    // Handed back with its mask, the kept key is used again; at another origin it is not.
    const again = sent.sendTarget ?? { url };
    const replayed = await client.deliveries.replay({ deliveryId: sent.deliveryId, target: again });
    expect(replayed.attemptList.at(-1)?.outcome).toMatchObject({ kind: 'responded', status: 200 });
    const other = await start(demanding);
    const elsewhere = client.deliveries.replay({
      deliveryId: sent.deliveryId,
      target: { ...again, url: other },
    });
    await expect(elsewhere).rejects.toMatchObject({ code: 'target_invalid' });
  });

  test('a client certificate of a host is offered to it, and not to where it redirects', async () => {
    const other = await start({ ...demanding, rejectUnauthorized: false });
    const url = await start(demanding, other);
    await client.tls.setHost({ host: 'localhost', authorities: authority.cert });
    await client.tls.setHost({ host: new URL(url).host, certificate: caller.cert, key: caller.key });
    const listed = await client.tls.hosts({});
    expect(JSON.stringify(listed)).not.toContain('PRIVATE KEY');
    expect(listed.items.at(-1)).toMatchObject({ hasKey: true, certificate: { issuer: 'CN=Private Root' } });
    const { outcome } = await sendTo({ url, followRedirects: true });
    expect(outcome).toMatchObject({ kind: 'responded', status: 200, body: { data: 'nobody' } });
    for (const { host } of listed.items) await client.tls.removeHost({ host });
  });

  test('a client certificate that the server rejects is said to be that', async () => {
    const url = await start({ ...demanding, maxVersion: 'TLSv1.2' });
    const tls = { authorities: authority.cert, certificate: impostor.cert, key: impostor.key };
    const { outcome } = await sendTo({ url, tls });
    expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringMatching(/client certificate/) });
  });

  test('a key that does not fit, and PEM that is none, are refused with what is wrong', async () => {
    const host = 'api.example.com';
    const set = (identity: object) => client.tls.setHost({ host, ...identity });
    await expect(set({ certificate: caller.cert, key: impostor.key })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('does not belong'),
      details: { issues: [{ path: 'key' }] },
    });
    await expect(set({ certificate: caller.cert })).rejects.toMatchObject({
      message: expect.stringContaining('together'),
    });
    await expect(set({ authorities: 'hello' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(set({ authorities: caller.cert.slice(0, 200) })).rejects.toMatchObject({
      details: { issues: [{ path: 'authorities' }] },
    });
    await expect(
      sendTo({ url: 'https://127.0.0.1:1/', tls: { certificate: caller.cert, key: 'none' } }),
    ).rejects.toMatchObject({ details: { issues: [{ path: 'target.tls.key' }] } });
    await expect(
      client.tls.setHost({ host: 'https://x/', authorities: authority.cert }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect((await client.tls.hosts({})).items).toEqual([]);
  });

  test('no private key stands in clear in the data folder', async () => {
    await client.tls.setHost({ host: 'kept.example', certificate: caller.cert, key: caller.key });
    const secretLines = caller.key.split('\n').filter((line) => line.length > 40 && !line.includes('KEY'));
    expect(secretLines.length).toBeGreaterThan(0);
    for (const name of await readdir(dir)) {
      const text = (await readFile(path.join(dir, name)).catch(() => Buffer.alloc(0))).toString('latin1');
      for (const line of secretLines) expect(text.includes(line), name).toBe(false);
    }
  });
});
