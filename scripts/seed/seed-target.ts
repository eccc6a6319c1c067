import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** Handlers that events are sent to: each path behaves in its own way, so that the history has every kind of answer. */
export interface SeedTarget {
  urlOf(path: '/ok' | '/recovers' | '/broken' | '/gone' | '/slow'): string;
  close(): Promise<void>;
}

/** How many times `/recovers` fails before it works again. */
const failuresBeforeRecovery = 2;

export async function startSeedTarget(): Promise<SeedTarget> {
  let failures = 0;
  const server = createServer(async (request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.url === '/slow') await wait(180);
    if (request.url === '/gone') response.writeHead(410).end('{"error":"this handler has moved"}');
    else if (request.url === '/broken') response.writeHead(500).end('{"error":"connection pool exhausted"}');
    else if (request.url === '/recovers' && failures < failuresBeforeRecovery) {
      failures += 1;
      response.writeHead(503, { 'retry-after': '30' }).end('{"error":"deploying"}');
    } else response.writeHead(200).end('{"ok":true}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    urlOf: (path) => `http://127.0.0.1:${port}${path}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
