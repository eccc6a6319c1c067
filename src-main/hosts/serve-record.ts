import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * How a terminal command finds the `serve` that holds a data folder: its address and token, in a file of the folder that
 * only its owner can read.
 */
const ServeRecord = z.object({ pid: z.number().int(), interface: z.url(), token: z.string() });
export type ServeRecord = z.infer<typeof ServeRecord>;

const fileOf = (dataDir: string) => path.join(dataDir, 'serve.json');

export function writeServeRecord(dataDir: string, record: ServeRecord): void {
  // The mode counts only when the file is made: a left-over one must go first.
  rmSync(fileOf(dataDir), { force: true });
  writeFileSync(fileOf(dataDir), `${JSON.stringify(record)}\n`, { mode: 0o600, flag: 'wx' });
}

export const removeServeRecord = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/** Null where no `serve` left one, or it can't be read. */
export function readServeRecord(dataDir: string): ServeRecord | null {
  try {
    return ServeRecord.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}
