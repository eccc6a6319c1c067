/** Servers that read a body, keep nothing and answer 200, each an origin of its own. Argument: how many. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { serveMeasured } from './measured-process.ts';

async function startSink(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-length': 2 }).end('ok'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
}

const urls = await Promise.all(Array.from({ length: Number(process.argv[2] ?? 1) }, startSink));
serveMeasured(urls[0] ?? '', undefined, { urls });
