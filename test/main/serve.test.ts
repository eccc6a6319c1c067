import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { root } from '../../scripts/lib/paths.mjs';
import { gitHubHeaders, send } from '../support/http.ts';
import { cleanEnvironment, type RunningServe, startServe } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

/** Runs `serve` until it ends by itself. */
async function runServe(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(root, 'out/main/serve.cjs'), ...args], {
    env: cleanEnvironment(env),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [status] = await once(child, 'close');
  return { status: status as number | null, stdout, stderr };
}

/** Resolves with how a WebSocket ended before it opened, or with the open socket. */
function openSocket(url: string, headers: Record<string, string> = {}): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.on('error', reject);
  });
}

describe('a running serve', () => {
  let serve: RunningServe;
  let events: string;
  beforeAll(async () => {
    serve = await startServe({ page: true });
    events = `${serve.interfaceUrl.replace('http', 'ws')}api/events`;
  });
  afterAll(async () => {
    await serve?.stop();
  });

  const bearer = () => ({ Authorization: `Bearer ${serve.token}` });
  const info = (headers: Record<string, string>) =>
    send(`${serve.interfaceUrl}api/system.info`, { method: 'POST', headers, body: '{}' });
  const codeOf = (text: string) => JSON.parse(text).error.code;

  test('answers a call that knows the token', async () => {
    const { status, text } = await info(bearer());
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ ok: true, result: { host: 'serve', dataDir: serve.dataDir } });
  });

  test.each([
    ['no token', {}],
    ['a wrong token', { Authorization: 'Bearer wrong' }],
    ['a longer token', { Authorization: 'Bearer test-token-and-more' }],
    ['an empty token', { Authorization: 'Bearer ' }],
    ['the token under another scheme', { Authorization: 'Basic test-token' }],
  ])('refuses a call with %s', async (_, headers) => {
    const { status, text } = await info(headers);
    expect({ status, code: codeOf(text) }).toEqual({ status: 401, code: 'unauthorized' });
  });

  test('does not take the token of a call from the address, where it would be logged', async () => {
    const { status } = await send(`${serve.interfaceUrl}api/system.info?token=${serve.token}`, {
      method: 'POST',
      body: '{}',
    });
    expect(status).toBe(401);
  });

  test.each([
    'evil.example',
    'evil.example:4666',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'localhost@evil',
    '',
  ])('refuses the Host %j, as after DNS rebinding', async (host) => {
    const { status, text } = await info({ ...bearer(), Host: host });
    expect({ status, code: codeOf(text) }).toEqual({ status: 403, code: 'forbidden_host' });
  });

  test('refuses the page itself to a foreign Host', async () => {
    const { status } = await send(serve.interfaceUrl, { headers: { Host: 'evil.example' } });
    expect(status).toBe(403);
  });

  test.each(['localhost:9999', '[::1]:80', '127.0.0.1'])('takes the Host %s', async (host) => {
    expect((await info({ ...bearer(), Host: host })).status).toBe(200);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost'])(
    'refuses a page of the origin %s',
    async (origin) => {
      const { status, text } = await info({ ...bearer(), Origin: origin });
      expect({ status, code: codeOf(text) }).toEqual({ status: 403, code: 'forbidden_origin' });
    },
  );

  test('takes its own page', async () => {
    const { origin } = new URL(serve.interfaceUrl);
    expect((await info({ ...bearer(), Origin: origin })).status).toBe(200);
  });

  test('refuses a WebSocket without the token, with a wrong one, and of a foreign page', async () => {
    expect(await openSocket(events)).toBe(401);
    expect(await openSocket(`${events}?token=wrong`)).toBe(401);
    expect(await openSocket(`${events}?token=${serve.token}`, { Origin: 'https://evil.example' })).toBe(403);
    expect(await openSocket(`${events}?token=${serve.token}`, { Host: 'evil.example' })).toBe(403);
  });

  test('sends what is caught as frames of JSON lists', async () => {
    const socket = await openSocket(`${events}?token=${serve.token}`);
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const captured = new Promise<{ type: string; deliveryId: string }>((resolve) => {
      socket.on('message', (data) => {
        const frame = JSON.parse(String(data));
        expect(frame).toBeInstanceOf(Array);
        const found = frame.find((event: { type: string }) => event.type === 'delivery.captured');
        if (found) resolve(found);
      });
    });
    const { url } = await serve.call('endpoints.create', { name: 'Events' });
    const answer = await send(url, { method: 'POST', body: 'hello' });
    expect(answer.status).toBe(200);
    expect((await captured).deliveryId).toBe(JSON.parse(answer.text).deliveryId);
    socket.close();
  });

  test('serves a body as it was caught, byte for byte, to be saved and never shown', async () => {
    const body = Uint8Array.from({ length: 3_000_000 }, (_, at) => at % 251);
    const { url } = await serve.call('endpoints.create', { name: 'Bytes' });
    const { deliveryId } = JSON.parse((await send(url, { method: 'POST', body })).text);
    const address = `${serve.interfaceUrl}api/deliveries/${deliveryId}/body`;
    const served = await send(address, { headers: bearer() });
    expect(served.status).toBe(200);
    expect(served.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="${deliveryId}.bin"`,
    });
    expect(Buffer.compare(served.body, Buffer.from(body))).toBe(0);
    expect((await send(address)).status).toBe(401);
  });

  test('says that a delivery is not there, or that an id is none', async () => {
    const missing = await send(`${serve.interfaceUrl}api/deliveries/whd_01ARZ3NDEKTSV4RRFFQ69G5FAV/body`, {
      headers: bearer(),
    });
    expect({ status: missing.status, code: codeOf(missing.text) }).toEqual({
      status: 404,
      code: 'delivery_not_found',
    });
    const wrong = await send(`${serve.interfaceUrl}api/deliveries/..%2f..%2fetc/body`, { headers: bearer() });
    expect({ status: wrong.status, code: codeOf(wrong.text) }).toEqual({
      status: 400,
      code: 'invalid_input',
    });
  });

  test('serves the page with a policy that lets nothing foreign in, and without cookies', async () => {
    const { status, headers, text } = await send(serve.pageUrl);
    expect(status).toBe(200);
    expect(text).toContain('<div id="root">');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['x-frame-options']).toBe('DENY');
    expect(text).not.toContain(serve.token);
  });

  test.each(['..%2fmain%2fserve.cjs', '%2e%2e/main/serve.cjs', '.sources', 'nothing-here.js'])(
    'serves nothing outside of the built page: %s',
    async (name) => {
      const { status } = await send(`${serve.interfaceUrl}${name}`);
      expect([400, 403, 404]).toContain(status);
    },
  );

  test('leaves its address where only its owner can read it', () => {
    const file = path.join(serve.dataDir, 'serve.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      pid: serve.process.pid,
      interface: serve.interfaceUrl,
      token: serve.token,
    });
  });

  test('says who holds the data folder to a second one', async () => {
    const { status, stdout, stderr } = await runServe(['--data-dir', serve.dataDir, '--port', '0', '--json']);
    expect(status).toBe(3);
    expect(JSON.parse(stdout).error.code).toBe('data_folder_in_use');
    expect(stdout).toContain(String(serve.process.pid));
    expect(stderr).toBe('');
  });
});

describe('starting serve', () => {
  test('prints one line of JSON when both ports accept connections', async () => {
    const serve = await startServe();
    for (const address of [serve.interfaceUrl, serve.receiverUrl]) {
      const { hostname, port } = new URL(address);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.destroy();
    }
    expect(serve.interfaceUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(serve.receiverUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await serve.stop();
  });

  test('makes a new token each time when none is given', async () => {
    const dataDir = await testDir();
    const tokens: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      const serve = await startServe({ dataDir, token: null });
      tokens.push(JSON.parse(readFileSync(path.join(dataDir, 'serve.json'), 'utf8')).token);
      await serve.stop();
    }
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(token.length).toBeGreaterThanOrEqual(32);
  });

  test.each(['--port', '--receiver-port'])('says so when the port of %s is taken', async (flag) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const rest = flag === '--port' ? ['--receiver-port', '0'] : ['--port', '0'];
    const { status, stderr } = await runServe(['--data-dir', await testDir(), flag, port, ...rest]);
    other.close();
    expect(status).toBe(3);
    expect(stderr).toContain(port);
    expect(stderr).toMatch(/in use/);
  });

  test.each([
    [['--port', 'http'], '--port'],
    [['--port', '70000'], '--port'],
    [['--token', 'two words'], '--token'],
    [['--nonsense'], '--nonsense'],
  ])('refuses %j with exit status 2', async (args, named) => {
    const { status, stderr } = await runServe(['--data-dir', await testDir(), ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(named);
  });

  test('takes its options from the environment, and names the variable that is wrong', async () => {
    const dataDir = await testDir();
    const { status, stderr } = await runServe([], { TACKLEBOX_DATA_DIR: dataDir, TACKLEBOX_PORT: 'x' });
    expect(status).toBe(2);
    expect(stderr).toContain('TACKLEBOX_PORT');
  });
});

describe('stopping serve', () => {
  test('finishes what is in flight, keeps it, and ends with status 0', async () => {
    const dataDir = await testDir();
    const first = await startServe({ dataDir });
    const { webhookId, url } = await first.call('endpoints.create', { name: 'Slow' });
    await first.call('endpoints.update', {
      webhookId,
      answer: { kind: 'fixed', status: 202, headers: [], body: 'late', delayMs: 700 },
    });
    const socket = await openSocket(
      `${first.interfaceUrl.replace('http', 'ws')}api/events?token=${first.token}`,
    );
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const caught = new Promise<void>((resolve) => {
      socket.on('message', (data) => String(data).includes('delivery.captured') && resolve());
    });
    const slow = send(url, { method: 'POST', body: 'in flight' });
    await caught;
    const { status, stderr } = await first.stop();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect((await slow).status).toBe(202);
    expect(existsSync(path.join(dataDir, 'serve.json'))).toBe(false);

    const second = await startServe({ dataDir });
    const { items } = await second.call('deliveries.list', { webhookId });
    expect(items).toHaveLength(1);
    await second.stop();
  });

  test('lets a data folder be opened again at once, with everything in it', async () => {
    const dataDir = await testDir();
    const first = await startServe({ dataDir });
    const { webhookId, url, signingSecret } = await first.call('endpoints.create', {
      name: 'Pushes',
      provider: 'github',
    });
    const body = '{"ref":"refs/heads/main"}';
    const { status } = await send(url, { method: 'POST', headers: gitHubHeaders(body, signingSecret), body });
    expect(status).toBe(200);
    await first.stop();
    const second = await startServe({ dataDir });
    const { items } = await second.call('deliveries.list', { webhookId });
    expect(items).toMatchObject([{ provider: 'github', eventType: 'push', verdict: 'verified' }]);
    await second.stop();
  });
});
