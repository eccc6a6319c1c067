import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DeliveryFilter, isSearched } from '#core/delivery/filter/delivery-filter.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { StoredDelivery } from '../deliveries/deliveries-repo.ts';
import type { History } from '../open-history.ts';

/** How deliveries become the text of a file. */
export interface ExportFormat {
  before: string;
  between: string;
  after: string;
  each(delivery: StoredDelivery): string;
}

/** Written at a time; then others get their turn. */
const pieceCharacters = 262_144;

async function write(file: WriteStream, text: string): Promise<number> {
  if (!file.write(text)) await once(file, 'drain');
  return Buffer.byteLength(text);
}

/** Oldest first; what was deleted meanwhile is left out. */
function* storedOf({ deliveries }: History, newestFirst: string[]): Iterable<StoredDelivery> {
  for (const deliveryId of newestFirst.reverse()) {
    const delivery = deliveries.find(deliveryId);
    if (delivery) yield delivery;
  }
}

/**
 * Writes what fits a filter to a file, oldest first, as a stream. The file appears under its name when it is whole; an
 * export that fails or is cancelled leaves none.
 *
 * @throws invalid_input where the file can't be written; cancelled
 */
export async function exportDeliveries(
  history: History,
  input: { path: string; filter: DeliveryFilter; nowMs: number; format: ExportFormat },
  signal: AbortSignal,
): Promise<{ path: string; count: number; bytes: number }> {
  const path = resolve(input.path);
  const partial = `${path}.partial`;
  const { format } = input;
  const file = createWriteStream(partial, { mode: 0o600 });
  try {
    await once(file, 'open');
    let count = 0;
    let bytes = 0;
    let piece = format.before;
    const found = isSearched(input.filter)
      ? storedOf(history, await history.deliveries.idsOf(input.filter, input.nowMs, signal))
      : history.deliveries.iterate(input.filter, input.nowMs);
    for (const delivery of found) {
      piece += (count > 0 ? format.between : '') + format.each(delivery);
      count += 1;
      if (piece.length < pieceCharacters) continue;
      bytes += await write(file, piece);
      piece = '';
      await nextTurn();
      if (signal.aborted) throw new TackleboxError('cancelled', 'The export was cancelled.');
    }
    bytes += await write(file, piece + (count > 0 || format.before !== '' ? format.after : ''));
    file.end();
    await once(file, 'close');
    await rename(partial, path);
    return { path, count, bytes };
  } catch (error) {
    file.destroy();
    await rm(partial, { force: true });
    throw explainFileError(error, path, 'written');
  }
}

/** Errors of a file that the user named are the user's to solve. */
export function explainFileError(error: unknown, path: string, done: 'written' | 'read'): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const message = `${path} can't be ${done}: ${error.message}`;
  return new TackleboxError('invalid_input', message, {
    cause: error,
    details: { issues: [{ path: 'path', message }] },
  });
}
