import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { gitHubHeaders, send } from '../support/http.ts';
import { cleanEnvironment, startServe } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

beforeAll(async () => {
  await ensureBuilt({ wanted: ['main'] });
});

const start = (args: string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, [path.join(root, 'out/main/cli.cjs'), ...args], {
    env: cleanEnvironment(env),
  });

async function tacklebox(args: string[], { input = '', env = {} } = {}) {
  const child = start(args, env);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  child.stdin.end(input);
  const [status] = await once(child, 'close');
  return { status: status as number, ...output };
}

/** A target that answers `status` and keeps what it got. */
async function startTarget(status = 200) {
  const requests: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status).end('thanks');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`,
    requests,
  };
}

const body = '{"ref":"refs/heads/main","forced":false}';
const secret = 'a secret';
const headerArgs = (headers: Record<string, string>) =>
  Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);

describe('sign and verify', () => {
  test('what sign prints, verify accepts', async () => {
    const signed = await tacklebox(['sign', '--provider', 'github', '--secret', secret, '--body', '-'], {
      input: body,
    });
    expect(signed.status).toBe(0);
    const header = signed.stdout.split('\n').find((line) => /^x-hub-signature-256/i.test(line)) ?? '';
    const args = ['verify', '--provider', 'github', '--secret', secret, '--header', header, '--body', '-'];
    const verified = await tacklebox(args, { input: body });
    expect(verified).toMatchObject({ status: 0, stderr: '' });
    expect(verified.stdout).toContain('✓');
  });

  test("takes a provider's own signature, and a wrong one is a no with its cause", async () => {
    const headers = headerArgs(gitHubHeaders(body, secret));
    const args = ['verify', '--provider', 'github', '--secret', secret, ...headers, '--body', '-', '--json'];
    const good = await tacklebox(args, { input: body });
    expect(good.status).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, code: 'genuine' });
    const bent = await tacklebox(args, { input: `${body}\n` });
    expect(bent.status).toBe(1);
    expect(JSON.parse(bent.stdout)).toMatchObject({ ok: false, code: 'no_matching_signature' });
  });

  test('takes the secret from a file or the environment, where lists of processes do not show it', async () => {
    const file = path.join(await testDir(), 'secret');
    await writeFile(file, `${secret}\n`);
    const args = ['sign', '--provider', 'github', '--body', '-', '--json'];
    const outputs = await Promise.all([
      tacklebox([...args, '--secret-file', file], { input: body }),
      tacklebox(args, { input: body, env: { TACKLEBOX_SECRET: secret } }),
      tacklebox([...args, '--secret', secret], { input: body }),
    ]);
    expect(new Set(outputs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(outputs[0]?.status).toBe(0);
  });
});

describe('bad arguments', () => {
  test.each([
    [['nonsense'], 'nonsense'],
    [['send'], '--to'],
    [['verify', '--header', 'no colon'], 'Name: value'],
    [['sign', '--provider', 'github'], 'secret'],
    [['sign', '--provider', 'github', '--secret', 's', '--body', '/not/there'], '/not/there'],
    [['endpoints', 'get', 'wrong'], 'whk_'],
    [['deliveries', 'list', '--limit', 'many'], 'whole number'],
    [['deliveries', 'list', '--verdict', 'perhaps'], 'verdict'],
  ])('%j end with status 2 and name what is wrong', async (args, named) => {
    const { status, stderr } = await tacklebox(args, { env: { TACKLEBOX_DATA_DIR: await testDir() } });
    expect(stderr).toContain(named);
    expect(status).toBe(2);
  });

  test('an error is JSON where JSON was asked for', async () => {
    const { status, stdout } = await tacklebox(['providers', 'githup', '--json']);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'provider_not_found' } });
  });
});

test('help names every command and says what exit statuses mean', async () => {
  const { status, stdout } = await tacklebox(['--help']);
  expect(status).toBe(0);
  for (const name of ['serve', 'listen', 'send', 'sign', 'verify', 'endpoints', 'deliveries', 'providers']) {
    expect(stdout).toContain(`\n  ${name}`);
  }
  expect(stdout).toContain('Exit status');
});

test('shows a provider with whose word each thing is, and where it stands', async () => {
  const shown = await tacklebox(['providers', 'show', 'voice-agent']);
  expect(shown.status).toBe(0);
  const line = (begin: RegExp) => shown.stdout.split('\n').find((text) => begin.test(text));
  expect(line(/^Payloads/)).toMatch(/ours .*made up here/);
  expect(line(/^Timeout/)).toMatch(/the provider’s word \[1\] .*10 s/);
  expect(line(/^\[1\] /)).toContain('documentation page');
  expect(await tacklebox(['providers', 'voice-agent'])).toEqual(shown);
  const json = await tacklebox(['providers', 'show', 'stripe', '--json']);
  expect(JSON.parse(json.stdout).facts).toContainEqual(
    expect.objectContaining({ subject: 'Signature', origin: 'measured' }),
  );
});

test('colours nothing that does not go to a terminal', async () => {
  const { stdout } = await tacklebox(['providers']);
  expect(stdout).toContain('github');
  expect(stdout).not.toContain('\u001b[');
});

test('an endpoint is made, shown, rotated and switched off and on', async () => {
  const dir = ['--data-dir', await testDir(), '--json'];
  const json = async (...args: string[]) => {
    const { status, stdout, stderr } = await tacklebox([...args, ...dir]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  const { webhookId, signingSecret } = await json(
    'endpoints',
    'create',
    '--name',
    'CI',
    '--provider',
    'github',
  );
  expect(await json('endpoints', 'get', webhookId)).toMatchObject({ name: 'CI', active: true });
  const rotated = await json('endpoints', 'rotate', webhookId, '--overlap', '60');
  expect(rotated.signingSecret).not.toBe(signingSecret);
  expect(await json('endpoints', 'deactivate', webhookId)).toMatchObject({ active: false });
  expect(await json('endpoints', 'reactivate', webhookId)).toMatchObject({ active: true });
  expect((await json('endpoints', 'list')).webhooks).toHaveLength(1);
});

describe('send', () => {
  test('signs and sends, and says how it went', async () => {
    const target = await startTarget();
    const args = ['send', '--to', target.url, '--provider', 'github', '--event', 'push', '--secret', secret];
    const { status, stdout } = await tacklebox([
      ...args,
      ...['--header', 'X-Extra: yes', '--data-dir', await testDir()],
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain('200');
    const [request] = target.requests;
    const expected = gitHubHeaders(request?.body ?? '', secret)['X-Hub-Signature-256'];
    expect(request?.headers).toMatchObject({
      'x-github-event': 'push',
      'x-hub-signature-256': expected,
      'x-extra': 'yes',
    });
  });

  test.each([500, 404])('ends with status 1 when the target answers %i', async (answer) => {
    const target = await startTarget(answer);
    const args = ['send', '--to', target.url, '--data', '-', '--data-dir', await testDir()];
    expect((await tacklebox(args, { input: 'hello' })).status).toBe(1);
    expect(target.requests).toMatchObject([{ body: 'hello' }]);
  });

  test('ends with status 1 and says why when nobody answers', async () => {
    const args = ['send', '--to', 'http://127.0.0.1:1/', '--data-dir', await testDir()];
    const { status, stdout } = await tacklebox(args);
    expect(status).toBe(1);
    expect(stdout).toMatch(/refused|nothing listens/i);
  });
});

test('deliveries are listed, shown byte for byte, replayed, exported and imported', async () => {
  const from = ['--data-dir', await testDir()];
  const target = await startTarget();
  const payload = '{"a":1, "b":\t"ü"}';
  const sending = await tacklebox(['send', '--to', target.url, '--data', '-', '--json', ...from], {
    input: payload,
  });
  const { deliveryId } = JSON.parse(sending.stdout);
  const list = await tacklebox(['deliveries', 'list', '--direction', 'out', '--json', ...from]);
  expect(JSON.parse(list.stdout).items).toMatchObject([{ deliveryId, status: 200 }]);
  expect((await tacklebox(['deliveries', 'show', deliveryId, '--body', ...from])).stdout).toBe(payload);
  expect((await tacklebox(['deliveries', 'show', deliveryId, ...from])).stdout).toContain('attempt 1');

  const replayed = await tacklebox(['deliveries', 'replay', deliveryId, '--to', target.url, ...from]);
  expect(replayed.status).toBe(0);
  expect(target.requests.map((request) => request.body)).toEqual([payload, payload]);

  const file = path.join(await testDir(), 'all.jsonl');
  expect((await tacklebox(['deliveries', 'export', file, ...from])).status).toBe(0);
  expect(await readFile(file, 'utf8')).toContain(deliveryId);
  const to = ['--data-dir', await testDir()];
  expect((await tacklebox(['deliveries', 'import', file, ...to])).status).toBe(0);
  expect((await tacklebox(['deliveries', 'show', deliveryId, '--body', ...to])).stdout).toBe(payload);
});

describe('listen', () => {
  test('prints what it catches with its verdict, forwards it, and what it refuses with the reason', async () => {
    const target = await startTarget();
    const dataDir = await testDir();
    const child = start([
      ...['listen', '--provider', 'github', '--secret', secret, '--forward', target.url],
      ...['--port', '0', '--count', '2', '--json', '--data-dir', dataDir],
    ]);
    const ended = once(child, 'close');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value ?? 'null');
    const { urls, type } = await next();
    expect(type).toBe('listening');
    const headers = gitHubHeaders(body, secret);
    expect((await send(urls[0], { method: 'POST', headers, body })).status).toBe(200);
    expect(await next()).toMatchObject({ type: 'delivery.captured', eventType: 'push', verdict: 'verified' });
    expect((await send(urls[0], { method: 'POST', headers, body: `${body} ` })).status).toBe(401);
    expect(await next()).toMatchObject({ type: 'delivery.rejected', reason: 'signature_invalid' });
    expect((await ended)[0]).toBe(0);
    expect(target.requests).toMatchObject([{ body }]);
  });

  test('ends in order when it is told to', async () => {
    const child = start(['listen', '--port', '0', '--json', '--data-dir', await testDir()]);
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).toBe(0);
  });
});

describe('a data folder that a running serve holds', () => {
  test('is worked on through that serve', async () => {
    const serve = await startServe();
    onTestFinished(() => void serve.stop());
    const from = ['--data-dir', serve.dataDir, '--json'];
    const made = await tacklebox(['endpoints', 'create', '--name', 'Through', ...from]);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const { webhooks } = await serve.call('endpoints.list');
    expect(webhooks).toMatchObject([{ webhookId: JSON.parse(made.stdout).webhookId, name: 'Through' }]);
  });

  test('can be listened to', async () => {
    const serve = await startServe();
    onTestFinished(() => void serve.stop());
    const child = start(['listen', '--count', '1', '--json', '--data-dir', serve.dataDir]);
    const ended = once(child, 'close');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { urls } = JSON.parse((await lines.next()).value ?? '');
    expect(urls[0]).toContain(serve.receiverUrl);
    await send(urls[0], { method: 'POST', body: 'hello' });
    expect(JSON.parse((await lines.next()).value ?? '')).toMatchObject({ type: 'delivery.captured' });
    expect((await ended)[0]).toBe(0);
  });
});
