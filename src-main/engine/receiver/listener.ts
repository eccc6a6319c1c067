import { METHODS, type Server } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import type { CatchRequest } from './catch-request.ts';
import { requestHead } from './caught-request.ts';
import { answerByHand, type createClientErrorHandler } from './client-errors.ts';
import { keepAliveTimeoutMs, maxHeadBytes } from './limits.ts';
import { noSchemas } from './no-schemas.ts';
import type { RecordRejection } from './rejections.ts';

export interface ListenerParts {
  catchRequest: CatchRequest;
  onClientError: ReturnType<typeof createClientErrorHandler>;
  record: RecordRejection;
  clock: Clock;
  headersTimeoutMs: number;
  bodyTimeoutMs: number;
}

/** How often node:http looks for requests that are out of time. */
const longestCheckMs = 5_000;

/**
 * The HTTP server that catches, not yet listening. Fastify runs it, but its router and its parsers see nothing of a
 * request: any target, method, content type and encoding is welcome, and none may be changed.
 */
export function createListener(parts: ListenerParts): FastifyInstance<Server> {
  const { catchRequest, headersTimeoutMs, bodyTimeoutMs } = parts;
  const app = Fastify<Server>({
    logger: false,
    schemaController: noSchemas,
    exposeHeadRoutes: false,
    // Odd targets (absolute-form, //, *, bad escapes) must not meet the router; originalUrl has what was sent.
    rewriteUrl: () => '/',
    clientErrorHandler: parts.onClientError,
    forceCloseConnections: 'idle',
    keepAliveTimeout: keepAliveTimeoutMs,
    requestTimeout: headersTimeoutMs + bodyTimeoutMs,
    http: {
      maxHeaderSize: maxHeadBytes,
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: Math.min(longestCheckMs, headersTimeoutMs / 2),
      // Its absence is rejected here, and so kept with its reason.
      requireHostHeader: false,
    },
  });
  const { server } = app;
  // Node leaves out headers past 2,000 and says nothing; their size alone is bounded.
  server.maxHeadersCount = 0;
  // The catcher says "100 Continue" when it wants the body; Node would reject any other expectation by itself.
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', (request, socket) => {
    parts.record({
      ...requestHead(request, request.url ?? '', parts.clock.nowMs()),
      reason: 'unknown_endpoint',
      explanation: 'CONNECT asks a proxy for a tunnel; this is none.',
      webhookId: null,
      provider: null,
      body: Buffer.alloc(0),
      bodyBytes: 0,
      verdict: null,
    });
    answerByHand(socket, 'unknown_endpoint');
  });
  // Without a body, in Fastify's eyes: so that it leaves the stream alone.
  for (const method of METHODS) app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  app.route({
    method: METHODS,
    url: '/',
    handler(request, reply) {
      reply.hijack();
      void catchRequest(request.raw, reply.raw, request.originalUrl);
    },
  });
  return app;
}
