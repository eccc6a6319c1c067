import { METHODS } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { rawExchange } from '../support/raw-client.ts';

/** A request as it goes on the wire, and what should come back from the history. */
interface WireCase {
  method: string;
  suffix: string;
  form: 'origin' | 'absolute';
  headers: [string, string][];
  body: Uint8Array;
  framing: 'length' | 'chunked';
  chunkBytes: number;
}

/** CONNECT asks for a tunnel and has no path. HEAD has an answer without a body. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

const tokenCharacters = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const token = fc.string({ unit: fc.constantFrom(...tokenCharacters), minLength: 1, maxLength: 20 });

/** Header values: visible ASCII, inner spaces and tabs, bytes above 0x7F as they come. */
const headerValue = fc
  .string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 60,
  })
  .map((value) => value.trim().replaceAll(/^[ \t\u00a0]+|[ \t\u00a0]+$/g, ''));

/** What decides over the connection or the framing is not up to chance. */
const reserved = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'expect',
  'upgrade',
  'keep-alive',
  'trailer',
  'proxy-connection',
]);

const headers = fc
  .array(
    fc.tuple(
      token.filter((name) => !reserved.has(name.toLowerCase())),
      headerValue,
    ),
    { maxLength: 12 },
  )
  .chain((list) => fc.boolean().map((twice): [string, string][] => (twice ? [...list, ...list] : list)));

const targetCharacters = 'abcXYZ019-._~!$&\'()*+,;=:@/?%|^`{}[]<>\\"';
const suffix = fc
  .string({ unit: fc.constantFrom(...targetCharacters), maxLength: 40 })
  .map((rest) => (rest === '' || rest.startsWith('?') ? rest : `/${rest}`));

const wireCase: fc.Arbitrary<WireCase> = fc.record({
  method: fc.constantFrom(...methods),
  suffix: fc.oneof(
    suffix,
    fc.constantFrom(
      '',
      '//',
      '/../..',
      '/%',
      '/%zz?%',
      '/a//b?x=1&x=2&',
      '/%00',
      '?',
      '/é'.normalize('NFC').replace('é', '%C3%A9'),
    ),
  ),
  form: fc.constantFrom('origin' as const, 'absolute' as const),
  headers,
  body: fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.constant(new Uint8Array()),
    fc.uint8Array({ minLength: 70_000, maxLength: 90_000 }),
  ),
  framing: fc.constantFrom('length' as const, 'chunked' as const),
  chunkBytes: fc.integer({ min: 1, max: 20_000 }),
});

function chunked(body: Uint8Array, chunkBytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += chunkBytes) {
    const chunk = body.subarray(at, at + chunkBytes);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), Buffer.from(chunk), Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

