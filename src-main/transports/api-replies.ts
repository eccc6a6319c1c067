import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Reply } from '#core/contract/index.ts';
import { type ErrorKind, errorCatalog, httpStatusByKind } from '#core/errors/catalog.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** The largest body the engine keeps (256 MiB) fits as base64 with room for the rest of a call. */
export const maxCallBytes = 384 * 1024 * 1024;

function statusOf(reply: Reply): number {
  if (reply.ok) return 200;
  const kinds: Record<string, ErrorKind> = errorCatalog;
  return httpStatusByKind[kinds[reply.error.code] ?? 'bug'];
}

/** A call's reply over HTTP, with the status that fits it. */
export function answer(reply: FastifyReply, result: Reply): FastifyReply {
  return reply.code(statusOf(result)).header('cache-control', 'no-store').send(result);
}

function asExpected(error: unknown): TackleboxError | null {
  if (error instanceof TackleboxError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new TackleboxError('body_too_large', `A call may have ${maxCallBytes} bytes at most.`);
  }
  if (code === 'FST_STATIC_FORBIDDEN_PATH')
    return new TackleboxError('unknown_method', 'There is nothing there.');
  return isClientError(error) ? new TackleboxError('invalid_input', `${error.message}.`) : null;
}

/** What Fastify itself turns away: an address or a head that can't be read. */
const isClientError = (error: unknown): error is Error =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode >= 400 &&
  error.statusCode < 500;

/** An expected error as its reply. Anything else is a bug: it is printed, and its caller learns no more than that. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const expected = asExpected(error);
  if (expected) return answer(reply, { ok: false, error: expected.toReply() });
  console.error(`${request.method} ${request.routeOptions.url ?? ''} failed:`, error);
  const message = 'The request failed. This is a bug in Tacklebox.';
  return answer(reply, { ok: false, error: { code: 'internal', message } });
}

/** For an address where nothing is. */
export function answerNothingHere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?')[0] ?? '';
  const method = /^\/api\/([\w.]+)$/.exec(path)?.[1];
  const error = new TackleboxError(
    'unknown_method',
    method === undefined
      ? `There is nothing at ${request.method} ${path}.`
      : `Call ${method} with POST and a JSON body.`,
  );
  return answer(reply, { ok: false, error: error.toReply() });
}
