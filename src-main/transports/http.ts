import fastifyWebsocket from '@fastify/websocket';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Engine } from '../engine/engine.ts';
import { noSchemas } from '../engine/receiver/no-schemas.ts';
import { answerError, answerNothingHere, maxCallBytes } from './api-replies.ts';
import { apiRoutes } from './api-routes.ts';
import { securityHeaders } from './content-security-policy.ts';
import { foreignRequest, type GuardedRequest, type GuardOptions, missingToken, namedHosts } from './guard.ts';
import { servedInterface } from './served-interface.ts';

/** How long calls in flight may go on after `close` before their connections are cut. */
export const closeGraceMs = 5000;

export interface HttpTransportOptions extends GuardOptions {
  engine: Engine;
  /** 0 picks a free one. */
  port: number;
  /** The built interface; a sentence is served in its place where it isn't there. */
  interfaceDir: string;
}

/** A row of the router's own table. */
export interface ServedRoute {
  methods: string[];
  url: string;
  isPublic: boolean;
}

export interface HttpTransport {
  /** With a slash at its end, such as http://127.0.0.1:4666/. */
  readonly url: string;
  /** All that is served, as the router has it. */
  readonly routes: readonly ServedRoute[];
  /** Stops accepting, finishes what is in flight, ends the event sockets. */
  close(): Promise<void>;
}

/** The one address that becomes a WebSocket. */
const isEvents = (request: FastifyRequest): boolean => request.routeOptions.url === '/api/events';

const guarded = (request: FastifyRequest): GuardedRequest => {
  // Only the events' socket may have it in its address: browsers can't send headers with it, and other addresses are logged.
  const { token } = request.query as { token?: unknown };
  return {
    hosts: namedHosts(request.raw.rawHeaders, request.originalUrl),
    origin: request.headers.origin,
    authorization: request.headers.authorization,
    queryToken: isEvents(request) && typeof token === 'string' ? token : undefined,
  };
};

/** A connection that asked to become a WebSocket and got a plain answer belongs to nobody any more: nothing else would end it. */
function endRefusedUpgrade(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.upgrade === undefined) return;
  reply.raw.once('finish', () => request.raw.socket.destroySoon());
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
 * `GET /api/deliveries/<id>/body`, `GET /api/deliveries/export`, `POST /api/deliveries/import`, and the built page. Throws interface_port_taken.
 *
 * The guard asks which route was matched, never how the address was spelled: one that does not say it is public wants the
 * token, and so does an address without a route.
 */
export async function startHttpTransport(options: HttpTransportOptions): Promise<HttpTransport> {
  const { engine, host, port, interfaceDir } = options;
  const app = Fastify({
    schemaController: noSchemas,
    bodyLimit: maxCallBytes,
    forceCloseConnections: 'idle',
    // What has no route because its address can't be read meets no hook either.
    frameworkErrors(error, request, reply) {
      reply.headers(securityHeaders);
      endRefusedUpgrade(request, reply);
      return answerError(error, request, reply);
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    endRefusedUpgrade(request, reply);
    const asked = guarded(request);
    const foreign = foreignRequest(asked, options);
    if (foreign) throw foreign;
    const unknown = request.routeOptions.config.isPublic ? null : missingToken(asked, options);
    if (unknown) throw unknown;
    if (request.headers.upgrade !== undefined && !isEvents(request)) {
      throw new TackleboxError('invalid_input', 'Only /api/events becomes a WebSocket.');
    }
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNothingHere);
  const table: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void table.push(route));

  await app.register(fastifyWebsocket, { options: { maxPayload: 1024 } });
  await app.register(apiRoutes(engine), { prefix: '/api' });
  await app.register(servedInterface(interfaceDir));
  const boundPort = await listen(app, host, port);

  return {
    url: `${addressOf(host, boundPort)}/`,
    routes: table.map(({ method, url, config }) => ({
      methods: [method].flat(),
      url,
      isPublic: config?.isPublic === true,
    })),
    async close() {
      const cut = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
      await app.close();
      clearTimeout(cut);
    },
  };
}
