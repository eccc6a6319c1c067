import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { type TestEngine, testEngine } from '../../support/engine.ts';
import { send } from '../../support/http.ts';

async function withEndpoint(provider = 'generic') {
  const test = await testEngine();
  const endpoint = await test.client.endpoints.create({ name: 'Any', provider });
  const post = async (body: string | Uint8Array, headers: [string, string][] = [], below = '') => {
    await send(`${endpoint.url}${below}`, { method: 'POST', body, headers });
    const { items } = await test.client.deliveries.list({ limit: 1 });
    return items[0]?.deliveryId ?? '';
  };
  return { ...test, endpoint, post };
}

describe('looking at a delivery', () => {
  it('shows the beginning of a large body, and any range of it', async () => {
    const { client, post } = await withEndpoint();
    const body = 'é'.repeat(300_000);
    const deliveryId = await post(body);
    const { request } = await client.deliveries.get({ deliveryId });
    expect(request.body).toMatchObject({ encoding: 'utf8', totalBytes: 600_000, truncated: true });
    expect(Buffer.byteLength(request.body.data)).toBeLessThanOrEqual(262_144);
    const range = await client.deliveries.body({ deliveryId, offsetBytes: 599_998, lengthBytes: 100 });
    expect(range).toMatchObject({ data: 'é', offsetBytes: 599_998, totalBytes: 600_000 });
    const past = await client.deliveries.body({ deliveryId, offsetBytes: 700_000, lengthBytes: 100 });
    expect(past.data).toBe('');
  });

  it("serves a range of an attempt's response, and none of another delivery's", async () => {
    const server = await countingServer((_request, response) => response.end('0123456789'));
    onTestFinished(server.close);
    const { client, post } = await withEndpoint();
    const { deliveryId, attemptList } = await client.deliveries.send({
      payload: {},
      target: { url: server.url },
    });
    const attemptId = attemptList[0]?.attemptId;
    expect(
      await client.deliveries.body({ deliveryId, attemptId, offsetBytes: 3, lengthBytes: 4 }),
    ).toMatchObject({
      data: '3456',
      totalBytes: 10,
    });
    const other = await post('x');
    await expect(client.deliveries.body({ deliveryId: other, attemptId })).rejects.toMatchObject({
      code: 'attempt_not_found',
    });
  });

  it('tells its life in order', async () => {
    const { client, post } = await withEndpoint();
    const { timeline } = await client.deliveries.get({ deliveryId: await post('{}') });
    expect(timeline.map(({ kind }) => kind)).toEqual(['caught', 'verified', 'answered']);
  });

  it('compares two: headers, JSON by pointer, bytes', async () => {
    const { client, post } = await withEndpoint();
    const left = await post('{"a":1,"b":[1]}', [['X-Kind', 'one']]);
    const right = await post('{"a":2,"b":[1]}', [['X-Kind', 'two']]);
    const diff = await client.deliveries.diff({ left, right });
    expect(diff.json).toEqual([{ pointer: '/a', change: 'changed', left: 1, right: 2 }]);
    expect(diff.headers).toEqual([{ name: 'X-Kind', left: ['one'], right: ['two'] }]);
    expect(diff.sameBytes).toBe(false);
    const same = await client.deliveries.diff({ left, right: left });
    expect([same.sameBytes, same.json, same.headers]).toEqual([true, [], []]);
    const text = await post('no json');
    expect((await client.deliveries.diff({ left, right: text })).json).toBeNull();
  });

  it('finds a word in a body', async () => {
    const { client, post } = await withEndpoint();
    await post('{"fish":"haddock"}');
    await post('{"fish":"halibut"}');
    const { items } = await client.deliveries.search({ search: 'haddock' });
    expect(items).toHaveLength(1);
  });
});

it('rejected requests are listed with their reason, and each can be opened', async () => {
  const { client, endpoint } = await withEndpoint('github');
  const answered = await send(endpoint.url, {
    method: 'POST',
    body: '{"a":1}',
    headers: [['X-Hub-Signature-256', 'sha256=00']],
  });
  expect(answered.status).toBe(401);
  const { items } = await client.deliveries.rejected({});
  expect(items).toMatchObject([{ reason: 'signature_invalid', webhookId: endpoint.webhookId }]);
  const opened = await client.deliveries.getRejected({ rejectedId: items[0]?.rejectedId ?? '' });
  expect(opened).toMatchObject({ body: { data: '{"a":1}' }, verdictDetail: { ok: false } });
});

