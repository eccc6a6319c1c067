import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import { curlText } from '#core/http/text/curl.ts';
import { harEntry, harLog } from '#core/http/text/har.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import type { WireCopy } from '#core/http/wire-copy.ts';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { gitHubHeaders } from '../support/http.ts';
import { cleanEnvironment } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

beforeAll(async () => {
  await ensureBuilt({ wanted: ['main'] });
});

async function tacklebox(args: string[], input = '') {
  const child = spawn(process.execPath, [path.join(root, 'out/main/cli.cjs'), ...args], {
    env: cleanEnvironment({ TACKLEBOX_DATA_DIR: await testDir() }),
  });
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

const secret = 'a secret';
const body = '{"ref":"refs/heads/main"}';

/** As GitHub sends it. */
const request: WireCopy = {
  method: 'POST',
  url: 'https://api.example.com/hooks/github',
  httpVersion: '1.1',
  rawHeaders: [
    ['Host', 'api.example.com'],
    ['Content-Type', 'application/json'],
    ['X-GitHub-Event', 'push'],
    ...Object.entries(gitHubHeaders(body, secret)),
  ],
  body: utf8(body),
};
const entry = (of: WireCopy) =>
  harEntry({ request: of, answer: null, startedAtMs: 0, durationMs: null, phases: null });

async function fileWith(text: string): Promise<string> {
  const file = path.join(await testDir(), 'input');
  await writeFile(file, text);
  return file;
}

/** As a function behind an API Gateway is given it. */
const lambdaEvent = JSON.stringify({
  httpMethod: 'POST',
  path: '/hooks/github',
  headers: Object.fromEntries(request.rawHeaders),
  body,
  isBase64Encoded: false,
});

describe('a whole request', () => {
  test.each([
    ['--http', httpText(request)],
    ['--curl', curlText(request)],
    ['--har', JSON.stringify(entry(request))],
    ['--request', curlText(request)],
    ['--request', lambdaEvent],
  ])('is checked from %s, and its provider told by its look', async (flag, text) => {
    const piped = await tacklebox(['verify', flag, '-', '--secret', secret], text);
    expect(piped.stdout).toContain('✓');
    expect(piped.stderr).toContain('Checked as github');
    expect(piped.status).toBe(0);
    const wrong = await tacklebox(['verify', flag, await fileWith(text), '--secret', 'another', '--json']);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ ok: false, code: 'no_matching_signature' });
    expect(wrong.status).toBe(1);
  });

  test('is one of a HAR file, chosen by its place', async () => {
    const bent = { ...request, body: utf8(`${body} `) };
    const file = await fileWith(JSON.stringify(harLog('1', [entry(bent), entry(request)])));
    const args = ['verify', '--har', file, '--secret', secret];
    const unclear = await tacklebox(args);
    expect(unclear.status).toBe(2);
    expect(unclear.stderr).toContain('2  POST https://api.example.com/hooks/github');
    expect((await tacklebox([...args, '--entry', '1'])).status).toBe(1);
    expect((await tacklebox([...args, '--entry', '2'])).status).toBe(0);
    expect((await tacklebox([...args, '--entry', '3'])).status).toBe(2);
  });

  test('gives way to what the other flags say', async () => {
    const args = ['verify', '--http', await fileWith(httpText(request)), '--secret', secret, '--body', '-'];
    expect((await tacklebox(args, body)).status).toBe(0);
    expect((await tacklebox(args, '{}')).status).toBe(1);
  });

  test('that nobody is known to send asks for the provider', async () => {
    const { status, stderr } = await tacklebox(['verify', '--http', '-'], 'POST / HTTP/1.1\nHost: a\n\n{}');
    expect(stderr).toContain('--provider');
    expect(status).toBe(2);
  });

  test('that can’t be read is refused with its place', async () => {
    const { status, stderr } = await tacklebox(['verify', '--curl', '-'], 'curl https://h.test \\\n -d "a');
    expect(stderr).toContain('Line 2');
    expect(status).toBe(2);
  });
});

test('a failure is told in the words of the screen, with code that does it right', async () => {
  const bent = httpText({ ...request, body: utf8(`${body}\n`) });
  const args = ['verify', '--http', '-', '--secret', secret, '--language', 'python'];
  const { status, stdout } = await tacklebox(args, bent);
  expect(status).toBe(1);
  expect(stdout).toContain('✗ Not genuine with this secret. It becomes genuine when');
  expect(stdout).toContain('Proven: with this change the signature matches.');
  expect(stdout).toContain('How to mend it');
  expect(stdout).toContain('Code that checks it right, in Python');
  expect(stdout).toContain('hmac.compare_digest');
});

describe('a scheme of one’s own', () => {
  const scheme = JSON.stringify({
    kind: 'hmac',
    hash: 'sha512',
    encoding: 'base64',
    signedContent: '{method}.{body}',
    signature: { at: { in: 'header', name: 'X-Mine' }, format: 'v1 {signature}' },
  });

  test('signs what it verifies', async () => {
    const common = ['--scheme', await fileWith(scheme), '--secret', secret, '--body', '-'];
    const signed = await tacklebox(['sign', ...common], body);
    expect(signed.stdout).toMatch(/^X-Mine: v1 [A-Za-z0-9+/]{86}==\n$/);
    const header = ['--header', signed.stdout.trim()];
    expect((await tacklebox(['verify', ...common, ...header], body)).status).toBe(0);
    expect((await tacklebox(['verify', ...common, ...header, '--method', 'PUT'], body)).status).toBe(1);
  });

  test('is refused by the path of what is wrong in it', async () => {
    const file = await fileWith(scheme.replace('sha512', 'sha3'));
    const { status, stderr } = await tacklebox(['sign', '--scheme', file, '--secret', secret]);
    expect(stderr).toContain('is no signature scheme. hash:');
    expect(status).toBe(2);
  });
});
