import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '#main/engine/create-engine.ts';
import type { Engine } from '#main/engine/engine.ts';
import { type HttpTransport, startHttpTransport } from '#main/transports/http.ts';
import { send } from '../support/http.ts';
import { rawExchange } from '../support/raw-client.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

const token = 'the-token-of-this-run';
const planted = 'planted-in-a-captured-body';
const publicText = 'the public page';

let dir: string;
let engine: Engine;
let transport: HttpTransport;
let deliveryId: string;
/** Every call that got as far as the engine. */
const reached: string[] = [];

beforeAll(async () => {
  dir = await makeTempDir('guard');
  const interfaceDir = path.join(dir, 'page');
  await mkdir(interfaceDir);
  await writeFile(path.join(interfaceDir, 'index.html'), publicText);
  engine = await createEngine({
    host: 'serve',
    version: '0',
    receiverPort: 0,
    dataDir: path.join(dir, 'data'),
  });
  const made = await engine.dispatch('endpoints.create', { name: 'Guarded' });
  if (!made.ok) throw new Error(made.error.message);
  const { url } = made.result as { url: string };
  deliveryId = JSON.parse((await send(url, { method: 'POST', body: planted })).text).deliveryId;
  transport = await startHttpTransport({
    engine: {
      ...engine,
      dispatch(name, ...rest) {
        reached.push(name);
        return engine.dispatch(name, ...rest);
      },
      subscribe(listener) {
        reached.push('events');
        return engine.subscribe(listener);
      },
    },
    host: '127.0.0.1',
    port: 0,
    token,
    interfaceDir,
  });
});
afterAll(async () => {
  await transport?.close();
  await engine?.close();
  await removeDir(dir);
});

const port = () => Number(new URL(transport.url).port);

/** The addresses of a route of the router's own table, each of its parameters filled in. */
const addressesOf = (url: string): string[] =>
  url.includes(':method')
    ? ['system.info', 'deliveries.list', 'endpoints.create'].map((name) => url.replace(':method', name))
    : [url.replace(':deliveryId', deliveryId).replace('*', 'anything')];

const encoded = (text: string) =>
  [...text].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');

/** Every way to spell an address that a router, a proxy or a person might take for the same. */
function spellings(address: string): string[] {
  const bare = address.slice(1);
  const [area = '', ...rest] = bare.split('/');
  const tail = rest.join('/');
  const first = `/${encoded(area.slice(0, 1))}${area.slice(1)}/${tail}`;
  return [
    address,
    first,
    first.toUpperCase(),
    first.replaceAll('%', '%25'),
    `/${encoded(area)}/${encoded(tail)}`,
    `/${area}%2f${tail}`,
    `/${area}%2F${tail}`,
    `/${area}%5c${tail}`,
    `/${area}\\${tail}`,
    `\\${bare}`,
    `/${area}/${tail}/`,
    `/${area}//${tail}`,
    `//${bare}`,
    `///${bare}`,
    `/./${bare}`,
    `/x/../${bare}`,
    `/x/%2e%2e/${bare}`,
    `/assets/..%2f${bare}`,
    `/${area}/./${tail}`,
    `/${area}/x/../${tail}`,
    `/${area};x/${tail}`,
    `/${area}/${tail};x`,
    `/;/${bare}`,
    `/${area.toUpperCase()}/${tail}`,
    `/${area}/${tail.toUpperCase()}`,
    `${address}?token=${token}x`,
    `${address}?authorization=Bearer%20${token}`,
    `${address}#`,
    `/?/../${bare}`,
    `/${area}%00/${tail}`,
    `/${area}/${tail}%00`,
    `/%c0%af${bare}`,
    `/${area}%20/${tail}`,
    bare,
    `http://127.0.0.1:${port()}${address}`,
    `HTTP://127.0.0.1:${port()}${first}`,
    `http://127.0.0.1:${port()}/${address}`,
    `http://user:${token}@127.0.0.1:${port()}${address}`,
    `http://evil.example${address}`,
    `https://127.0.0.1:${port()}${address}`,
    `ws://127.0.0.1:${port()}${address}`,
    `//127.0.0.1:${port()}${address}`,
    `*${address}`,
  ];
}

const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY', 'SEARCH'];
const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

/** Requests of one spelling in every form. */
function forms(target: string): string[] {
  const host = `Host: 127.0.0.1:${port()}`;
  const body = 'Content-Length: 2\r\n\r\n{}';
  const request = (method: string, version: string, headers: string[]) =>
    `${[`${method} ${target} HTTP/${version}`, ...headers, 'Connection: close'].join('\r\n')}\r\n${method === 'POST' ? body : '\r\n'}`;
  return [
    ...methods.map((method) => request(method, '1.1', [host])),
    request('POST', '1.0', [host]),
    request('GET', '1.0', []),
    request('POST', '1.1', [host, 'X-HTTP-Method-Override: GET', 'X-Original-URL: /', 'X-Rewrite-URL: /']),
    request('POST', '1.1', [host, 'Authorization: Bearer', 'Cookie: token=1']),
    `${[`GET ${target} HTTP/1.1`, host, ...upgrade].join('\r\n')}\r\n\r\n`,
    `${[`POST ${target} HTTP/1.1`, host, ...upgrade, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`,
  ];
}

