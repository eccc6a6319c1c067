import type { Database } from 'better-sqlite3';
import type { SetAside } from './damaged/damaged-rows.ts';
import type { Writer } from './database/writer.ts';

/** Small named JSON values. */
export interface SettingsRepo {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

export function createSettingsRepo(db: Database, writer: Writer, setAside: SetAside): SettingsRepo {
  const byKey = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM settings WHERE key = ?');
  return {
    get(key): unknown {
      const text = byKey.get(key);
      try {
        return text === undefined ? undefined : JSON.parse(text);
      } catch {
        setAside('settings', [{ key, reason: "Its value can't be read: it holds no JSON." }]);
        return undefined;
      }
    },
    set(key, value) {
      // Also how much may be kept, and that must be said on a full disk above all.
      writer.freeing(() => (value === undefined ? remove.run(key) : upsert.run(key, JSON.stringify(value))));
    },
  };
}
