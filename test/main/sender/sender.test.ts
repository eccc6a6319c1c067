import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Target } from '#core/delivery/attempt.ts';
import { maxResponseBytes } from '#main/engine/sender/limits.ts';
import { createSender } from '#main/engine/sender/sender.ts';
import { type RawServer, rawServer } from '../../support/raw-server.ts';
import { selfSigned } from '../../support/self-signed.ts';

const sender = createSender();
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(
  onRequest: (socket: Socket, request: string) => void,
  options?: { allowHalfOpen?: boolean },
): Promise<RawServer> {
  const server = await rawServer(onRequest, options);
  closers.push(server.close);
  return server;
}

const answer = (head: string, body = '') =>
  `HTTP/1.1 ${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const post = (url: string, more: Partial<Target> = {}, signal?: AbortSignal) =>
  sender.send({
    target: Target.parse({ url, ...more }),
    method: 'POST',
    rawHeaders: [['Content-Type', 'application/json']],
    body: Buffer.from('{"a":1}'),
    ...(signal ? { signal } : {}),
  });

async function failureOf(url: string, more: Partial<Target> = {}) {
  const { outcome } = await post(url, more);
  if (outcome.kind !== 'failed') throw new Error(`expected a failure, got ${outcome.status}`);
  return outcome;
}

describe('what goes out', () => {
  it('sends headers in the order and case they are given in, duplicates included', async () => {
    const server = await serve((socket) => socket.end(answer('200 OK')));
    await sender.send({
      target: Target.parse({ url: `${server.url}/a/../b?q=%7e&x` }),
      method: 'PUT',
      rawHeaders: [
        ['x-Second', '2'],
        ['X-FIRST', '1'],
        ['x-second', 'again'],
      ],
      body: Buffer.from([0, 255, 10]),
    });
    expect(server.received[0]?.toString('latin1')).toBe(
      `PUT /a/../b?q=%7e&x HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nx-Second: 2\r\nX-FIRST: 1\r\nx-second: again\r\n` +
        'Content-Length: 3\r\nConnection: close\r\n\r\n\x00\xff\n',
    );
  });

  it('leaves a given Host, Content-Length and Connection alone', async () => {
    const server = await serve((socket) => socket.end(answer('204 No Content')));
    const rawHeaders: [string, string][] = [
      ['connection', 'close'],
      ['HOST', 'example.test'],
      ['content-length', '2'],
    ];
    const { request } = await sender.send({
      target: Target.parse({ url: server.url }),
      method: 'POST',
      rawHeaders,
      body: Buffer.from('{}'),
    });
    expect(request.rawHeaders).toEqual(rawHeaders);
  });

  it('sends nothing where a header holds a line break, and says which header', async () => {
    const server = await serve((socket) => socket.end(answer('200 OK')));
    const { outcome } = await sender.send({
      target: Target.parse({ url: server.url }),
      method: 'POST',
      rawHeaders: [['X-Bad', 'a\r\nX-Injected: b']],
      body: new Uint8Array(),
    });
    expect(outcome).toMatchObject({
      kind: 'failed',
      code: 'other',
      message: expect.stringContaining('X-Bad'),
    });
    expect(server.received).toEqual([]);
  });
});

describe('an answer', () => {
  it('is kept with its header order, its bytes and the time of each phase', async () => {
    const server = await serve((socket) => socket.end(answer('418 Short\r\nB: 1\r\na: 2\r\nb: 3', 'hello')));
    const sent = await post(server.url.replace('127.0.0.1', 'localhost'));
    expect(sent.outcome).toMatchObject({
      kind: 'responded',
      status: 418,
      statusText: 'Short',
      httpVersion: '1.1',
      rawHeaders: [
        ['B', '1'],
        ['a', '2'],
        ['b', '3'],
        ['Content-Length', '5'],
      ],
      body: { encoding: 'utf8', data: 'hello', totalBytes: 5, truncated: false },
    });
    const { dnsMs, connectMs, tlsMs, sentMs, firstByteMs, downloadMs } = sent.phases;
    expect(tlsMs).toBeNull();
    const times = [dnsMs, connectMs, sentMs, firstByteMs, downloadMs].map((ms) => ms ?? Number.NaN);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(sent.durationMs).toBeGreaterThanOrEqual(times.at(-1) ?? Number.NaN);
  });

  it('is taken after informational answers', async () => {
    const server = await serve((socket) =>
      socket.end(
        `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${answer('200 OK', 'x')}`,
      ),
    );
    expect((await post(server.url)).outcome).toMatchObject({ kind: 'responded', status: 200 });
  });

  it('counts where bytes follow its stated end', async () => {
    const server = await serve((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and then some'),
    );
    expect((await post(server.url)).outcome).toMatchObject({
      kind: 'responded',
      status: 200,
      body: { data: 'ok' },
    });
  });

  it('without a length ends with the connection', async () => {
    const server = await serve((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nuntil the end'));
    expect((await post(server.url)).outcome).toMatchObject({
      kind: 'responded',
      httpVersion: '1.0',
      body: { data: 'until the end' },
    });
  });

  it('of 2 MB is kept up to the bound and says its whole size', async () => {
    const server = await serve((socket) => socket.end(answer('200 OK', 'a'.repeat(2_000_000))));
    const sent = await post(server.url);
    expect(sent.responseBody.length).toBe(1_048_576);
    expect(sent.outcome).toMatchObject({ body: { totalBytes: 2_000_000, truncated: true } });
  });
});

describe('a failure', () => {
  it('of a port where nothing listens is refused', async () => {
    const server = await serve(() => {});
    await server.close();
    closers.length = 0;
    const failure = await failureOf(server.url);
    expect(failure).toMatchObject({ code: 'refused', bytesReceived: 0 });
    expect(failure.message).toContain(`127.0.0.1:${server.port}`);
  });

  it('of a name that does not exist is dns', async () => {
    expect(await failureOf('http://no-such-host.invalid/')).toMatchObject({
      code: 'dns',
      message: expect.stringContaining('no-such-host.invalid'),
    });
  });

  it('by a reset before the answer is reset', async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    expect(await failureOf(server.url)).toMatchObject({ code: 'reset', bytesReceived: 0 });
  });

  it('by a reset in the middle of the answer tells how much came', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello';
    const server = await serve((socket) => {
      socket.write(head, () => socket.resetAndDestroy());
    });
    expect(await failureOf(server.url)).toMatchObject({ code: 'reset', bytesReceived: head.length });
  });

  it('by a connection closed without a byte is reset', async () => {
    const server = await serve((socket) => socket.end());
    expect(await failureOf(server.url)).toMatchObject({
      code: 'reset',
      message: expect.stringContaining('without a byte'),
    });
  });

  it('by an answer shorter than it says is invalid', async () => {
    const server = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort'));
    expect(await failureOf(server.url)).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('shorter'),
    });
  });

  it('by garbage is invalid', async () => {
    const server = await serve((socket) => socket.end('\x00\x01\x02 this is no HTTP\r\n\r\n'));
    expect(await failureOf(server.url)).toMatchObject({ code: 'invalid_response' });
  });

  it('by a chunk without a size is invalid', async () => {
    const server = await serve((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n'),
    );
    expect(await failureOf(server.url)).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('chunk'),
    });
  });

  it('by an endless head is invalid', async () => {
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(`X-More: ${'a'.repeat(1000)}\r\n`));
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    expect(await failureOf(server.url)).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('too large'),
    });
  });

  it('by a target that hangs is a response timeout, and says how far it came', async () => {
    const server = await serve(() => {});
    expect(await failureOf(server.url, { timeoutMs: 80 })).toMatchObject({
      code: 'response_timeout',
      message: expect.stringContaining('did not answer within 80 ms'),
    });
  });

  it('by a body that never ends in time is a response timeout', async () => {
    const server = await serve((socket) =>
      socket.write('HTTP/1.1 202 Accepted\r\nContent-Length: 10\r\n\r\nhalf'),
    );
    expect(await failureOf(server.url, { timeoutMs: 80 })).toMatchObject({
      code: 'response_timeout',
      message: expect.stringContaining('answered 202'),
    });
  });

  it('by a cancelled wait is cancelled', async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort());
    const { outcome } = await post(server.url, {}, controller.signal);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'cancelled' });
  });

  it('by a stream of 2 GB stops at the bound, with little memory', async () => {
    const chunk = Buffer.alloc(1_048_576, 'x');
    let written = 0;
    const server = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n');
      const more = () => {
        while (!socket.destroyed && written < 2_147_483_648) {
          written += chunk.length;
          if (!socket.write(chunk)) break;
        }
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    const sent = await post(server.url);
    expect(sent.outcome).toMatchObject({ kind: 'failed', code: 'response_too_large' });
    expect(sent.responseBody.length).toBe(1_048_576);
    expect(written).toBeLessThan(maxResponseBytes * 4);
  });
});

describe('over TLS', () => {
  const year = 365 * 86_400_000;
  const now = Date.now();

  async function tlsServer(certificate: ReturnType<typeof selfSigned>): Promise<string> {
    const server = createTlsServer(certificate, (_request, response) => response.end('secret'));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    closers.push(
      () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    );
    return `https://localhost:${(server.address() as AddressInfo).port}/`;
  }

  it('a self-signed certificate is refused with its reason, and taken where the target allows it', async () => {
    const url = await tlsServer(selfSigned('localhost', new Date(now - year), new Date(now + year)));
    expect(await failureOf(url)).toMatchObject({
      code: 'tls',
      message: expect.stringContaining('self-signed'),
    });
    const sent = await post(url, { insecureTls: true });
    expect(sent.outcome).toMatchObject({ kind: 'responded', status: 200, body: { data: 'secret' } });
    expect(sent.phases.tlsMs).toBeGreaterThan(sent.phases.connectMs ?? Number.POSITIVE_INFINITY);
  });

  it('a port that speaks plain HTTP is named as such', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end(answer('400 Bad Request')));
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    closers.push(() => new Promise((resolve) => server.close(() => resolve())));
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await failureOf(url)).toMatchObject({ code: 'tls', message: expect.stringContaining('http://') });
  });
});