const statusOf = (text: string) => Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0);

test('the table of routes is the router’s own, and public is the page alone', () => {
  const guarded = transport.routes.filter(({ isPublic }) => !isPublic).map(({ url }) => url);
  expect(guarded).toEqual(
    expect.arrayContaining(['/api/events', '/api/:method', '/api/deliveries/:deliveryId/body', '/api/*']),
  );
  for (const { url, methods: served, isPublic } of transport.routes) {
    if (!isPublic) continue;
    expect(url).toBe('/*');
    for (const method of served) expect(['GET', 'HEAD']).toContain(method);
  }
});

describe('without the token', () => {
  test('no spelling of any address reaches the engine, in any form', async () => {
    const addresses = transport.routes
      .filter(({ isPublic }) => !isPublic)
      .flatMap(({ url }) => addressesOf(url));
    const requests = [...new Set(addresses)].flatMap((address) => spellings(address).flatMap(forms));
    expect(requests.length).toBeGreaterThan(1000);
    const wrong: string[] = [];
    // An upgraded socket that nobody ends would stay for good: that each exchange ends is part of the promise.
    const tryOne = async (request: string) => {
      const exchange = rawExchange(port(), Buffer.from(request, 'latin1'));
      const { text } = await exchange.closed;
      const status = statusOf(text);
      const leaks = text.includes(planted) || text.includes('"ok":true') || text.includes('switching');
      // The page may be served where an address leads to it; anything else is rejected.
      const isPage = status === 200 && (text.endsWith(publicText) || /^HEAD/.test(request));
      if (leaks || status === 101 || (status < 400 && !isPage && status !== 0)) {
        wrong.push(`${request.split('\r\n')[0]} -> ${text.slice(0, 80)}`);
      }
    };
    const queue = [...requests];
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) await tryOne(next);
      }),
    );
    expect(wrong).toEqual([]);
    expect(reached).toEqual([]);
  });

  test('an address without a route is denied like one that has one, so that nobody can ask what there is', async () => {
    for (const target of ['/api/system.info', '/api/no.such', '/api/', '/api', '/nothing']) {
      const { status } = await send(new URL(target, transport.url).href, { method: 'POST', body: '{}' });
      expect({ target, status }).toEqual({ target, status: 401 });
    }
    for (const target of ['/api/system.info', '/api/deliveries/x', '/api/events']) {
      expect((await send(new URL(target, transport.url).href)).status).toBe(401);
    }
  });

  test('the same spellings work with it, or lead nowhere: the guard and the router read one address', async () => {
    const target = '/%61pi/system.info';
    const { closed } = rawExchange(
      port(),
      `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`,
    );
    expect((await closed).text).toContain('"ok":true');
    expect(reached).toContain('system.info');
  });
});

describe('what a request calls this machine', () => {
  const ask = async (head: string) => {
    const { closed } = rawExchange(
      port(),
      `${head}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    );
    return statusOf((await closed).text);
  };
  const ours = () => `Host: 127.0.0.1:${port()}`;

  test('a foreign name in the target is as foreign as one in the header', async () => {
    expect(await ask(`POST http://evil.example/api/system.info HTTP/1.1\r\n${ours()}`)).toBe(403);
    expect(await ask(`POST http://a@127.0.0.1/api/system.info HTTP/1.1\r\n${ours()}`)).toBe(403);
    expect(await ask(`POST http://127.0.0.1:${port()}/api/system.info HTTP/1.1\r\n${ours()}`)).toBe(200);
  });

  test('a second Host header hides nothing', async () => {
    expect(await ask(`POST /api/system.info HTTP/1.1\r\n${ours()}\r\nHost: evil.example`)).toBe(403);
    expect(await ask(`POST /api/system.info HTTP/1.1\r\nHost: evil.example\r\n${ours()}`)).toBe(403);
  });

  test('a name of --allow-host is ours, with any port and in any case, and no other name becomes so', async () => {
    const allowing = await startHttpTransport({
      engine,
      host: '127.0.0.1',
      port: 0,
      token,
      allowedHosts: ['Hooks.Example'],
      interfaceDir: path.join(dir, 'page'),
    });
    onTestFinished(() => allowing.close());
    const status = async (host: string, origin?: string) =>
      (
        await send(`${allowing.url}api/system.info`, {
          method: 'POST',
          headers: {
            Host: host,
            Authorization: `Bearer ${token}`,
            ...(origin === undefined ? {} : { Origin: origin }),
          },
        })
      ).status;
    expect(await status('hooks.example')).toBe(200);
    expect(await status('HOOKS.EXAMPLE:8443')).toBe(200);
    expect(await status('hooks.example', 'https://hooks.example')).toBe(200);
    expect(await status('hooks.example', 'https://evil.example')).toBe(403);
    expect(await status('x.hooks.example')).toBe(403);
    expect(await status('hooks.example.evil.example')).toBe(403);
    // Allowed or not, a name is no token.
    const { status: unknown } = await send(`${allowing.url}api/system.info`, {
      method: 'POST',
      headers: { Host: 'hooks.example' },
    });
    expect(unknown).toBe(401);
  });
});
