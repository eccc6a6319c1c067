import { expect, it } from 'vitest';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { rawExchange } from '../support/raw-client.ts';

const half = 60_000;

/** The head of a request with a body of this length, and none of its body. */
const headOf = (url: string, length: number): string =>
  `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;

it('bounds the bytes under way over all connections, says when to come again, and keeps the reason', async () => {
  const { client, port, event } = await testEngine({ maxBytesUnderWay: 100_000 });
  const { url } = await client.endpoints.create({ name: 'Busy' });
  // Sixty of a hundred thousand bytes are here, and their request is not over.
  const slow = rawExchange(port, headOf(url, half + 1) + 'a'.repeat(half));
  const refused = await expect
    .poll(async () => await send(url, { method: 'POST', body: 'b'.repeat(half) }), { timeout: 20_000 })
    .toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    .then(() => event('delivery.rejected', ({ reason }) => reason === 'too_busy'));
  expect(refused.explanation).toContain('100000 bytes');
  expect(refused.bodyBytes).toBe(half);
  // Who does not say how long it is is counted as it comes.
  const chunked = rawExchange(
    port,
    `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${half.toString(16)}\r\n${'c'.repeat(half)}\r\n0\r\n\r\n`,
  );
  expect((await chunked.received(12)).toString()).toContain('503');
  // Small ones still find their room.
  expect((await send(url, { method: 'POST', body: 'small' })).status).toBe(200);

  slow.socket.write('a');
  expect((await slow.received(12)).toString()).toContain('200');
  await expect
    .poll(async () => (await send(url, { method: 'POST', body: 'b'.repeat(half) })).status, {
      timeout: 20_000,
    })
    .toBe(200);
  slow.socket.destroy();
  chunked.socket.destroy();
});

it('gives back what was taken by senders that left, were too slow or were rejected', async () => {
  const { client, port } = await testEngine({
    maxBytesUnderWay: 100_000,
    receiverTimeouts: { headersTimeoutMs: 400, bodyTimeoutMs: 400 },
  });
  const made = await client.endpoints.create({ name: 'Gone', provider: 'convocore', secret: 'quite secret' });
  const unknown = made.url.replace(made.webhookId, 'whk_00000000000000000000000000');
  for (const url of [made.url, unknown]) {
    const left = rawExchange(port, headOf(url, half + 1) + 'a'.repeat(half));
    await new Promise((resolve) => left.socket.once('connect', resolve));
    left.socket.destroy();
    const slow = rawExchange(port, headOf(url, half + 1) + 'a'.repeat(half));
    await slow.closed;
    expect((await send(url, { method: 'POST', body: 'x'.repeat(half) })).status).not.toBe(200);
  }
  await client.endpoints.update({ webhookId: made.webhookId, enforce: 'never' });
  await expect
    .poll(async () => (await send(made.url, { method: 'POST', body: 'x'.repeat(99_000) })).status, {
      timeout: 20_000,
    })
    .toBe(200);
});
