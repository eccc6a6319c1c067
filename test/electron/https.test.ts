import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TackleboxBridge } from '#core/contract/bridge.ts';
import { electronMissing, type RunningDesktop, startDesktop } from '../support/electron.ts';
import { makeCertificate } from '../support/self-signed.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

declare global {
  interface Window {
    readonly tacklebox?: TackleboxBridge;
  }
}

const title = `HTTPS in the desktop app${electronMissing ? ` (skipped: ${electronMissing})` : ''}`;
const authority = makeCertificate({ name: 'Private Root', isAuthority: true });
const handler = makeCertificate({ name: 'handler', hosts: ['localhost'], issuer: authority });

describe.skipIf(electronMissing)(title, () => {
  let dataDir: string;
  let desktop: RunningDesktop;
  const servers: Server[] = [];
  beforeAll(async () => {
    dataDir = await makeTempDir('desktop-https');
    desktop = await startDesktop(dataDir, { args: ['--tls', '--tls-port', '0'] });
  });
  afterAll(async () => {
    await desktop?.close();
    for (const server of servers) server.close();
    await removeDir(dataDir);
  });

  /** A call as the page makes it: through preload and IPC. */
  async function call(method: string, input: unknown = {}) {
    const reply = await desktop.page.evaluate(
      ([name, given]) => window.tacklebox?.call(String(name), given),
      [method, input],
    );
    if (!reply?.ok) throw new Error(`${method}: ${reply?.error.code}: ${reply?.error.message}`);
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for, and asserts on it.
    return reply.result as any;
  }
  async function outcomeAt(server: Server) {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const address = server.address();
    const url = `https://localhost:${typeof address === 'object' && address ? address.port : 0}/`;
    const sent = await call('deliveries.send', {
      provider: 'generic',
      target: { url },
      retryPolicy: { maxAttempts: 1 },
    });
    return sent.attemptList[0].outcome;
  }
  const tlsServer = (options: object) =>
    createTlsServer({ cert: handler.cert, key: handler.key, ...options }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
      );
    }).on('tlsClientError', () => {});

  test('is served by --tls, and its own sends trust it', async () => {
    const made = await call('endpoints.create', { name: 'Secure', provider: 'alfred' });
    expect(made.httpsUrl).toMatch(/^https:\/\/localhost:\d+\/v1\/hooks\//);
    const sent = await call('deliveries.send', { provider: 'alfred', target: { url: made.httpsUrl } });
    expect(sent.attemptList[0].outcome).toMatchObject({ kind: 'responded', status: 200 });
    await desktop.page.getByRole('button', { name: 'Settings' }).click();
    await desktop.page.getByText('Serving HTTPS').waitFor();
  });

  test('tells what is wrong in the same words, whose TLS library is another one', async () => {
    expect(await outcomeAt(createHttpServer())).toMatchObject({ cause: 'not-tls' });
    expect(await outcomeAt(tlsServer({}))).toMatchObject({ cause: 'incomplete-chain' });
    await call('tls.setHost', { host: 'localhost', authorities: authority.cert });
    expect(await outcomeAt(tlsServer({}))).toMatchObject({ kind: 'responded', status: 200 });
    const demanding = { requestCert: true, ca: [authority.cert], maxVersion: 'TLSv1.2' };
    expect((await outcomeAt(tlsServer(demanding))).message).toMatch(/client certificate/);
    const others = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' };
    expect(await outcomeAt(tlsServer(others))).toMatchObject({ cause: 'no-common-cipher' });
    expect(await outcomeAt(tlsServer(makeCertificate({ name: 'Mine', hosts: ['localhost'] })))).toMatchObject(
      {
        cause: 'self-signed',
      },
    );
  });
});
