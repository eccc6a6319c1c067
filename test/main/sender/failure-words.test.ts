import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Target } from '#core/delivery/attempt.ts';
import { createSender } from '#main/engine/sender/sender.ts';

/** A port where each connection is treated so. */
async function port(treat: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    treat(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function failureAt(url: string) {
  const { outcome } = await createSender().send({
    target: Target.parse({ url, timeoutMs: 5000 }),
    method: 'POST',
    rawHeaders: [],
    body: Buffer.from('{}'),
  });
  return outcome.kind === 'failed' ? outcome : null;
}

const answers = (text: string) => (socket: Socket) => void socket.once('data', () => socket.end(text));

describe('what went wrong is called by its name:', () => {
  test('a plain connection that is reset is no matter of TLS, however early it is', async () => {
    const early = await port((socket) => socket.resetAndDestroy());
    const late = await port((socket) => socket.once('data', () => socket.resetAndDestroy()));
    for (let time = 0; time < 20; time++) {
      for (const at of [early, late]) {
        const failure = await failureAt(`http://127.0.0.1:${at}/`);
        expect(failure?.code).toBe('reset');
        expect(failure?.message).not.toMatch(/TLS/);
      }
    }
  });

  test('two Content-Lengths are called so', async () => {
    const two = await port(answers('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab'));
    expect(await failureAt(`http://127.0.0.1:${two}/`)).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('two Content-Lengths'),
    });
  });

  test('a port that speaks TLS is recognised by its alert', async () => {
    const alert = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);
    const tls = await port((socket) => void socket.once('data', () => socket.end(alert)));
    expect((await failureAt(`http://127.0.0.1:${tls}/`))?.message).toContain('https://');
  });
});
