import {
  chmodSync,
  closeSync,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

const folderMode = 0o700;
const fileMode = 0o600;
const othersMayAnything = 0o077;

/** Windows keeps a user's folders to the user by lists of its own; modes say nothing there. */
const hasModes = process.platform !== 'win32';

/** What Tacklebox makes in a data folder, with all that SQLite and a recovery put beside a database. */
const ownNames =
  /^(tacklebox\.db|search-index\.db|engine\.(lock|json)|serve\.json|secret\.key|window-state\.json|bodies$|window$|transfers$)/;

const isOwnedByUs = ({ uid }: Stats): boolean => uid === process.getuid?.();

function tighten(path: string, stats: Stats, mode: number): void {
  if (isOwnedByUs(stats) && (stats.mode & othersMayAnything) !== 0) chmodSync(path, mode);
}

/** A folder that was there with other things in it (`--data-dir .`) may have to stay readable: only its files are ours. */
const isOurFolder = (names: readonly string[]): boolean =>
  names.every((name) => ownNames.test(name) || name.startsWith('.'));

/**
 * Makes the data folder for its owner alone, whatever the umask, and closes it and what lies in it to others where an
 * earlier version, an unpacked archive or somebody's `mkdir` left them open.
 */
export function makeFolderPrivate(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: folderMode });
  if (!hasModes) return;
  const names = readdirSync(dir);
  if (isOurFolder(names)) tighten(dir, statSync(dir), folderMode);
  for (const name of names.filter((one) => ownNames.test(one))) {
    const path = join(dir, name);
    // A link is not followed: what it leads to is not ours to change.
    const stats = lstatSync(path);
    if (stats.isFile()) tighten(path, stats, fileMode);
    if (stats.isDirectory()) tighten(path, stats, folderMode);
  }
}

/**
 * Makes a file for its owner alone where it isn't there, whatever the umask. SQLite gives the files that it puts beside a
 * database the database's own mode, so this is done before it is opened.
 */
export function makeFilePrivate(path: string): void {
  const file = openSync(path, 'a', fileMode);
  try {
    if (hasModes) fchmodSync(file, fileMode);
  } finally {
    closeSync(file);
  }
}
