import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unwrap } from '#core/contract/client.ts';
import { contract } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { ServeRecord } from '../hosts/serve-record.ts';
import { countHeader } from '../transports/exchange-routes.ts';
import type { ExportChoice } from './session.ts';
import { readReply } from './wire-reply.ts';

/** Asks `serve` for an export and writes it beside the file until it is whole. */
export async function downloadExport(
  serve: ServeRecord,
  file: string,
  { format = 'jsonl', filter, reveal = false }: ExportChoice,
): Promise<{ count: number; bytes: number }> {
  const url = new URL('api/deliveries/export', serve.interface);
  url.searchParams.set('format', format);
  if (reveal) url.searchParams.set('reveal', 'true');
  if (filter) url.searchParams.set('filter', JSON.stringify(filter));
  const response = await fetch(url, { headers: { authorization: `Bearer ${serve.token}` } });
  if (!response.ok) unwrap(await readReply(response));
  const partial = `${file}.partial`;
  try {
    await pipeline(
      Readable.fromWeb(response.body ?? new ReadableStream()),
      createWriteStream(partial, { mode: 0o600 }),
    );
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw unusable(error, file, 'written');
  }
  return { count: Number(response.headers.get(countHeader) ?? 0), bytes: (await stat(file)).size };
}

/** Sends a file to `serve` as the body of a request. */
export async function uploadImport(
  serve: ServeRecord,
  file: string,
  format: 'jsonl' | 'har',
): Promise<{ count: number; skipped: number }> {
  const url = new URL('api/deliveries/import', serve.interface);
  url.searchParams.set('format', format);
  await stat(file).catch((error: unknown) => {
    throw unusable(error, file, 'read');
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${serve.token}`, 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(createReadStream(file)),
    duplex: 'half',
  });
  return contract.deliveries.import.output.parse(unwrap(await readReply(response)));
}

const unusable = (error: unknown, file: string, done: 'written' | 'read'): TackleboxError =>
  new TackleboxError(
    'invalid_input',
    `${file} can't be ${done}: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