describe('redirects', () => {
  it('are an answer like any other unless the target follows them', async () => {
    const server = await serve((socket) => socket.end(answer('302 Found\r\nLocation: /elsewhere')));
    expect((await post(server.url)).outcome).toMatchObject({ kind: 'responded', status: 302 });
    expect(server.received).toHaveLength(1);
  });

  it('keep method and body on 307 and become a GET on 303', async () => {
    const server = await serve((socket, request) => {
      if (request.startsWith('POST /a ')) socket.end(answer('307 Temporary\r\nLocation: /b'));
      else if (request.startsWith('POST /b ')) socket.end(answer('303 See Other\r\nLocation: /c'));
      else socket.end(answer('200 OK', request.split(' ')[0]));
    });
    const { outcome, request } = await post(`${server.url}/a`, { followRedirects: true });
    expect(outcome).toMatchObject({
      status: 200,
      body: { data: 'GET' },
      redirects: [
        { status: 307, location: `${server.url}/b` },
        { status: 303, location: `${server.url}/c` },
      ],
    });
    expect(server.received[1]?.toString()).toContain('{"a":1}');
    expect(request).toMatchObject({ method: 'GET', target: '/c' });
    expect(request.rawHeaders.map(([name]) => name)).not.toContain('Content-Type');
  });

  it('end after five', async () => {
    const server = await serve((socket) => socket.end(answer('302 Found\r\nLocation: /again')));
    expect((await post(server.url, { followRedirects: true })).outcome).toMatchObject({ status: 302 });
    expect(server.received).toHaveLength(6);
  });

  it('do not carry credentials to another origin', async () => {
    const other = await serve((socket) => socket.end(answer('200 OK')));
    const server = await serve((socket) => socket.end(answer(`308 Moved\r\nLocation: ${other.url}/`)));
    await sender.send({
      target: Target.parse({ url: server.url, followRedirects: true }),
      method: 'POST',
      rawHeaders: [
        ['Authorization', 'Bearer t'],
        ['X-Kept', '1'],
      ],
      body: Buffer.from('x'),
    });
    const seen = other.received[0]?.toString() ?? '';
    expect(seen).toContain('X-Kept: 1');
    expect(seen).not.toContain('Bearer');
    expect(seen).toContain(`Host: 127.0.0.1:${other.port}`);
  });
});
