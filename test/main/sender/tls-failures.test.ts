import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContractClient } from '#core/contract/client.ts';
import type { ContractClient } from '#core/contract/index.ts';
import { createEngine } from '#main/engine/create-engine.ts';
import type { Engine } from '#main/engine/engine.ts';
import { makeCertificate } from '../../support/self-signed.ts';
import { makeTempDir, removeDir } from '../../support/temp-dir.ts';

/** Servers that fail in a way each, with self-made certificates, and what is to be said of each of them. */

const dayMs = 86_400_000;
const now = Date.now();
const year = new Date(now).getUTCFullYear();
const authority = makeCertificate({
  name: 'Corner Shop Root',
  isAuthority: true,
  validTo: new Date(now + 9 * dayMs),
});
const other = makeCertificate({ name: 'Somebody Else', isAuthority: true });
const issued = (wanted: Partial<Parameters<typeof makeCertificate>[0]>) =>
  makeCertificate({ name: 'handler', hosts: ['localhost'], issuer: authority, ...wanted });
const good = issued({});
const isGood = { cert: good.cert, key: good.key };

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';
const tls = (options: TlsOptions) => (): Server =>
  createTlsServer(options, (socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  }).on('tlsClientError', () => {});
const tcp = (treat: (socket: Socket) => void) => (): Server =>
  createTcpServer((socket) => {
    socket.on('error', () => {});
    treat(socket);
  });

const underWay: readonly string[] = ['received', 'pending', 'retrying'];

interface Failing {
  server(): Server;
  scheme?: 'http' | 'https';
  cause: string | null;
  /** What the message has to say. */
  says: (string | RegExp)[];
}

