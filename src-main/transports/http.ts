import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Reply } from '#core/contract/index.ts';
import { DeliveryId } from '#core/delivery/ids.ts';
import { type ErrorCode, type ErrorKind, errorCatalog, httpStatusByKind } from '#core/errors/catalog.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Engine } from '../engine/engine.ts';
import { securityHeaders } from './content-security-policy.ts';
import { sendEvents } from './events-socket.ts';
import { foreignRequest, type GuardedRequest, type GuardOptions, missingToken } from './guard.ts';

/** The largest body the engine keeps (256 MiB) fits as base64 with room for the rest of a call. */
export const maxCallBytes = 384 * 1024 * 1024;

/** How long calls in flight may go on after `close` before their connections are cut. */
export const closeGraceMs = 5000;

/** Bodies are streamed in pieces of this size. */
const bodyPieceBytes = 1024 * 1024;

export interface HttpTransportOptions extends GuardOptions {
  engine: Engine;
  /** 0 picks a free one. */
  port: number;
  /** The built interface; a sentence is served in its place where it isn't there. */
  interfaceDir: string;
}

export interface HttpTransport {
  /** With a slash at its end, such as http://127.0.0.1:4666/. */
  readonly url: string;
  /** Stops accepting, finishes what is in flight, ends the event sockets. */
  close(): Promise<void>;
}

function statusOf(reply: Reply): number {
  if (reply.ok) return 200;
  const kinds: Record<string, ErrorKind> = errorCatalog;
  return httpStatusByKind[kinds[reply.error.code] ?? 'bug'];
}

const failure = (error: TackleboxError): Reply => ({ ok: false, error: error.toReply() });

function answer(reply: FastifyReply, result: Reply): FastifyReply {
  return reply.code(statusOf(result)).header('cache-control', 'no-store').send(result);
}

const guarded = (request: FastifyRequest, queryToken?: string): GuardedRequest => ({
  host: request.headers.host,
  origin: request.headers.origin,
  authorization: request.headers.authorization,
  queryToken,
});

function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new TackleboxError(
      'invalid_json',
      `The body of the call is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

/** Aborted when the caller goes away before its answer. */
function whileConnected(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function* pieces(engine: Engine, deliveryId: string, totalBytes: number): Generator<Buffer> {
  for (let offset = 0; offset < totalBytes; offset += bodyPieceBytes) {
    yield engine.parts.history.deliveries.bodyRange(
      deliveryId,
      offset,
      Math.min(bodyPieceBytes, totalBytes - offset),
    );
  }
}

function addCalls(app: FastifyInstance, engine: Engine): void {
  app.post<{ Params: { method: string } }>('/api/:method', async (request, reply) => {
    const input = parseJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    const result = await engine.dispatch(request.params.method, input, { signal: whileConnected(reply) });
    return answer(reply, result);
  });
  app.get<{ Params: { deliveryId: string } }>('/api/deliveries/:deliveryId/body', (request, reply) => {
    const id = DeliveryId.safeParse(request.params.deliveryId);
    if (!id.success) {
      throw new TackleboxError(
        'invalid_input',
        `deliveryId: ${id.error.issues[0]?.message ?? 'not a delivery id'}`,
      );
    }
    const { summary } = engine.parts.history.deliveries.get(id.data);
    return reply
      .headers({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${id.data}.bin"`,
        'content-length': summary.bodyBytes,
        'cache-control': 'no-store',
      })
      .send(Readable.from(pieces(engine, id.data, summary.bodyBytes), { objectMode: false }));
  });
}

async function addInterface(app: FastifyInstance, interfaceDir: string): Promise<void> {
  if (!existsSync(interfaceDir)) {
    app.get('/', (_, reply) =>
      reply.code(503).type('text/plain').send('The interface is not built. Run `npm run build`.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: interfaceDir,
    // Built files carry a hash of their content in the name; the page itself does not.
    setHeaders: (reply, file) => {
      reply.header(
        'cache-control',
        file.endsWith('.html') ? 'no-store' : 'public, max-age=31536000, immutable',
      );
    },
    cacheControl: false,
    dotfiles: 'ignore',
  });
}

function asExpected(error: unknown): TackleboxError | null {
  if (error instanceof TackleboxError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new TackleboxError('body_too_large', `A call may have ${maxCallBytes} bytes at most.`);
  }
  return null;
}

/** A connection that asked to become a WebSocket and got a plain answer belongs to nobody any more: nothing else would end it. */
function endRefusedUpgrade(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.upgrade === undefined) return;
  reply.raw.once('finish', () => request.raw.socket.destroySoon());
}

function wrongAddress(request: FastifyRequest): TackleboxError {
  const method = /^\/api\/([\w.]+)$/.exec(request.url.split('?')[0] ?? '')?.[1];
  return new TackleboxError(
    'unknown_method',
    method === undefined
      ? `There is nothing at ${request.method} ${request.url.split('?')[0]}.`
      : `Call ${method} with POST and a JSON body.`,
  );
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
    const why = {
      EADDRINUSE: `Port ${port} is in use on ${host}; choose another with --port (0 picks a free one).`,
      EACCES: `Port ${port} may not be used by this user; choose one above 1023 with --port.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine; choose another with --host.`,
    }[code];
    throw new TackleboxError('interface_port_taken', why, { cause: error });
  }
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** The address to type for what listens on `host`: a wildcard is reached through loopback. */
export function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * Serves the engine and the interface over HTTP and WebSocket: `POST /api/<method>`, `GET /api/events`,
 * `GET /api/deliveries/<id>/body`, and the built page. Throws interface_port_taken.
 */
export async function startHttpTransport(options: HttpTransportOptions): Promise<HttpTransport> {
  const { engine, host, port, interfaceDir } = options;
  const app = Fastify({ bodyLimit: maxCallBytes, forceCloseConnections: 'idle' });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    endRefusedUpgrade(request, reply);
    const foreign = foreignRequest(guarded(request), options);
    if (foreign) throw foreign;
    if (!request.url.startsWith('/api/')) return;
    const isEvents = request.routeOptions.url === '/api/events';
    const { token } = request.query as { token?: unknown };
    const queryToken = isEvents && typeof token === 'string' ? token : undefined;
    const refused = missingToken(guarded(request, queryToken), options);
    if (refused) throw refused;
  });
  app.setErrorHandler((error, request, reply) => {
    const expected = asExpected(error);
    if (!expected) console.error(`${request.method} ${request.routeOptions.url ?? ''} failed:`, error);
    const internal: ErrorCode = 'internal';
    return answer(
      reply,
      expected
        ? failure(expected)
        : {
            ok: false,
            error: { code: internal, message: 'The request failed. This is a bug in Tacklebox.' },
          },
    );
  });
  app.setNotFoundHandler((request, reply) => answer(reply, failure(wrongAddress(request))));

  await app.register(fastifyWebsocket, { options: { maxPayload: 1024 } });
  app.get('/api/events', { websocket: true }, (socket) => sendEvents(engine, socket));
  addCalls(app, engine);
  await addInterface(app, interfaceDir);
  const boundPort = await listen(app, host, port);

  return {
    url: `${addressOf(host, boundPort)}/`,
    async close() {
      const cut = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
      await app.close();
      clearTimeout(cut);
    },
  };
}
