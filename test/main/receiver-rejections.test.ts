import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RejectedRequest } from '#core/delivery/delivery.ts';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { type Observed, rawExchange, requestBytes } from '../support/raw-client.ts';

async function rejections({ client }: TestEngine): Promise<RejectedRequest[]> {
  return (await client.deliveries.rejected({})).items;
}

async function endpoint(opened: TestEngine): Promise<{ webhookId: string; target: string; url: string }> {
  const { webhookId, url } = await opened.client.endpoints.create({ name: 'x' });
  return { webhookId, url, target: new URL(url).pathname };
}

const statusOf = ({ text }: Observed): string => text.slice(9, 12);

const shortTimeouts = { receiverTimeouts: { headersTimeoutMs: 120, bodyTimeoutMs: 120 } };

describe('a request that is rejected', () => {
  it('is kept with all that came of it, and told to who listens', async () => {
    const opened = await testEngine();
    const { port } = opened;
    await send(`http://127.0.0.1:${port}/v1/hooks/whk_0?a=1`, { method: 'PUT', body: 'what was sent' });
    const told = await opened.event('delivery.rejected');
    const [kept] = await rejections(opened);
    expect(kept).toMatchObject({
      reason: 'unknown_endpoint',
      status: 404,
      method: 'PUT',
      target: '/v1/hooks/whk_0?a=1',
      httpVersion: '1.1',
      rawHeaders: [
        ['Host', `127.0.0.1:${port}`],
        ['Content-Length', '13'],
        ['Connection', 'close'],
      ],
      bodyBytes: 13,
      remoteAddress: '127.0.0.1',
    });
    expect(kept?.explanation).toContain('whk_0');
    expect({ ...told, type: undefined }).toEqual({ ...kept, type: undefined });
    const whole = await opened.client.deliveries.getRejected({ rejectedId: kept?.rejectedId ?? '' });
    expect(whole.body.data).toBe('what was sent');
  });

  it.each([
    ['/', 'no path of ours'],
    ['/v1/hooks/', 'no id'],
    ['*', 'an asterisk'],
    ['//v1/hooks/whk_0', 'two slashes'],
    ['/v1/hooks/%77hk_0', 'an escaped id'],
    ['/V1/HOOKS/whk_0', 'another case'],
    ['/%zz', 'a bad escape'],
  ])('%s is answered 404', async (target) => {
    const opened = await testEngine();
    const answer = await rawExchange(
      opened.port,
      requestBytes(target, { headers: [['Connection', 'close']] }),
    ).closed;
    expect(statusOf(answer)).toBe('404');
    expect(await rejections(opened)).toMatchObject([{ reason: 'unknown_endpoint', target }]);
  });

  it('by CONNECT is answered 404', async () => {
    const opened = await testEngine();
    const answer = await rawExchange(
      opened.port,
      'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n',
    ).closed;
    expect(statusOf(answer)).toBe('404');
    expect(await rejections(opened)).toMatchObject([{ method: 'CONNECT', target: 'example.com:443' }]);
  });

  it('from an address that the endpoint does not list is answered 403', async () => {
    const opened = await testEngine();
    const { webhookId, url } = await endpoint(opened);
    await opened.client.endpoints.update({
      webhookId,
      access: { allowFrom: ['192.0.2.0/24', '2001:db8::/32'] },
    });
    expect((await send(url, { method: 'POST', body: 'x' })).status).toBe(403);
    expect(await rejections(opened)).toMatchObject([
      { reason: 'address_not_allowed', explanation: expect.stringContaining('127.0.0.1') },
    ]);
    await opened.client.endpoints.update({ webhookId, access: { allowFrom: ['127.0.0.0/8'] } });
    expect((await send(url, { method: 'POST', body: 'x' })).status).toBe(200);
  });

  it('since its body is too large is answered 413 although it still sends, declared or not', async () => {
    const opened = await testEngine();
    const { target } = await endpoint(opened);
    await opened.client.settings.update({ maxBodyBytes: 1024 });
    const large = 'x'.repeat(5_000_000);
    const declared = await rawExchange(opened.port, requestBytes(target, { body: large })).closed;
    const chunk = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    const head = requestBytes(target, { headers: [['Transfer-Encoding', 'chunked']] });
    const undeclared = await rawExchange(opened.port, head + chunk).closed;
    expect([declared, undeclared].map(statusOf)).toEqual(['413', '413']);
    expect([declared, undeclared].map(({ end }) => end)).toEqual(['fin', 'fin']);
    expect(await rejections(opened)).toMatchObject([
      { reason: 'body_too_large' },
      { reason: 'body_too_large' },
    ]);
    expect((await opened.client.deliveries.list({})).items).toEqual([]);
  });

  it('with a body of just the limit is not rejected', async () => {
    const opened = await testEngine();
    const { url } = await endpoint(opened);
    await opened.client.settings.update({ maxBodyBytes: 1024 });
    expect((await send(url, { method: 'POST', body: 'x'.repeat(1024) })).status).toBe(200);
    expect((await send(url, { method: 'POST', body: 'x'.repeat(1025) })).status).toBe(413);
  });

  it('since its body is too large gets no "100 Continue"', async () => {
    const opened = await testEngine();
    const { target } = await endpoint(opened);
    await opened.client.settings.update({ maxBodyBytes: 1024 });
    const head = requestBytes(target, {
      headers: [
        ['Expect', '100-continue'],
        ['Content-Length', '9999'],
      ],
    });
    const exchange = rawExchange(opened.port, head);
    expect((await exchange.received(12)).toString()).toContain('HTTP/1.1 413');
    exchange.socket.destroy();
  });

  it('since its headers are too large is answered 431', async () => {
    const opened = await testEngine();
    const { target } = await endpoint(opened);
    const answer = await rawExchange(
      opened.port,
      requestBytes(target, { headers: [['X-Large', 'x'.repeat(70_000)]] }),
    ).closed;
    expect(statusOf(answer)).toBe('431');
    expect(await rejections(opened)).toMatchObject([{ reason: 'headers_too_large', status: 431 }]);
  });

  it('since its headers never end is answered 408', async () => {
    const opened = await testEngine(shortTimeouts);
    const answer = await rawExchange(opened.port, 'POST /v1/hooks/whk_0 HTTP/1.1\r\nHost: h\r\n').closed;
    expect(statusOf(answer)).toBe('408');
    expect(await rejections(opened)).toMatchObject([{ reason: 'timed_out', status: 408 }]);
  });

  it('since its body never ends is answered 408 and keeps what came', async () => {
    const opened = await testEngine(shortTimeouts);
    const { target, webhookId } = await endpoint(opened);
    const head = requestBytes(target, { headers: [['Content-Length', '100']] });
    const answer = await rawExchange(opened.port, `${head}only so much`).closed;
    expect(statusOf(answer)).toBe('408');
    const [kept] = await rejections(opened);
    expect(kept).toMatchObject({
      reason: 'timed_out',
      webhookId,
      method: 'POST',
      target,
      bodyBytes: 100,
    });
    const { body } = await opened.client.deliveries.getRejected({ rejectedId: kept?.rejectedId ?? '' });
    expect(body.data).toBe('only so much');
  });

  it('since its sender left in mid-body is kept as aborted', async () => {
    const opened = await testEngine();
    const { target, webhookId } = await endpoint(opened);
    const socket = connect(opened.port, '127.0.0.1');
    socket.write(`${requestBytes(target, { headers: [['Content-Length', '100']] })}only`);
    await once(socket, 'connect');
    socket.end();
    await opened.event('delivery.rejected');
    expect(await rejections(opened)).toMatchObject([{ reason: 'aborted', status: null, webhookId, target }]);
    expect((await opened.client.deliveries.list({})).items).toEqual([]);
  });

  it.each([
    ['no HTTP', 'this is not HTTP at all\r\n\r\n'],
    ['a NUL in a header', 'POST / HTTP/1.1\r\nHost: h\r\nX-Nul: a\0b\r\n\r\n'],
    ['a NUL in the target', 'POST /a\0b HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['two Content-Lengths', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a folded header', 'POST / HTTP/1.1\r\nHost: h\r\nX-A: b\r\n folded\r\n\r\n'],
    ['a space before the colon', 'POST / HTTP/1.1\r\nHost : h\r\n\r\n'],
    ['TLS to the plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['no Host in HTTP/1.1', 'POST / HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ])('since it is malformed, by %s, is answered 400 and kept', async (_what, bytes) => {
    const opened = await testEngine();
    const answer = await rawExchange(opened.port, Buffer.from(bytes, 'latin1')).closed;
    expect(statusOf(answer)).toBe('400');
    expect(await rejections(opened)).toMatchObject([{ reason: 'malformed_http', status: 400 }]);
    expect(opened.bugs).toEqual([]);
  });

  it.each([
    ['a size that isn’t hex', 'zz\r\nab\r\n0\r\n\r\n'],
    ['a chunk longer than its size', '1\r\nabc\r\n0\r\n\r\n'],
    ['a size beyond all bounds', 'fffffffffffffffff\r\nab\r\n'],
    ['a size below zero', '-1\r\nab\r\n0\r\n\r\n'],
  ])(
    'since its chunks are nonsense, by %s, is answered 400 and kept with its endpoint',
    async (_what, chunks) => {
      const opened = await testEngine();
      const { target, webhookId } = await endpoint(opened);
      const head = requestBytes(target, { headers: [['Transfer-Encoding', 'chunked']] });
      const answer = await rawExchange(opened.port, head + chunks).closed;
      expect(statusOf(answer)).toBe('400');
      expect(await rejections(opened)).toMatchObject([{ reason: 'malformed_http', webhookId, target }]);
      expect((await opened.client.deliveries.list({})).items).toEqual([]);
    },
  );

  it('since it could not be kept is answered 502, so that its sender tries again', async () => {
    const opened = await testEngine();
    const { url } = await endpoint(opened);
    const large = 'x'.repeat(100_000);
    // Large bodies go to files of this folder: in its place is now something that can't hold any.
    const bodies = path.join(opened.dataDir, 'bodies');
    rmSync(bodies, { recursive: true });
    writeFileSync(bodies, '');
    const rejected = await send(url, { method: 'POST', body: large });
    rmSync(bodies);
    mkdirSync(bodies);
    expect(rejected.status).toBe(502);
    expect(await rejections(opened)).toMatchObject([
      { reason: 'storage_failed', status: 502, bodyBytes: 100_000 },
    ]);
    expect((await opened.client.deliveries.list({})).items).toEqual([]);
    expect((await send(url, { method: 'POST', body: large })).status).toBe(200);
  });

  it('leaves no trace where a connection only came and went', async () => {
    const opened = await testEngine(shortTimeouts);
    const socket = connect(opened.port, '127.0.0.1');
    await once(socket, 'close');
    expect(await rejections(opened)).toEqual([]);
  });
});

describe('a handshake', () => {
  it('of Slack is answered by its rule, after its signature, and marked as one', async () => {
    const opened = await testEngine();
    const { url, signingSecret } = await opened.client.endpoints.create({ name: 'x', provider: 'slack' });
    const body = '{"type":"url_verification","challenge":"3eZbrw1aB"}';
    const signed = await opened.client.signatures.sign({ provider: 'slack', secret: signingSecret, body });
    const headers = { 'Content-Type': 'application/json', ...signed.headers };
    const answer = await send(url, { method: 'POST', body, headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('3eZbrw1aB');
    expect((await opened.client.deliveries.list({})).items).toMatchObject([
      { verdict: 'handshake', status: 200 },
    ]);
  });

  it('that tells a secret sets it, until a delivery has come with one: then nobody can put theirs in its place', async () => {
    const opened = await testEngine();
    const { url, webhookId } = await opened.client.endpoints.create({ name: 'x', provider: 'asana' });
    const tell = (secret: string) => send(url, { method: 'POST', headers: { 'X-Hook-Secret': secret } });
    const body = '{"events":[]}';
    const deliver = (secret: string) => {
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      return send(url, { method: 'POST', body, headers: { 'X-Hook-Signature': signature } });
    };
    expect((await tell('first')).headers['x-hook-secret']).toBe('first');
    expect((await tell('second')).status).toBe(200);
    expect((await deliver('second')).status).toBe(200);
    expect((await tell('theirs')).status).toBe(403);
    expect((await deliver('theirs')).status).toBe(401);
    expect((await deliver('second')).status).toBe(200);
    expect((await opened.client.deliveries.rejected({ webhookId })).items[1]).toMatchObject({
      explanation: expect.stringContaining('new secret'),
    });
    await opened.client.endpoints.setSecret({ webhookId, secret: 'by hand' });
    expect((await deliver('by hand')).status).toBe(200);
  });
});
