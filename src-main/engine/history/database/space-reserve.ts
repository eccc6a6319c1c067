import { existsSync, rmSync } from 'node:fs';
import { open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Space that is kept in reserve beside the database: on a full disk even deleting has to write first. Only what frees space
 * may use it.
 */
export interface SpaceReserve {
  /** Gives the space to whoever writes next. */
  release(): void;
  /** Takes it again, where the disk has several times as much. */
  keep(): Promise<void>;
}

/** The write-ahead log at its longest (64 MB) fits into the database by it, and then has room for what deletes. */
export const reserveBytes = 75_497_472;

/** A disk that has less than so many reserves is left alone. */
const leastReserves = 3;

/** Written at a time. */
const pieceBytes = 1_048_576;

export function createSpaceReserve(path: string): SpaceReserve {
  const partial = `${path}.partial`;

  /** Not a hole in a file: blocks that are really taken. */
  async function take(): Promise<void> {
    const file = await open(partial, 'w', 0o600);
    try {
      const piece = Buffer.alloc(pieceBytes, 0xa5);
      for (let bytes = 0; bytes < reserveBytes; bytes += pieceBytes) await file.write(piece);
    } finally {
      await file.close();
    }
    await rename(partial, path);
  }

  return {
    release: () => rmSync(path, { force: true }),
    async keep() {
      if (existsSync(path)) return;
      try {
        const { bavail, bsize } = await statfs(dirname(path));
        if (bavail * bsize >= leastReserves * reserveBytes) await take();
      } catch {
        // The disk filled up meanwhile, or the folder is gone: there is no reserve then.
        await rm(partial, { force: true }).catch(() => undefined);
      }
    },
  };
}
