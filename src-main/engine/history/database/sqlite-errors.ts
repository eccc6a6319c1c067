import type { ErrorCode } from '#core/errors/catalog.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';

/** SQLite's and the file system's codes that a user can do something about, with what to do. */
const known: readonly { code: RegExp; as: ErrorCode; say: (where: string) => string }[] = [
  {
    code: /^(SQLITE_FULL|SQLITE_IOERR_WRITE|ENOSPC|EDQUOT)/,
    as: 'database_full',
    say: (where) =>
      `The disk that holds ${where} is full, so nothing more can be kept. Free some space, or let Settings > Retention trim the history.`,
  },
  {
    code: /^(SQLITE_CORRUPT|SQLITE_NOTADB)/,
    as: 'database_corrupt',
    say: (where) =>
      `${where} is damaged or is no Tacklebox history. It was left as it is. Run "tacklebox doctor --recover" to save what is readable, restore it from a backup, or move it elsewhere and start again with an empty history.`,
  },
  {
    code: /^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS|ENOTDIR|EEXIST)/,
    as: 'data_folder_unwritable',
    say: (where) =>
      `${where} can't be written. Check its permissions, or choose another folder with --data-dir or TACKLEBOX_DATA_DIR.`,
  },
];

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The expected error that a failure of SQLite or of the file system stands for; anything else comes back as it is. */
export function explainStorageError(error: unknown, where: string): unknown {
  const code = codeOf(error);
  const match = known.find((entry) => entry.code.test(code));
  return match ? new TackleboxError(match.as, match.say(where), { cause: error, details: { code } }) : error;
}

/** Whether something failed because the file itself is damaged, or no database. */
export const isDamage = (error: unknown): boolean =>
  /^(SQLITE_CORRUPT|SQLITE_NOTADB|SQLITE_IOERR_(SHORT_READ|CORRUPTFS|DATA))/.test(codeOf(error));

/** Whether something failed because there is no space left. */
export const isFull = (error: unknown): boolean =>
  (error instanceof TackleboxError && error.code === 'database_full') ||
  /^(SQLITE_FULL|SQLITE_IOERR_WRITE|ENOSPC|EDQUOT)/.test(codeOf(error));
