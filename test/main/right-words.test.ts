import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../support/counting-server.ts';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { rawExchange } from '../support/raw-client.ts';

/** An engine's reports of bugs end a test by themselves: none of these mishaps may be one. */

it.each([
  ['in the year 2100', Date.UTC(2100, 0)],
  ['past the year 9999', 253_403_300_800_000],
  ['past all dates', 1e16],
  ['before 1970', -1e9],
  ['that says nothing', Number.NaN],
])('a clock %s keeps nothing from being caught, listed and sent', async (_name, nowMs) => {
  const target = await countingServer();
  onTestFinished(target.close);
  const { client, bugs } = await testEngine({ clock: { nowMs: () => nowMs } });
  const made = await client.endpoints.create({ name: 'Clock' });
  const answer = await send(made.url, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(200);
  const { items } = await client.deliveries.list({});
  expect(items.map(({ deliveryId }) => deliveryId)).toEqual([JSON.parse(answer.text).deliveryId]);
  const sent = await client.deliveries.send({
    provider: 'generic',
    payload: {},
    target: { url: target.url },
  });
  expect(sent.state).toBe('succeeded');
  expect(bugs).toEqual([]);
});

it('a data folder that is removed while it runs: 502 for what can’t be kept, and why for whoever asks', async () => {
  const { engine, client, dataDir, bugs } = await testEngine();
  const made = await client.endpoints.create({ name: 'Gone' });
  expect((await send(made.url, { method: 'POST', body: '{}' })).status).toBe(200);
  rmSync(dataDir, { recursive: true });
  for (const body of ['{}', 'x'.repeat(200_000)]) {
    await expect
      .poll(async () => (await send(made.url, { method: 'POST', body })).status, { timeout: 20_000 })
      .toBe(502);
  }
  const reply = await engine.dispatch('endpoints.create', { name: 'Never' });
  expect(reply).toMatchObject({
    ok: false,
    error: { code: 'data_folder_unwritable', message: expect.stringContaining('was removed or replaced') },
  });
  expect(bugs).toEqual([]);
});

const head = (path: string) => `POST ${path} HTTP/1.1\r\nHost: localhost\r\n`;
const misfits: [name: string, bytes: (path: string) => string | Buffer, words: RegExp][] = [
  [
    'a Content-Length that is too small',
    (path) => `${head(path)}Content-Length: 3\r\n\r\n{"a":1}`,
    /Content-Length of 3 bytes.*too small/,
  ],
  [
    'a chunk that is wrong',
    (path) => `${head(path)}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    /a chunk’s size/,
  ],
  [
    'TLS spoken to the plain port',
    () => Buffer.from('1603010200010001fc0303aabbccddeeff00112233', 'hex'),
    /speaks TLS.*http:\/\//,
  ],
  ['HTTP/2 without asking', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /HTTP\/2/],
  [
    'the PROXY protocol',
    () => 'PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\nPOST / HTTP/1.1\r\n\r\n',
    /PROXY protocol/,
  ],
];

it('what is no request is rejected with the mistake that was most likely made', async () => {
  const { client, port, event } = await testEngine();
  const made = await client.endpoints.create({ name: 'Words' });
  const path = new URL(made.url).pathname;
  for (const [name, bytes, words] of misfits) {
    const { socket, closed } = rawExchange(port, bytes(path));
    const { reason, status } = await event('delivery.rejected', ({ explanation }) => words.test(explanation));
    expect({ name, reason, status }).toEqual({ name, reason: 'malformed_http', status: 400 });
    socket.end();
    await closed;
  }
  const { socket, received } = rawExchange(port, `${head(path)}Content-Length: 3\r\n\r\n{"a`);
  expect((await received(12)).toString()).toContain('200');
  socket.write('":1}');
  await event('delivery.rejected', ({ explanation }) =>
    /behind another request.*too small/.test(explanation),
  );
  socket.destroy();
});

describe('a method that can’t be sent', () => {
  it('is refused where it is given', async () => {
    const { engine, client } = await testEngine();
    const made = await client.endpoints.create({ name: 'Method' });
    const { text } = await send(made.url, { method: 'POST', body: '{}' });
    for (const method of ['GET /x', '', 'ü', 'CONNECT', 'a\r\nb', 'A'.repeat(41)]) {
      const reply = await engine.dispatch('deliveries.replay', {
        deliveryId: JSON.parse(text).deliveryId,
        target: { url: made.url },
        edit: { method },
      });
      expect(reply).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', message: expect.stringContaining('edit.method') },
      });
    }
  });

  it('is said in the attempt where it came with an import', async () => {
    const { engine, client } = await testEngine();
    const target = await countingServer();
    onTestFinished(target.close);
    const { deliveryId } = await client.deliveries.send({
      provider: 'generic',
      payload: {},
      target: { url: target.url },
    });
    const stored = engine.parts.history.deliveries.get(deliveryId);
    const imported = 'whd_01M7ZVQZKHRQX9YK7N2MF513GP';
    const summary = {
      ...stored.summary,
      deliveryId: imported,
      method: 'NO METHOD',
      direction: 'in' as const,
    };
    engine.parts.history.deliveries.insertImported({ ...stored, summary }, Buffer.from('{}'));
    const replayed = await client.deliveries.replay({ deliveryId: imported, target: { url: target.url } });
    expect(replayed.attemptList.at(-1)?.outcome).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('"NO METHOD" is not an HTTP method'),
    });
    expect(target.received).toHaveLength(1);
  });
});
