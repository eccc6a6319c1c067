import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { checkHeader } from '../database/database-file.ts';
import { explainStorageError, isDamage } from '../database/sqlite-errors.ts';
import { folderFiles } from '../folder-files.ts';

/** One kind of thing that was found. */
export interface Finding {
  kind: 'damaged_file' | 'broken_reference' | 'body_missing' | 'body_unnamed' | 'set_aside' | 'index';
  /** Whether somebody should do something about it; the rest is only told. */
  isProblem: boolean;
  count: number;
  text: string;
  /** The first few, by name. */
  examples: string[];
}

export interface Checkup {
  dataDir: string;
  healthy: boolean;
  findings: Finding[];
}

const mostExamples = 5;

/** How many faults of a file SQLite tells. */
const mostFaults = 100;

const Reference = z.object({ table: z.string(), parent: z.string() });

/** Columns that name body files. */
const bodyColumns = [
  ['requests', 'body_file'],
  ['journal', 'body_file'],
  ['attempts', 'request_body_file'],
  ['attempts', 'response_body_file'],
  ['damaged_files', 'name'],
] as const;

/** Throws not_available_here where the folder has no history. */
export function historyPathOf(dataDir: string): string {
  const path = join(dataDir, folderFiles.database);
  if (existsSync(path)) return path;
  throw new TackleboxError(
    'not_available_here',
    `There is no history in ${dataDir}: ${folderFiles.database} is not there. Choose another folder with --data-dir or TACKLEBOX_DATA_DIR.`,
  );
}

/**
 * Looks at a data folder without changing anything in it, also while an engine works on it.
 *
 * @throws not_available_here, database_newer, data_folder_unwritable
 */
export function checkFolder(dataDir: string): Checkup {
  const path = historyPathOf(dataDir);
  const found: (Finding | null)[] = [];
  let db: Database.Database | undefined;
  try {
    checkHeader(path);
    db = new Database(path, { readonly: true, fileMustExist: true });
    const { file, references } = checkFile(db);
    found.push(file, references, ...checkBodies(db, join(dataDir, folderFiles.bodies)), checkSetAside(db));
    found.push(checkIndex(join(dataDir, folderFiles.index)));
  } catch (error) {
    if (!isDamage(error)) throw explainStorageError(error, path);
    found.push(damagedFile([error instanceof Error ? error.message : String(error)]));
  } finally {
    db?.close();
  }
  const findings = found.filter((one) => one !== null);
  return { dataDir, healthy: !findings.some(({ isProblem }) => isProblem), findings };
}

/** What `read` gives, or `instead` where damage of the file keeps it from being read: the file's own check tells of it. */
function whereReadable<T>(read: () => T, instead: T): T {
  try {
    return read();
  } catch (error) {
    if (isDamage(error)) return instead;
    throw error;
  }
}

const damagedFile = (faults: readonly string[]): Finding => ({
  kind: 'damaged_file',
  isProblem: true,
  count: faults.length,
  text: 'The database is damaged. `tacklebox doctor --recover` saves what is readable.',
  examples: faults.slice(0, mostExamples),
});

function checkFile(db: Database.Database): { file: Finding | null; references: Finding | null } {
  const faults = faultsOf(db);
  const file = faults.length === 0 ? null : damagedFile(faults);
  const broken = whereReadable(() => z.array(Reference).parse(db.pragma('foreign_key_check')), []);
  if (broken.length === 0) return { file, references: null };
  return {
    file,
    references: {
      kind: 'broken_reference',
      isProblem: true,
      count: broken.length,
      text: 'Rows belong to rows that are gone.',
      examples: [...new Set(broken.map(({ table, parent }) => `${table} without ${parent}`))],
    },
  };
}

function faultsOf(db: Database.Database): string[] {
  try {
    const told = z
      .array(z.object({ integrity_check: z.string() }))
      .parse(db.pragma(`integrity_check(${mostFaults})`))
      .map((row) => row.integrity_check);
    return told.length === 1 && told[0] === 'ok' ? [] : told;
  } catch (error) {
    if (error instanceof Error && isDamage(error)) return [error.message];
    throw error;
  }
}

const hasTable = (db: Database.Database, table: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;

function checkBodies(db: Database.Database, bodiesDir: string): (Finding | null)[] {
  const named = new Set<string>();
  let allRead = true;
  // What was written while this looks has its file first and its row later, so files are listed before rows.
  const files = filesIn(bodiesDir);
  for (const [table, column] of bodyColumns) {
    const read = () => {
      if (!hasTable(db, table)) return true;
      const rows = db.prepare<[], string>(`SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL`);
      for (const name of rows.pluck().iterate()) named.add(name);
      return true;
    };
    allRead = whereReadable(read, false) && allRead;
  }
  const missing = [...named].filter(
    (name) => !files.has(name) && !existsSync(join(bodiesDir, name.slice(0, 2), name)),
  );
  // Rows that can't be read may name them.
  const unnamed = allRead ? [...files].filter((name) => !named.has(name)) : [];
  return [
    finding('body_missing', true, missing, 'Files of bodies are gone that rows name.'),
    finding(
      'body_unnamed',
      false,
      unnamed,
      'Files of bodies belong to no row. They stay where they are, as all that may be left of a lost row; those of a crash go at the next start.',
    ),
  ];
}

const finding = (
  kind: Finding['kind'],
  isProblem: boolean,
  names: readonly string[],
  text: string,
): Finding | null =>
  names.length === 0
    ? null
    : { kind, isProblem, count: names.length, text, examples: names.slice(0, mostExamples) };

function filesIn(bodiesDir: string): Set<string> {
  if (!existsSync(bodiesDir)) return new Set();
  const entries = readdirSync(bodiesDir, { recursive: true, withFileTypes: true });
  return new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
}

function checkSetAside(db: Database.Database): Finding | null {
  const read = () =>
    hasTable(db, 'damaged')
      ? db
          .prepare<[], { name: string }>("SELECT table_name || ' ' || row_id AS name FROM damaged")
          .all()
          .map(({ name }) => name)
      : [];
  return finding(
    'set_aside',
    true,
    whereReadable(read, []),
    'Rows could not be read and were set aside. Settings > Data shows them and discards them.',
  );
}

/** All of the index can be made again, so nothing about it is a problem. */
function checkIndex(path: string): Finding | null {
  const because = (why: string) =>
    finding('index', false, [why], 'The search index is made anew at the next start.');
  if (!existsSync(path)) return because('not there');
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true });
    return faultsOf(db).length === 0 ? null : because('damaged');
  } catch (error) {
    if (isDamage(error)) return because('damaged');
    throw error;
  } finally {
    db?.close();
  }
}