describe('keeping and deleting', () => {
  it('pins, and tells the window', async () => {
    const { client, post, event } = await withEndpoint();
    const deliveryId = await post('{}');
    expect(await client.deliveries.pin({ deliveryId })).toMatchObject({ pinned: true });
    await event('delivery.changed', (delivery) => delivery.pinned);
    expect((await client.deliveries.list({ pinned: true })).items).toHaveLength(1);
  });

  it('counts in a dry run, deletes by id and by filter, and says what is gone', async () => {
    const { client, post, event } = await withEndpoint();
    const [first = '', second = ''] = [await post('1'), await post('2'), await post('3')];
    expect(
      await client.deliveries.delete({ deliveryIds: [first, second, 'whd_GONE'], dryRun: true }),
    ).toEqual({ count: 2 });
    expect((await client.deliveries.list({})).items).toHaveLength(3);
    expect(await client.deliveries.delete({ deliveryIds: [first] })).toEqual({ count: 1 });
    expect(await event('delivery.deleted')).toMatchObject({ deliveryIds: [first], count: 1 });
    expect(await client.deliveries.delete({ filter: {}, dryRun: true })).toEqual({ count: 2 });
    expect(await client.deliveries.delete({ filter: {} })).toEqual({ count: 2 });
    expect((await client.deliveries.list({})).items).toEqual([]);
    await expect(client.deliveries.delete({})).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('deletes a delivery whose attempt is under way, without a trace of it later', async () => {
    const server = await countingServer(() => {});
    onTestFinished(server.close);
    const test = await withEndpoint();
    const { deliveryId } = await test.client.deliveries.send({
      payload: {},
      target: { url: server.url },
      wait: false,
    });
    await server.receivedAtLeast(1);
    expect(await test.client.deliveries.delete({ filter: { direction: 'out' } })).toEqual({ count: 1 });
    await server.close();
    await expect(test.client.deliveries.get({ deliveryId })).rejects.toMatchObject({
      code: 'delivery_not_found',
    });
  });
});

describe('copying', () => {
  async function roundTrip(test: TestEngine, deliveryId: string) {
    const { text } = await test.client.deliveries.copyAs({ deliveryId, format: 'curl' });
    // As when it is pasted: a shell reads it, which takes any length.
    const shell = spawn('bash', [], { stdio: ['pipe', 'ignore', 'ignore'] });
    shell.stdin.end(`${text.replace('curl ', 'curl -sS ')}\n`);
    expect(await once(shell, 'exit')).toEqual([0, null]);
    const { items } = await test.client.deliveries.list({ limit: 1 });
    return test.client.deliveries.get({ deliveryId: items[0]?.deliveryId ?? '' });
  }

  it.each([
    ['text with quotes and breaks', `it's "$HOME" \`x\`\nsecond line\\n`],
    ['text that begins with @', '@/etc/hostname'],
    ['bytes that are no text', Buffer.from([0, 1, 255, 39, 10])],
    ['control characters', 'a\u0007b\rc'],
    ['a long body', 'x'.repeat(300_000)],
  ])('as cURL sends the same request through a real shell: %s', async (_name, body) => {
    const test = await withEndpoint();
    const headers: [string, string][] = [
      ['Content-Type', 'text/plain'],
      ['X-Quote', `it's "here"`],
      ['X-Empty', ''],
      ['X-Latin', 'caf\u00e9'],
    ];
    const deliveryId = await test.post(body, headers, '/a%20b?x=1&y=[2]');
    const before = await test.client.deliveries.get({ deliveryId });
    const after = await roundTrip(test, deliveryId);
    expect(after.deliveryId).not.toBe(deliveryId);
    expect([after.request.method, after.request.target]).toEqual([
      before.request.method,
      before.request.target,
    ]);
    expect(after.request.rawHeaders).toEqual(expect.arrayContaining(headers));
    const diff = await test.client.deliveries.diff({ left: deliveryId, right: after.deliveryId });
    expect(diff.sameBytes).toBe(true);
  });

  it('as raw HTTP and as HAR', async () => {
    const { client, post } = await withEndpoint();
    const deliveryId = await post('{"a":1}', [['X-A', '1']], '/deep?q=1');
    const http = await client.deliveries.copyAs({ deliveryId, format: 'http' });
    expect(http.text).toMatch(
      /^POST \/v1\/hooks\/whk_\w+\/deep\?q=1 HTTP\/1\.1\r\n[\s\S]*X-A: 1\r\n[\s\S]*\r\n\r\n\{"a":1\}$/,
    );
    const har = await client.deliveries.copyAs({ deliveryId, format: 'har' });
    const entry: unknown = JSON.parse(har.text);
    expect(entry).toMatchObject({
      request: {
        method: 'POST',
        httpVersion: 'HTTP/1.1',
        postData: { text: '{"a":1}' },
        queryString: [{ name: 'q', value: '1' }],
      },
      response: { status: 200 },
    });
  });
});
