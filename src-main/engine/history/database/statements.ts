import type { Database, Statement } from 'better-sqlite3';

/** Combinations of filters make some hundred different statements at most; beyond it they are prepared anew. */
const keptStatements = 200;

/** Statements by their text, prepared once. */
export function createStatements<P extends unknown[], R>(db: Database): { of(sql: string): Statement<P, R> } {
  const kept = new Map<string, Statement<P, R>>();
  return {
    of(sql) {
      let statement = kept.get(sql);
      if (!statement) {
        if (kept.size >= keptStatements) kept.clear();
        statement = db.prepare<P, R>(sql);
        kept.set(sql, statement);
      }
      return statement;
    },
  };
}
