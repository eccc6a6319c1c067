import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A TCP server that does with each connection just what a test says. */
export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** Everything each connection sent, in the order of connections. */
  readonly received: Buffer[];
  close(): Promise<void>;
}

/** Calls `onRequest` once a connection has sent a head and as much body as its Content-Length says. */
export async function rawServer(
  onRequest: (socket: Socket, request: string) => void,
  options: { allowHalfOpen?: boolean; port?: number } = {},
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const received: Buffer[] = [];
  const server: Server = createServer({ allowHalfOpen: options.allowHalfOpen ?? false }, (socket) => {
    sockets.add(socket);
    const index = received.push(Buffer.alloc(0)) - 1;
    let answered = false;
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const all = Buffer.concat([received[index] ?? Buffer.alloc(0), chunk]);
      received[index] = all;
      if (!answered && isWhole(all)) {
        answered = true;
        onRequest(socket, all.toString('latin1'));
      }
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: *(\d+)\r?$/im.exec(bytes.subarray(0, end).toString('latin1'))?.[1];
  return bytes.length >= end + 4 + Number(length ?? 0);
}
