import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contract, type Reply } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Engine } from '../engine/engine.ts';
import { answer } from './api-replies.ts';

const exportInput = contract.deliveries.export.input
  .omit({ file: true })
  .extend({ reveal: z.stringbool().default(false) });
const exportOutput = contract.deliveries.export.output;
const importInput = contract.deliveries.import.input.omit({ file: true });

/** How many deliveries an export holds: its body has no place to say so. */
export const countHeader = 'tacklebox-count';

const contentTypes = { jsonl: 'application/jsonl', har: 'application/json', curl: 'text/x-shellscript' };

const extensions = { jsonl: 'jsonl', har: 'har', curl: 'sh' };

/** A call's input from an address: `filter` is JSON. */
function queryInput(request: FastifyRequest): unknown {
  const { filter, ...rest } = z.record(z.string(), z.unknown()).parse(request.query);
  if (filter === undefined) return rest;
  try {
    return { ...rest, filter: JSON.parse(String(filter)) };
  } catch {
    throw new TackleboxError('invalid_input', 'filter: not JSON.');
  }
}

function parsed<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new TackleboxError('invalid_input', `${issue?.path.join('.') || '(query)'}: ${issue?.message}`);
}

/** The place on the way is nobody's business: to the caller it is the file that was sent. */
const withoutPath = (reply: Reply, path: string): Reply =>
  reply.ok
    ? reply
    : {
        ok: false,
        error: { code: reply.error.code, message: reply.error.message.replaceAll(path, 'The file') },
      };

/** Aborted when the caller goes away before its answer. */
export function whileConnected(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/**
 * Exports and imports over HTTP, the file in the answer or in the request: nobody names a path of the engine's machine. An
 * export is made whole before its first byte goes out, so that one that fails is an error and never half a file.
 */
export function exchangeRoutes(engine: Engine) {
  const { files, transfers } = engine.parts;
  return async (app: FastifyInstance): Promise<void> => {
    // The file is read as it comes, whatever its type is said to be.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));

    app.get('/deliveries/export', (request, reply) =>
      transfers.during(async (path) => {
        const input = parsed(exportInput, queryInput(request));
        const call = { ...input, file: files.grant(path) };
        const made = await engine.dispatch('deliveries.export', call, { signal: whileConnected(reply) });
        if (!made.ok) return answer(reply, withoutPath(made, path));
        const { count, bytes } = exportOutput.parse(made.result);
        reply.headers({
          'content-type': contentTypes[input.format],
          'content-disposition': `attachment; filename="deliveries.${extensions[input.format]}"`,
          'content-length': bytes,
          'cache-control': 'no-store',
          [countHeader]: count,
        });
        const sent = once(reply.raw, 'close');
        reply.send(createReadStream(path));
        await sent;
        return reply;
      }),
    );

    app.post('/deliveries/import', (request, reply) =>
      transfers.during(async (path) => {
        const input = parsed(importInput, request.query);
        await pipeline(request.raw, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
        const call = { ...input, file: files.grant(path) };
        const read = await engine.dispatch('deliveries.import', call, { signal: whileConnected(reply) });
        return answer(reply, withoutPath(read, path));
      }),
    );
  };
}
