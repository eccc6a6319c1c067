import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthority, makeServerIdentity } from '#main/engine/tls/certificates.ts';
import { cleanEnvironment, type RunningServe, startServe } from '../support/serve.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

const run = promisify(execFile);

describe('the receiver over HTTPS', () => {
  let serve: RunningServe;
  let dir: string;
  let ca: string;
  let url: string;

  beforeAll(async () => {
    serve = await startServe({ args: ['--tls', '--tls-port', '0'] });
    dir = await makeTempDir('https');
    ca = path.join(dir, 'ca.pem');
    const { certificate, url: base } = await serve.call('tls.info');
    await writeFile(ca, certificate);
    const made = await serve.call('endpoints.create', { name: 'Secure' });
    url = `${base}/v1/hooks/${made.webhookId}`;
  });
  afterAll(async () => {
    await serve?.stop();
    await removeDir(dir);
  });

  test('curl that trusts the authority is answered, by name and by address', async () => {
    for (const address of [url, url.replace('localhost', '127.0.0.1')]) {
      const { stdout } = await run('curl', ['-sS', '--cacert', ca, '-d', '{"type":"a"}', address]);
      expect(JSON.parse(stdout)).toMatchObject({ received: true });
    }
  });

  test('curl that does not trust it refuses', async () => {
    await expect(run('curl', ['-sS', '-d', '{}', url])).rejects.toThrow(/certificate/i);
  });

  test('Node with NODE_EXTRA_CA_CERTS is answered', async () => {
    const script = `fetch(${JSON.stringify(url)}, { method: 'POST', body: '{}' }).then((r) => console.log(r.status))`;
    const { stdout } = await run(process.execPath, ['-e', script], {
      env: cleanEnvironment({ NODE_EXTRA_CA_CERTS: ca }),
    });
    expect(stdout.trim()).toBe('200');
  });

  test('Python with SSL_CERT_FILE is answered', async () => {
    const script = `import urllib.request; print(urllib.request.urlopen(urllib.request.Request(${JSON.stringify(url)}, data=b'{}')).status)`;
    const { stdout } = await run('python3', ['-c', script], { env: cleanEnvironment({ SSL_CERT_FILE: ca }) });
    expect(stdout.trim()).toBe('200');
  });

  test('what is caught over HTTPS is a delivery like any other', async () => {
    await run('curl', ['-sS', '--cacert', ca, '-d', '{"type":"over.tls"}', url]);
    const { items } = await serve.call('deliveries.list', { eventType: 'over.tls' });
    expect(items).toHaveLength(1);
  });

  test('its key is nowhere in what is served', async () => {
    const served = JSON.stringify([await serve.call('tls.info'), await serve.call('system.info')]);
    expect(served).not.toContain('PRIVATE KEY');
  });

  test('rotating ends the trust in the old authority and begins that in the new one', async () => {
    const { certificate } = await serve.call('tls.rotate');
    await expect(run('curl', ['-sS', '--cacert', ca, '-d', '{}', url])).rejects.toThrow(/certificate/i);
    await writeFile(ca, certificate);
    const { stdout } = await run('curl', ['-sS', '--cacert', ca, '-d', '{}', url]);
    expect(JSON.parse(stdout)).toMatchObject({ received: true });
  });

  test('switched off, nothing listens there', async () => {
    await serve.call('settings.update', { receiverTls: false });
    expect((await serve.call('tls.info')).url).toBeNull();
    await expect(run('curl', ['-sS', '--cacert', ca, '-d', '{}', url])).rejects.toThrow();
  });
});

test('a certificate of the authority for another site is worth nothing', async () => {
  const nowMs = Date.now();
  const authority = makeAuthority('A test', { dns: ['localhost'], addresses: ['127.0.0.1', '::1'] }, nowMs);
  expect(new X509Certificate(authority.certificate).ca).toBe(true);
  const dir = await makeTempDir('constrained');
  const ca = path.join(dir, 'ca.pem');
  await writeFile(ca, authority.certificate);
  const reach = async (name: string) => {
    const by = { name: 'A test', key: createPrivateKey(authority.key) };
    const { certificate, key } = makeServerIdentity(by, { dns: [name], addresses: [] }, nowMs);
    const server = createServer({ cert: certificate, key }, (_request, response) =>
      response.end('ok'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      return (
        await run('curl', [
          '-sS',
          '--cacert',
          ca,
          '--connect-to',
          `${name}:443:127.0.0.1:${port}`,
          `https://${name}/`,
        ])
      ).stdout;
    } finally {
      server.close();
    }
  };
  expect(await reach('localhost')).toBe('ok');
  await expect(reach('bank.example')).rejects.toThrow(/permitted subtree|certificate/i);
  await removeDir(dir);
});
