import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { GauntletRun, GauntletRunSummary } from '#core/mutation/run.ts';
import type { Writer } from './database/writer.ts';

/** Runs of the gauntlet that have ended. */
export interface GauntletRepo {
  insert(run: GauntletRun): void;
  /** Undefined where there is none, or none that can be read any more. */
  find(runId: string): GauntletRun | undefined;
  /** Newest first. Those that can't be read are left out. */
  list(paging: { limit: number; after?: string | undefined }): {
    items: GauntletRunSummary[];
    next: string | null;
  };
  /** Answers how many there were. */
  remove(runIds: readonly string[]): number;
}

/** The newest runs are kept; people compare with the last few. */
export const keptRuns = 200;

/** What a run was kept as; undefined where it is something else by now. */
function read<T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const summaryOf = ({ results: _results, ...run }: GauntletRun): GauntletRunSummary => ({
  ...run,
  findings: run.findings.map(({ rule, title, severity }) => ({ rule, title, severity })),
});

export function createGauntletRepo(db: Database, writer: Writer): GauntletRepo {
  const insert = db.prepare<[string, string, string]>(
    'INSERT INTO gauntlet_runs (run_id, summary, run) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET summary = excluded.summary, run = excluded.run',
  );
  const prune = db.prepare<[number]>(
    'DELETE FROM gauntlet_runs WHERE run_id IN (SELECT run_id FROM gauntlet_runs ORDER BY run_id DESC LIMIT -1 OFFSET ?)',
  );
  const byId = db.prepare<[string], string>('SELECT run FROM gauntlet_runs WHERE run_id = ?').pluck();
  const before = db.prepare<[string, number], { run_id: string; summary: string }>(
    'SELECT run_id, summary FROM gauntlet_runs WHERE run_id < ? ORDER BY run_id DESC LIMIT ?',
  );
  const remove = db.prepare<[string]>('DELETE FROM gauntlet_runs WHERE run_id = ?');
  return {
    insert(run) {
      writer.transaction(() => {
        insert.run(run.runId, JSON.stringify(summaryOf(run)), JSON.stringify(run));
        prune.run(keptRuns);
      });
    },
    find(runId) {
      const text = byId.get(runId);
      return text === undefined ? undefined : read(GauntletRun, text);
    },
    list({ limit, after }) {
      if (after !== undefined && !/^run_[0-9A-Z]+$/i.test(after)) {
        throw new TackleboxError('invalid_input', 'after: pass the `next` of the page before.');
      }
      const rows = before.all(after ?? '~', limit + 1);
      const shown = rows.slice(0, limit);
      return {
        items: shown.flatMap(({ summary }) => read(GauntletRunSummary, summary) ?? []),
        next: rows.length > limit ? (shown.at(-1)?.run_id ?? null) : null,
      };
    },
    remove: (runIds) =>
      writer.transaction(() => runIds.reduce((sum, runId) => sum + remove.run(runId).changes, 0)),
  };
}
