import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { explainStorageError } from '../database/sqlite-errors.ts';

/**
 * Bodies up to here live in their row. Above it a file beside the database is faster: SQLite would copy such a body
 * twice (write-ahead log, then database) over a chain of overflow pages.
 */
export const inlineBodyBytes = 65_536;

/** So many files a crash can leave: those of the requests that were under way. */
const fewFiles = 64;

const nameOfFile = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Large bodies as files, each written before the row that names it commits: a crash in between leaves a file without a
 * row, which the sweep at the next start removes; never a row without its file.
 */
export interface BodyStore {
  write(body: Uint8Array): Promise<string>;
  writeSync(body: Uint8Array): string;
  /** Throws body_missing where the file is gone. */
  read(name: string): Buffer;
  /** Throws body_missing. */
  readRange(name: string, offsetBytes: number, lengthBytes: number): Buffer;
  /** After the rows that named them are gone. */
  remove(names: readonly string[]): void;
  /**
   * Removes files that no row names, as a crash between the file and its row leaves a few; answers how many. Where most
   * are unnamed it is the rows that were lost, and all files stay.
   */
  sweep(isNamed: (name: string) => boolean): Promise<number>;
}

export function createBodyStore(dir: string, isDurable: () => boolean): BodyStore {
  const madeFolders = new Set<string>();
  /** Written by this process: their rows may be yet to come, so the sweep leaves them. */
  const ours = new Set<string>();
  let swept = false;

  // A folder per first two letters of the name: a single one with a million files is slow to list.
  const folderOf = (name: string): string => join(dir, name.slice(0, 2));
  const pathOf = (name: string): string => join(folderOf(name), name);

  function missing(name: string, cause?: unknown): TackleboxError {
    const where = nameOfFile.test(name) ? pathOf(name) : `${dir}, under the name ${JSON.stringify(name)}`;
    return new TackleboxError(
      'body_missing',
      `The file of this body is gone: ${where}. It was deleted or moved by something else; what is in the row is all there is.`,
      { cause },
    );
  }

  /** A name comes from a row, and a row can be damaged: only names that were given here reach the disk. */
  function openToRead(name: string): number {
    if (!nameOfFile.test(name)) throw missing(name);
    try {
      return openSync(pathOf(name), 'r');
    } catch (error) {
      throw error instanceof Error && 'code' in error && error.code === 'ENOENT'
        ? missing(name, error)
        : error;
    }
  }

  function newFile(): string {
    const name = randomUUID();
    const folder = folderOf(name);
    if (!madeFolders.has(folder)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      madeFolders.add(folder);
      if (isDurable()) syncFolder(dir);
    }
    if (!swept) ours.add(name);
    return name;
  }

  return {
    async write(body) {
      try {
        const name = newFile();
        const file = await open(pathOf(name), 'wx', 0o600);
        try {
          for (let at = 0; at < body.length; ) at += (await file.write(body, at)).bytesWritten;
          if (isDurable()) await file.sync();
        } finally {
          await file.close();
        }
        if (isDurable()) syncFolder(folderOf(name));
        return name;
      } catch (error) {
        throw explainStorageError(error, dir);
      }
    },

    writeSync(body) {
      try {
        const name = newFile();
        const file = openSync(pathOf(name), 'wx', 0o600);
        try {
          for (let at = 0; at < body.length; ) at += writeSync(file, body, at);
          if (isDurable()) fsyncSync(file);
        } finally {
          closeSync(file);
        }
        if (isDurable()) syncFolder(folderOf(name));
        return name;
      } catch (error) {
        throw explainStorageError(error, dir);
      }
    },

    read(name) {
      const file = openToRead(name);
      try {
        return readFileSync(file);
      } finally {
        closeSync(file);
      }
    },

    readRange(name, offsetBytes, lengthBytes) {
      const file = openToRead(name);
      try {
        const range = Buffer.alloc(lengthBytes);
        return range.subarray(0, readSync(file, range, 0, lengthBytes, offsetBytes));
      } finally {
        closeSync(file);
      }
    },

    remove(names) {
      for (const name of names) if (nameOfFile.test(name)) rmSync(pathOf(name), { force: true });
    },

    async sweep(isNamed) {
      const unnamed: string[] = [];
      let named = 0;
      for (const folder of await readdir(dir)) {
        for (const name of await readdir(join(dir, folder))) {
          if (ours.has(name) || isNamed(name)) named += 1;
          else unnamed.push(join(dir, folder, name));
        }
      }
      const removed = unnamed.length <= named + fewFiles ? unnamed : [];
      for (const path of removed) await rm(path, { force: true });
      swept = true;
      ours.clear();
      return removed.length;
    },
  };
}

/** For a look that can do without: nothing where the body is gone. */
export function orNothing(read: () => Buffer): Buffer {
  try {
    return read();
  } catch (error) {
    if (error instanceof TackleboxError && error.code === 'body_missing') return Buffer.alloc(0);
    throw error;
  }
}

/** Makes a new name in a folder survive a loss of power. Windows keeps names without being asked and can't open folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