function wireOf(path: string, one: WireCase): { bytes: Buffer; target: string; headers: [string, string][] } {
  const target = `${one.form === 'absolute' ? 'http://elsewhere.example:80' : ''}${path}${one.suffix}`;
  const framing: [string, string] =
    one.framing === 'length' ? ['Content-Length', String(one.body.length)] : ['Transfer-Encoding', 'chunked'];
  const all: [string, string][] = [['Host', 'localhost'], ...one.headers, framing, ['Connection', 'close']];
  const head = `${one.method} ${target} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  const body = one.framing === 'length' ? one.body : chunked(one.body, one.chunkBytes);
  return { bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]), target, headers: all };
}

/** What the history holds of the newest delivery. */
function newest({ engine }: TestEngine) {
  const { history } = engine.parts;
  const summary = history.deliveries.list({}, { limit: 1 }, Date.now()).items[0];
  if (!summary) throw new Error('nothing was kept');
  return { ...history.deliveries.get(summary.deliveryId), body: history.deliveries.body(summary.deliveryId) };
}

describe('a caught request', () => {
  it('comes back from the history byte for byte: 1,000 random ones of all methods', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x', enforce: false });
    const path = new URL(url).pathname;
    await fc.assert(
      fc.asyncProperty(wireCase, async (one) => {
        const wire = wireOf(path, one);
        const answer = await rawExchange(opened.port, wire.bytes).closed;
        expect(answer.text.slice(0, 12)).toBe('HTTP/1.1 200');
        const kept = newest(opened);
        expect(kept.summary.method).toBe(one.method);
        expect(kept.summary.target).toBe(wire.target);
        expect(kept.httpVersion).toBe('1.1');
        expect(kept.rawHeaders).toEqual(wire.headers);
        expect(Buffer.compare(kept.body, one.body)).toBe(0);
        expect(kept.summary.bodyBytes).toBe(one.body.length);
      }),
      { numRuns: 1000, endOnFailure: true },
    );
  });

  it('comes back whole where large ones come at once, some of them rejected', async () => {
    const opened = await testEngine();
    const kept = await opened.client.endpoints.create({ name: 'kept', enforce: 'never' });
    const rejecting = await opened.client.endpoints.create({ name: 'rejecting', enforce: 'always' });
    const bodyOf = (round: number, at: number) => Buffer.alloc(80_000 + at * 7001, `${round}-${at} `);
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          send(at % 3 === 0 ? rejecting.url : kept.url, { method: 'POST', body: bodyOf(round, at) }),
        ),
      );
      for (const [at, { status, text }] of answers.entries()) {
        expect(status).toBe(at % 3 === 0 ? 401 : 200);
        if (status !== 200) continue;
        const body = opened.engine.parts.history.deliveries.body(JSON.parse(text).deliveryId);
        expect(Buffer.compare(body, bodyOf(round, at))).toBe(0);
      }
    }
    const { rejected } = opened.engine.parts.history;
    rejected.flush();
    const { items } = rejected.list({}, { limit: 100 });
    expect(items).toHaveLength(16);
    for (const { rejectedId, bodyBytes } of items) {
      const at = (bodyBytes - 80_000) / 7001;
      const texts = [0, 1, 2, 3].map((round) => bodyOf(round, at).subarray(0, 65_536).toString());
      expect(texts).toContain(rejected.get(rejectedId).body.toString());
    }
  });

  it('keeps a compressed body compressed', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const body = Buffer.from('1f8b0800000000000003ab5652ca48cdc9c95702d2e50000', 'hex');
    const head = `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    await rawExchange(opened.port, Buffer.concat([Buffer.from(head), body])).closed;
    expect(newest(opened).body).toEqual(body);
  });

  it('keeps more headers than Node shows by itself', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const many = Array.from({ length: 2500 }, (_, i): [string, string] => [`X-${i}`, String(i)]);
    const lines = many.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const head = `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: h\r\n${lines}Connection: close\r\n\r\n`;
    await rawExchange(opened.port, head).closed;
    expect(newest(opened).rawHeaders).toEqual([['Host', 'h'], ...many, ['Connection', 'close']]);
  });

  it('may be HTTP/1.0, without a Host', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const answer = await rawExchange(opened.port, `GET ${new URL(url).pathname} HTTP/1.0\r\n\r\n`).closed;
    expect(answer.text).toMatch(/^HTTP\/1\.1 200 /);
    expect(newest(opened)).toMatchObject({ httpVersion: '1.0', rawHeaders: [] });
  });

  it('may ask for an upgrade, and is caught as the request that it is', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const head = `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nhi`;
    const exchange = rawExchange(opened.port, head);
    expect((await exchange.received(12)).toString('latin1')).toContain('HTTP/1.1 200');
    exchange.socket.end();
    expect(newest(opened).body.toString()).toBe('hi');
  });

  it('may expect a "100 Continue" before its body, and gets it', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const head = `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n`;
    const exchange = rawExchange(opened.port, head);
    const proceed = 'HTTP/1.1 100 Continue\r\n\r\n';
    expect((await exchange.received(proceed.length)).toString()).toBe(proceed);
    exchange.socket.write('hello');
    expect((await exchange.closed).text).toContain('HTTP/1.1 200');
    expect(newest(opened).body.toString()).toBe('hello');
  });

  it('may be one of several on a connection, sent before the answers come', async () => {
    const opened = await testEngine();
    const { url } = await opened.client.endpoints.create({ name: 'x' });
    const one = (body: string, connection: string) =>
      `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: h\r\nContent-Length: ${body.length}\r\nConnection: ${connection}\r\n\r\n${body}`;
    const pipelined = one('first', 'keep-alive') + one('second', 'keep-alive') + one('third', 'close');
    const { text } = await rawExchange(opened.port, pipelined).closed;
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(3);
    const { history } = opened.engine.parts;
    const { items } = history.deliveries.list({}, { limit: 10 }, Date.now());
    const bodies = items.map(({ deliveryId }) => history.deliveries.body(deliveryId).toString());
    expect(bodies).toEqual(['third', 'second', 'first']);
  });
});
