import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countingServer } from '../../support/counting-server.ts';
import { testEngine } from '../../support/engine.ts';
import { rawExchange, requestBytes } from '../../support/raw-client.ts';

/** Counts connections that should never be made. */
async function trap() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => connections,
  };
}

describe('a caught request', () => {
  it('never chooses where it is forwarded, nor who gets the route’s credentials', async () => {
    const target = await countingServer();
    onTestFinished(target.close);
    const elsewhere = await trap();
    const { client, port, event } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'Shop' });
    await client.endpoints.update({
      webhookId,
      forward: {
        routes: [{ target: { url: `${target.url}/base`, headers: [['Authorization', 'Bearer route']] } }],
      },
    });
    const evil = `127.0.0.1:${elsewhere.port}`;
    const targets = [
      `http://${evil}/v1/hooks/${webhookId}`,
      `http://${webhookId}:x@${evil}/v1/hooks/${webhookId}`,
      `http://${webhookId}/v1/hooks/${webhookId}/a`,
      `/v1/hooks/${webhookId}//${evil}/`,
      `/v1/hooks/${webhookId}/\\${evil}/`,
      `/v1/hooks/${webhookId}/@${evil}/`,
      `/v1/hooks/${webhookId}?@${evil}/`,
      `/v1/hooks/${webhookId}/../../../../etc`,
    ];
    for (const line of targets) {
      const { closed } = rawExchange(
        port,
        requestBytes(line, { headers: [['Connection', 'close']], body: '{}' }),
      );
      expect((await closed).text).toMatch(/^HTTP\/1\.1 200 /);
    }
    await target.receivedAtLeast(targets.length);
    expect(elsewhere.connections()).toBe(0);
    for (const request of target.received) {
      expect(request.target).toMatch(/^\/hook\/base(\/|\?|$)/);
      expect(request.target).not.toContain('..');
      expect(request.header('host')).toBe(`127.0.0.1:${target.port}`);
      expect(request.header('authorization')).toBe('Bearer route');
    }
    await event('delivery.changed', ({ state }) => state === 'succeeded');
  });

  it('keeps its dot segments on a route that says so', async () => {
    const target = await countingServer();
    onTestFinished(target.close);
    const { client, port } = await testEngine();
    const { webhookId } = await client.endpoints.create({ name: 'Exact' });
    await client.endpoints.update({
      webhookId,
      forward: { routes: [{ target: { url: target.url }, dotSegments: 'keep' }] },
    });
    const { closed } = rawExchange(
      port,
      requestBytes(`/v1/hooks/${webhookId}/a/../b`, { headers: [['Connection', 'close']], body: '{}' }),
    );
    await closed;
    await target.receivedAtLeast(1);
    expect(target.received[0]?.target).toBe('/hook/a/../b');
  });
});
