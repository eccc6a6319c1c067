/** The yardsticks: servers that read a body, keep nothing and answer 200. Arguments: `http` or `fastify`. */
import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import Fastify from 'fastify';
import { serveMeasured } from './measured-process.ts';

const answer = JSON.stringify({ received: true, deliveryId: 'whd_01J9ZK3V5T0000000000000000' });
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) };

async function startHttp(): Promise<number> {
  const server = createServer((request, response) => {
    request.on('data', () => undefined);
    request.on('end', () => response.writeHead(200, headers).end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function startFastify(): Promise<number> {
  const app = Fastify({ logger: false, bodyLimit: 1 << 28 });
  app.addContentTypeParser('*', (_request, payload: Readable, done) => {
    payload.on('data', () => undefined);
    payload.on('end', () => done(null, null));
  });
  app.removeContentTypeParser('application/json');
  app.post('/*', (_request, reply) => {
    reply.headers(headers).send(answer);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return Number(new URL(app.listeningOrigin).port);
}

const port = await (process.argv[2] === 'fastify' ? startFastify() : startHttp());
serveMeasured(`http://127.0.0.1:${port}/v1/hooks/whk_0`);