const cases: Record<string, Failing> = {
  'an expired certificate': {
    server: tls(
      issued({ validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2020-02-03T04:05:00Z') }),
    ),
    cause: 'expired',
    says: ['expired on 2020-02-03 04:05 UTC', 'Renew'],
  },
  'a certificate that is not valid yet': {
    server: tls(issued({ validFrom: new Date(now + 5 * dayMs), validTo: new Date(now + 8 * dayMs) })),
    cause: 'not-yet-valid',
    says: ['not valid yet', new RegExp(`begins on (${year}|${year + 1})-`), 'clocks'],
  },
  'a certificate of another host': {
    server: tls(issued({ hosts: ['shop.example', 'www.shop.example', '10.1.2.3'] })),
    cause: 'wrong-host',
    says: ['another host', 'shop.example, www.shop.example and 10.1.2.3', 'not for localhost'],
  },
  'a self-signed certificate': {
    server: tls(makeCertificate({ name: 'My laptop', hosts: ['localhost'] })),
    cause: 'self-signed',
    says: ['self-signed', '“My laptop”', 'Settings'],
  },
  'an authority that nobody knows': {
    server: tls(issued({ issuer: other })),
    cause: 'incomplete-chain',
    says: ['“Somebody Else”', 'unknown authority', 'Settings'],
  },
  'an authority that nobody knows, sent along': {
    server: () => {
      const leaf = issued({ issuer: other });
      return tls({ cert: `${leaf.cert}${other.cert}`, key: leaf.key })();
    },
    cause: 'unknown-authority',
    says: ['“Somebody Else”', 'unknown authority', 'not trusted here'],
  },
  'a client certificate demanded in TLS 1.3': {
    server: tls({
      ...isGood,
      requestCert: true,
      rejectUnauthorized: true,
      ca: [authority.cert],
      minVersion: 'TLSv1.3',
    }),
    cause: null,
    says: ['client certificate'],
  },
  'a client certificate demanded in TLS 1.2': {
    server: tls({
      ...isGood,
      requestCert: true,
      rejectUnauthorized: true,
      ca: [authority.cert],
      maxVersion: 'TLSv1.2',
    }),
    cause: 'client-certificate-wanted',
    says: ['demands a client certificate', 'Settings'],
  },
  'no version in common': {
    server: tls({ ...isGood, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    cause: 'no-common-version',
    says: ['no TLS version in common', 'TLS 1.2 or later'],
  },
  'no cipher in common': {
    server: tls({ ...isGood, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }),
    cause: 'no-common-cipher',
    says: ['no cipher in common'],
  },
  'TLS spoken to a port of http': {
    server: () => createHttpServer((_request, response) => response.end('plain')),
    cause: 'not-tls',
    says: ['does not speak TLS', 'http://'],
  },
  'TLS spoken to something that is no HTTP either': {
    server: tcp((socket) => void socket.end('220 mail.example ESMTP ready\r\n')),
    cause: 'not-tls',
    says: ['does not speak TLS'],
  },
  'http spoken to a port of TLS that says so by an alert': {
    server: tcp((socket) => void socket.once('data', () => socket.end(Buffer.from('15030100020246', 'hex')))),
    scheme: 'http',
    cause: 'tls-port',
    says: ['speaks TLS on this port', 'https://'],
  },
  'http spoken to a port of TLS that closes': {
    server: tls(isGood),
    scheme: 'http',
    cause: null,
    says: ['without a byte of an answer', 'https://'],
  },
  'a connection closed in the handshake': {
    server: tcp((socket) => void socket.once('data', () => socket.end())),
    cause: 'closed-in-handshake',
    says: ['closed the connection during the TLS handshake', 'Does this port speak TLS?'],
  },
  'a connection reset in the handshake': {
    server: tcp((socket) => void socket.once('data', () => socket.resetAndDestroy())),
    cause: 'reset-in-handshake',
    says: ['reset the connection during the TLS handshake', 'firewall'],
  },
};

type Outcome = { kind: string; message?: string } | null | undefined;

describe('what goes wrong with TLS is said in words, whoever sends:', () => {
  let engine: Engine;
  let client: ContractClient;
  let dir: string;
  const servers: Server[] = [];
  const outcomes = new Map<string, { send: Outcome; replay: Outcome; forward: Outcome }>();

  const lastOutcome = (attempts: readonly { outcome: Outcome }[]): Outcome =>
    attempts.filter(({ outcome }) => outcome !== null).at(-1)?.outcome;

  async function urlOf({ server: make, scheme = 'https' }: Failing): Promise<string> {
    const server = make();
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return `${scheme}://localhost:${typeof address === 'object' && address ? address.port : 0}/hook`;
  }

  /** Resolves with the first attempt to forward from these endpoints, each. */
  function forwarded(webhookIds: readonly string[]): Promise<void> {
    const open = new Set<string | null>(webhookIds);
    return new Promise((resolve) => {
      const stop = engine.subscribe((batch) => {
        for (const event of batch) {
          const isOver = event.type === 'delivery.changed' && !underWay.includes(event.state);
          if (isOver && event.attempts > 0) open.delete(event.webhookId);
        }
        if (open.size > 0) return;
        stop();
        resolve();
      });
    });
  }

  async function sendAndReplay(url: string) {
    const retryPolicy = { maxAttempts: 1 };
    const sent = await client.deliveries.send({ provider: 'generic', target: { url }, retryPolicy });
    const { deliveryId } = sent;
    const replayed = await client.deliveries.replay({ deliveryId, target: { url } });
    return { send: lastOutcome(sent.attemptList), replay: lastOutcome(replayed.attemptList) };
  }

  async function endpointFor(url: string) {
    const made = await client.endpoints.create({ name: 'On the way', enforce: 'never' });
    const routes = [{ target: { url }, retryPolicy: { maxAttempts: 1 } }];
    await client.endpoints.update({ webhookId: made.webhookId, forward: { routes } });
    return made;
  }

  beforeAll(async () => {
    dir = await makeTempDir('tls-failures');
    engine = await createEngine({ host: 'serve', version: '0', dataDir: dir, receiverPort: 0 });
    client = createContractClient((name, input) => engine.dispatch(name, input));
    // What is bad about the certificates is to be their dates and names, not who issued them.
    await client.tls.setHost({ host: 'localhost', authorities: authority.cert });

    const names = Object.keys(cases);
    const urls = await Promise.all(Object.values(cases).map(urlOf));
    const direct = await Promise.all(urls.map(sendAndReplay));
    const endpoints = await Promise.all(urls.map(endpointFor));
    const attempted = forwarded(endpoints.map(({ webhookId }) => webhookId));
    await Promise.all(endpoints.map(({ url }) => fetch(url, { method: 'POST', body: '{}' })));
    await attempted;
    for (const [at, name] of names.entries()) {
      const [caught] = (await client.deliveries.list({ webhookId: endpoints[at]?.webhookId })).items;
      const attemptList = engine.parts.history.attempts.of(caught?.deliveryId ?? '');
      const { send, replay } = direct[at] ?? { send: null, replay: null };
      outcomes.set(name, { send, replay, forward: lastOutcome(attemptList) });
    }
  });
  afterAll(async () => {
    await engine?.close();
    for (const server of servers) server.close();
    await removeDir(dir);
  });

  test.each(Object.entries(cases))('%s', (name, { cause, says }) => {
    const { send, replay, forward } = outcomes.get(name) ?? {};
    for (const outcome of [send, replay, forward]) {
      expect(outcome).toMatchObject({ kind: 'failed', ...(cause === null ? {} : { cause }) });
      for (const words of says) expect(outcome?.message).toMatch(words);
      expect(outcome?.message).not.toMatch(/undefined|null|\[object/);
    }
  });
});
