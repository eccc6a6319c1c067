import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import WebSocket, { WebSocketServer } from 'ws';

/** An element of a frame, as far as a test looks at it. */
export interface WireEvent {
  type: string;
  [field: string]: unknown;
}

export interface UnsteadyProxy {
  /** With a slash at its end. */
  readonly url: string;
  /** What becomes of an answer: awaited before it is handed on; `cut` ends the connection instead. */
  answer: (method: string) => Promise<unknown> | 'cut' | undefined;
  /** The frames that are handed on in place of this one, in order: itself, none, several that were held back. */
  frame: (frame: WireEvent[]) => WireEvent[][];
  /** Neither frames nor pings pass, and nobody is told. */
  silent: boolean;
  /** Nobody gets through. */
  down: boolean;
  /** Frames that were handed on so far. */
  readonly passed: WireEvent[][];
  /** Resolves once a frame with such an event has been handed on. */
  handedOn(type: string, fits?: (event: WireEvent) => boolean): Promise<void>;
  /** Another engine at the same address, as after a restart. */
  lead(interfaceUrl: string): void;
  /** Ends all WebSockets at once, without a word. */
  cutSockets(): void;
  close(): Promise<void>;
}

function handOn(
  target: URL,
  proxy: UnsteadyProxy,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const method = /^\/api\/([\w.]+)/.exec(incoming.url ?? '')?.[1];
  if (proxy.down) {
    incoming.socket.destroy();
    return;
  }
  const upstream = request(
    {
      host: target.hostname,
      port: target.port,
      path: incoming.url,
      method: incoming.method,
      headers: incoming.headers,
    },
    async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      const fate = method ? await proxy.answer(method) : undefined;
      if (fate === 'cut') incoming.socket.destroy();
      else outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(Buffer.concat(parts));
    },
  );
  upstream.on('error', () => incoming.socket.destroy());
  incoming.pipe(upstream);
}

/** Stands between the page and `serve`, and does to answers and frames what networks do. */
export async function startUnsteadyProxy(interfaceUrl: string): Promise<UnsteadyProxy> {
  let target = new URL(interfaceUrl);
  const sockets = new Set<WebSocket>();
  const watchers = new Set<() => void>();
  const server = createServer((incoming, outgoing) => handOn(target, proxy, incoming, outgoing));
  const accepted = new WebSocketServer({ noServer: true });
  server.on('upgrade', (incoming, socket, head) => {
    if (proxy.down) {
      socket.destroy();
      return;
    }
    accepted.handleUpgrade(incoming, socket, head, (page) => {
      sockets.add(page);
      page.on('close', () => sockets.delete(page));
      const engine = new WebSocket(`ws://${target.host}${incoming.url}`, {
        headers: { host: incoming.headers.host, origin: incoming.headers.origin },
      });
      engine.on('message', (data) => {
        if (proxy.silent) return;
        for (const frame of proxy.frame(JSON.parse(String(data)))) {
          page.send(JSON.stringify(frame));
          proxy.passed.push(frame);
        }
        for (const watcher of [...watchers]) watcher();
      });
      engine.on('error', () => page.terminate());
      engine.on('close', () => proxy.silent || page.terminate());
      page.on('close', () => engine.terminate());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: UnsteadyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answer: () => undefined,
    frame: (frame) => [frame],
    silent: false,
    down: false,
    passed: [],
    handedOn: (type, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          if (!proxy.passed.some((frame) => frame.some((event) => event.type === type && fits(event))))
            return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    lead(url) {
      target = new URL(url);
    },
    cutSockets() {
      for (const socket of sockets) socket.terminate();
    },
    async close() {
      proxy.cutSockets();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
