import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  target: string;
  rawHeaders: [string, string][];
  body: string;
  header(name: string): string | undefined;
}

/** An HTTP server that remembers what it got and answers as a test says. */
export interface CountingServer {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** The most requests that were open at a time. */
  readonly mostAtOnce: () => number;
  /** Resolves when so many requests have come in all. */
  receivedAtLeast(count: number): Promise<void>;
  close(): Promise<void>;
}

export type Answering = (request: Received, response: ServerResponse, index: number) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Answering =>
  (_request, response) =>
    response.writeHead(code, headers).end();

/** One after the other; the last goes on. */
export const inTurn =
  (...answers: Answering[]): Answering =>
  (request, response, index) =>
    answers[Math.min(index, answers.length - 1)]?.(request, response, index);

function pairsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  return pairs;
}

export async function countingServer(answer: Answering = status(200), port = 0): Promise<CountingServer> {
  const received: Received[] = [];
  const watchers = new Set<() => void>();
  let open = 0;
  let most = 0;
  const server = createServer((incoming, response) => {
    open++;
    most = Math.max(most, open);
    response.on('close', () => open--);
    const chunks: Buffer[] = [];
    incoming.on('error', () => {});
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const rawHeaders = pairsOf(incoming);
      const request: Received = {
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        rawHeaders,
        body: Buffer.concat(chunks).toString('utf8'),
        header: (name) => rawHeaders.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1],
      };
      const index = received.push(request) - 1;
      for (const watcher of watchers) watcher();
      answer(request, response, index);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}/hook`,
    port: taken,
    received,
    mostAtOnce: () => most,
    receivedAtLeast: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
