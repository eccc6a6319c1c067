import { randomUUID } from 'node:crypto';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** Chosen and never used, more than anybody's dialogs leave behind; the oldest goes. */
const maxGrants = 32;

/**
 * Files that a method may read or write, each for one call. Who may name a path makes the grant: a native dialog, the
 * terminal's own command line, a transport for bytes that it carries itself. Callers of methods never name a path.
 */
export interface FileGrants {
  /** Answers the word under which a method takes the file. */
  grant(path: string): string;
  /** The path, once. Throws invalid_input where nothing was granted under this word, or it was taken. */
  take(grant: string): string;
}

export function createFileGrants(): FileGrants {
  const paths = new Map<string, string>();
  return {
    grant(path) {
      const [oldest] = paths.keys();
      if (paths.size >= maxGrants && oldest !== undefined) paths.delete(oldest);
      const word = randomUUID();
      paths.set(word, path);
      return word;
    },
    take(word) {
      const path = paths.get(word);
      paths.delete(word);
      if (path !== undefined) return path;
      throw new TackleboxError(
        'invalid_input',
        'file: no file was chosen under this word, or it was used already. Choose it once more; over HTTP, `GET /api/deliveries/export` and `POST /api/deliveries/import` carry the file itself.',
      );
    },
  };
}
