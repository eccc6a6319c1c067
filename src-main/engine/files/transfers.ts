import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where files wait on their way through a transport, within the data folder and as private as that. */
const folderName = 'transfers';

export interface Transfers {
  /** Gives `work` the path of a file that is not there yet, and removes what it left there when it is over. */
  during<T>(work: (path: string) => Promise<T>): Promise<T>;
}

/** Begins with an empty folder: what a crash left half way belongs to nobody. */
export function createTransfers(dataDir: string): Transfers {
  const folder = join(dataDir, folderName);
  rmSync(folder, { recursive: true, force: true });
  return {
    async during(work) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, randomUUID());
      try {
        return await work(path);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}
