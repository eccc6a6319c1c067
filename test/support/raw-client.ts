import { connect, type Socket } from 'node:net';

/** What a raw socket saw of an answer. */
export interface Observed {
  bytes: Buffer;
  text: string;
  /** `fin`: closed in order. `reset`: cut with RST. */
  end: 'fin' | 'reset';
  /** The pieces as they arrived. */
  chunks: Buffer[];
}

export interface RawExchange {
  readonly socket: Socket;
  /** Resolves when the other side has closed. */
  readonly closed: Promise<Observed>;
  /** Resolves when so many bytes have come. */
  received(bytes: number): Promise<Buffer>;
}

/** Writes bytes to a port and watches what comes back, byte for byte. The socket stays open until the other side ends. */
export function rawExchange(port: number, request: string | Uint8Array, host = '127.0.0.1'): RawExchange {
  const chunks: Buffer[] = [];
  const watchers = new Set<() => void>();
  const socket = connect({ port, host, noDelay: true });
  socket.write(request);
  const all = () => Buffer.concat(chunks);
  const closed = new Promise<Observed>((resolve) => {
    let end: Observed['end'] = 'fin';
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      for (const watcher of [...watchers]) watcher();
    });
    socket.on('error', () => {
      end = 'reset';
    });
    socket.on('close', () => {
      const bytes = all();
      resolve({ bytes, text: bytes.toString('latin1'), end, chunks });
    });
  });
  return {
    socket,
    closed,
    received: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (all().length < count) return;
          watchers.delete(look);
          resolve(all());
        };
        watchers.add(look);
        look();
      }),
  };
}

/** A request's bytes, with a Content-Length where there is a body. */
export function requestBytes(
  target: string,
  {
    method = 'POST',
    headers = [],
    body = '',
  }: { method?: string; headers?: [string, string][]; body?: string } = {},
): string {
  const length: [string, string][] = body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  const lines = [['Host', 'localhost'], ...headers, ...length].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
