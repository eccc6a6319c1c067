import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Tells a database that is still in its place from one whose file was removed, which the system goes on writing to nowhere. */
export interface FolderGuard {
  /** @throws data_folder_unwritable where the file is gone, or another one has its name */
  check(): void;
  isGone(): boolean;
}

/** A look costs as much as a tenth of a commit: at most so often. */
const looksEveryMs = 50;

/** Guards a file that is there now. */
export function createFolderGuard(path: string): FolderGuard {
  const { ino } = statSync(path);
  let lookedAt = performance.now();
  let isGone = false;

  function look(): boolean {
    const now = performance.now();
    if (!isGone && now - lookedAt >= looksEveryMs) {
      lookedAt = now;
      isGone = statSync(path, { throwIfNoEntry: false })?.ino !== ino;
    }
    return isGone;
  }

  return {
    isGone: look,
    check() {
      if (!look()) return;
      throw new TackleboxError(
        'data_folder_unwritable',
        `${dirname(path)} was removed or replaced while Tacklebox was running, so nothing more can be kept there. End Tacklebox, put the folder back if there is a copy of it, and start again.`,
      );
    },
  };
}
