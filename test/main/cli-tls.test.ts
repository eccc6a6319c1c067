import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { makeCertificate } from '../support/self-signed.ts';
import { cleanEnvironment } from '../support/serve.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

const authority = makeCertificate({ name: 'Private Root', isAuthority: true });
const handler = makeCertificate({ name: 'handler', hosts: ['localhost'], issuer: authority });
const caller = makeCertificate({ name: 'caller', issuer: authority });

describe('TLS from the command line', () => {
  let dir: string;
  let url: string;
  const server = createServer(
    {
      cert: handler.cert,
      key: handler.key,
      requestCert: true,
      rejectUnauthorized: false,
      ca: [authority.cert],
    },
    (request, response) => {
      const { CN = 'nobody' } = (request.socket as TLSSocket).getPeerCertificate()?.subject ?? {};
      response.end(String(CN));
    },
  );

  beforeAll(async () => {
    await ensureBuilt({ wanted: ['main'] });
    dir = await makeTempDir('cli-tls');
    await writeFile(path.join(dir, 'ca.pem'), authority.cert);
    await writeFile(path.join(dir, 'cert.pem'), caller.cert);
    await writeFile(path.join(dir, 'key.pem'), caller.key);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `https://localhost:${typeof address === 'object' && address ? address.port : 0}/`;
  });
  afterAll(async () => {
    server.close();
    await removeDir(dir);
  });

  async function tacklebox(...args: string[]) {
    const child = spawn(process.execPath, [path.join(root, 'out/main/cli.cjs'), ...args], {
      cwd: dir,
      env: cleanEnvironment({ TACKLEBOX_DATA_DIR: path.join(dir, 'data') }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    const [status] = await once(child, 'close');
    return { status: status as number, ...output };
  }
  const send = (...flags: string[]) => tacklebox('send', '--to', url, '--retry', 'none', ...flags);

  test('send says why it does not trust, trusts what --cacert names, and offers what --cert and --key name', async () => {
    const untrusted = await send();
    expect(untrusted.status).toBe(1);
    expect(untrusted.stdout).toMatch(/“Private Root”.*unknown authority.*tacklebox tls hosts set/);
    const trusted = await send('--cacert', 'ca.pem');
    expect(trusted).toMatchObject({ status: 0, stdout: expect.stringContaining('nobody') });
    const known = await send('--cacert', 'ca.pem', '--cert', 'cert.pem', '--key', 'key.pem');
    expect(known).toMatchObject({ status: 0, stdout: expect.stringContaining('caller') });
  });

  test('what is set for a host holds for every send, is listed without its key, and can be removed', async () => {
    const { host } = new URL(url);
    const files = ['--cacert', 'ca.pem', '--cert', 'cert.pem', '--key', 'key.pem'];
    expect(await tacklebox('tls', 'hosts', 'set', host, ...files)).toMatchObject({ status: 0 });
    const listed = await tacklebox('tls', 'hosts', 'list', '--json');
    expect(JSON.parse(listed.stdout).items).toMatchObject([{ host, hasKey: true }]);
    expect(listed.stdout).not.toContain('PRIVATE');
    expect(await send()).toMatchObject({ status: 0, stdout: expect.stringContaining('caller') });
    expect((await tacklebox('tls', 'hosts', 'remove', host)).status).toBe(0);
    expect((await tacklebox('tls', 'hosts', 'remove', host)).status).toBe(1);
    expect((await send()).status).toBe(1);
  });

  test('a key without its certificate, and a file that is no PEM, are bad arguments', async () => {
    await writeFile(path.join(dir, 'text.txt'), 'hello');
    const alone = await tacklebox('tls', 'hosts', 'set', 'a.example', '--key', 'key.pem');
    expect(alone).toMatchObject({ status: 2, stderr: expect.stringContaining('together') });
    const noPem = await send('--cacert', 'text.txt');
    expect(noPem).toMatchObject({ status: 2, stderr: expect.stringContaining('PEM') });
  });

  test('endpoints take agreed values by --field, and show their address over HTTPS where it is on', async () => {
    const flags = ['--name', 'Rooms', '--provider', 'livekit', '--field', 'apiKey=APIagreed', '--json'];
    const made = JSON.parse((await tacklebox('endpoints', 'create', ...flags)).stdout);
    expect(made.httpsUrl).toBeUndefined();
    const get = async () =>
      JSON.parse((await tacklebox('endpoints', 'get', made.webhookId, '--json')).stdout);
    expect((await get()).handshake).toEqual({ apiKey: '••••••••' });
    const emptied = await tacklebox('endpoints', 'update', made.webhookId, '--field', 'apiKey=', '--json');
    expect(JSON.parse(emptied.stdout).handshake).toEqual({});
    const again = await tacklebox(
      'endpoints',
      'update',
      made.webhookId,
      '--field',
      'apiKey=APIother',
      '--json',
    );
    expect(JSON.parse(again.stdout).handshake).toEqual({ apiKey: '••••••••' });
  });
});

test('a scheme of one’s own in a file verifies an RFC 9421 signature (its test case B.2.5)', async () => {
  await ensureBuilt({ wanted: ['main'] });
  const dir = await makeTempDir('cli-rfc9421');
  const file = path.join(dir, 'scheme.json');
  await writeFile(
    file,
    JSON.stringify({
      kind: 'http-signature',
      algorithm: 'hmac-sha256',
      key: 'base64',
      required: ['date', '@authority', 'content-type'],
      toleranceSeconds: null,
    }),
  );
  const bodyFile = path.join(dir, 'body');
  await writeFile(bodyFile, '{"hello": "world"}');
  const verify = async (contentType: string) => {
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'out/main/cli.cjs'),
        ...['verify', '--scheme', file, '--body', bodyFile, '--json'],
        ...[
          '--secret',
          'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
        ],
        ...['--url', 'https://example.com/foo?param=Value&Pet=dog'],
        ...['--header', 'Host: example.com', '--header', 'Date: Tue, 20 Apr 2021 02:07:55 GMT'],
        ...['--header', `Content-Type: ${contentType}`],
        '--header',
        'Signature-Input: sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
        ...['--header', 'Signature: sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:'],
      ],
      { env: cleanEnvironment({ TACKLEBOX_DATA_DIR: dir }), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    const [status] = await once(child, 'close');
    return { status, verdict: JSON.parse(stdout) };
  };
  expect(await verify('application/json')).toMatchObject({ status: 0, verdict: { ok: true } });
  expect(await verify('text/plain')).toMatchObject({ status: 1, verdict: { ok: false } });
  await removeDir(dir);
});
