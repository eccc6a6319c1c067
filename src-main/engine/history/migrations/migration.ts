import type { Database } from 'better-sqlite3';

/** One step from a file's shape to the next. Never edited once released: a change is a new migration. */
export interface Migration {
  /** Steps of ten, ascending; kept in the file as `PRAGMA user_version`. */
  readonly version: number;
  readonly name: string;
  up(db: Database): void;
}
