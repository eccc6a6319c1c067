import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ZodError } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { StoredDelivery } from '../deliveries/deliveries-repo.ts';
import type { History } from '../open-history.ts';
import { explainFileError } from './export-deliveries.ts';
import { fromHarEntry } from './har-entries.ts';
import { fromLine } from './json-lines.ts';
import { splitEntries } from './split-entries.ts';
import { textLines } from './text-lines.ts';

/** Deliveries a transaction takes: about 10 ms, after which captures get their turn. */
const batchRows = 100;

const readers = { jsonl: fromLine, har: fromHarEntry } as const;

interface Read {
  delivery: StoredDelivery;
  body: Uint8Array;
}

function reasonOf(error: unknown): string | null {
  if (error instanceof SyntaxError) return error.message;
  if (!(error instanceof ZodError)) return null;
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'it'}: ${issue?.message}`;
}

async function* piecesOf(path: string, format: 'jsonl' | 'har'): AsyncIterable<string> {
  const stream = createReadStream(path, format === 'har' ? { encoding: 'utf8' } : {});
  try {
    yield* format === 'har' ? splitEntries(stream) : textLines(stream);
  } finally {
    stream.destroy();
  }
}

/**
 * Reads deliveries from a file as a stream and keeps those that aren't there yet. One that can't be read harms no other:
 * the rest is kept, and the error at the end names it. What was read before a cancellation stays: reading the file again
 * goes on where it ended.
 *
 * @param onKept told how many a batch kept
 * @returns how many were kept, and how many were there already
 * @throws invalid_input with the place in the file; cancelled
 */
export async function importDeliveries(
  history: History,
  input: { path: string; format: 'jsonl' | 'har' },
  signal: AbortSignal,
  onKept: (count: number) => void = () => undefined,
): Promise<{ count: number; skipped: number }> {
  const path = resolve(input.path);
  const read = readers[input.format];
  const what = input.format === 'jsonl' ? 'line' : 'entry';
  let count = 0;
  let skipped = 0;
  let place = 0;
  let batch: Read[] = [];
  let unreadable = 0;
  let firstUnreadable: { place: number; reason: string } | null = null;

  function keepBatch(): void {
    const kept = history.transaction(
      () => batch.filter(({ delivery, body }) => history.deliveries.insertImported(delivery, body)).length,
    );
    count += kept;
    skipped += batch.length - kept;
    batch = [];
    if (kept > 0) onKept(kept);
  }

  function readOne(text: string): void {
    try {
      batch.push(read(text));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      unreadable += 1;
      firstUnreadable ??= { place, reason };
    }
  }

  /** What could not be read is an error, told after all else was kept. */
  function refuse(at: { place: number; reason: string }): never {
    const others = unreadable > 1 ? ` ${unreadable - 1} more can't be read either.` : '';
    const message = `${path}, ${what} ${at.place}: ${at.reason}.${others} Everything else was kept (${count} new, ${skipped} known).`;
    throw new TackleboxError('invalid_input', message, {
      details: { issues: [{ path: 'path', message }], count, skipped, unreadable },
    });
  }

  try {
    for await (const text of piecesOf(path, input.format)) {
      place += 1;
      if (text.trim() === '') continue;
      readOne(place === 1 ? text.replace(/^\uFEFF/, '') : text);
      if (batch.length < batchRows) continue;
      keepBatch();
      await nextTurn();
      if (signal.aborted)
        throw new TackleboxError('cancelled', `The import was cancelled after ${place} ${what}s.`);
    }
    keepBatch();
    if (firstUnreadable !== null) refuse(firstUnreadable);
    return { count, skipped };
  } catch (error) {
    if (error instanceof TackleboxError) throw error;
    // The archive's own structure ended: its entries up to there are kept.
    const reason = reasonOf(error);
    if (reason === null) throw explainFileError(error, path, 'read');
    keepBatch();
    const message = `${path}, ${what} ${Math.max(1, place)}: ${reason}. What came before it was kept (${count} new, ${skipped} known).`;
    throw new TackleboxError('invalid_input', message, {
      cause: error,
      details: { issues: [{ path: 'path', message }], count, skipped },
    });
  }
}
