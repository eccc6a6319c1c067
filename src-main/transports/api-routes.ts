import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DeliveryId } from '#core/delivery/ids.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { deepestJson, isTooDeep } from '#core/json/nesting.ts';
import type { Engine } from '../engine/engine.ts';
import { answer, answerNothingHere } from './api-replies.ts';
import { sendEvents } from './events-socket.ts';
import { exchangeRoutes, whileConnected } from './exchange-routes.ts';
import { ask } from './told.ts';

/** Bodies are streamed in pieces of this size. */
const bodyPieceBytes = 1024 * 1024;

function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (isTooDeep(text)) throw new Error(`it nests deeper than ${deepestJson} levels`);
    return JSON.parse(text);
  } catch (error) {
    throw new TackleboxError(
      'invalid_json',
      `The body of the call is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
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

function sendBody(engine: Engine, deliveryId: string, reply: FastifyReply): FastifyReply {
  const id = DeliveryId.safeParse(deliveryId);
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
}

/** The engine over HTTP, to be registered under `/api`. Whatever else is asked for under it is answered here too. */
export function apiRoutes(engine: Engine) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/events', { websocket: true }, (socket, request) => {
      const { heartbeat } = request.query as { heartbeat?: unknown };
      sendEvents(engine, socket, heartbeat !== undefined);
    });
    app.post<{ Params: { method: string } }>('/:method', async (request, reply) => {
      const input = parseJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      const result = await ask(engine, request.params.method, input, { signal: whileConnected(reply) });
      return answer(reply, result);
    });
    app.get<{ Params: { deliveryId: string } }>('/deliveries/:deliveryId/body', (request, reply) =>
      sendBody(engine, request.params.deliveryId, reply),
    );
    app.get('/openapi.json', async (_, reply) => {
      // Made when it is asked for: nobody who only starts should wait for it.
      const { openApiDocument } = await import('#core/contract/openapi.ts');
      return reply.header('cache-control', 'no-store').send(openApiDocument(engine.parts.version));
    });
    await app.register(exchangeRoutes(engine));
    app.all('/*', answerNothingHere);
  };
}
