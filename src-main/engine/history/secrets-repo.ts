import type { Database } from 'better-sqlite3';
import type { Writer } from './database/writer.ts';
import { deleteUnnamedSecret } from './secret-names.ts';

/** Secrets encrypted by the vault; the repo sees no clear text. */
export interface SecretRow {
  secretRef: string;
  /** The endpoint whose secret it is; null: kept for an `out` delivery or a forward route. */
  webhookId: string | null;
  sealed: Buffer;
  fingerprint: string;
  createdAtMs: number;
  /** Not accepted from then on; null: current. */
  retiresAtMs: number | null;
}

export interface SecretsRepo {
  insert(row: SecretRow): void;
  find(secretRef: string): SecretRow | undefined;
  /** All that an endpoint ever had, newest first. */
  ofEndpoint(webhookId: string): SecretRow[];
  /** Deletes those of these that belong to no endpoint and that no row names; answers how many. */
  deleteUnnamed(secretRefs: readonly string[]): number;
  deleteOfEndpoint(webhookId: string): void;
  /** Retires the current ones at `atMs`. */
  retire(webhookId: string, atMs: number): void;
}

interface StoredSecret {
  secret_ref: string;
  webhook_id: string | null;
  sealed: Buffer;
  fingerprint: string;
  created_at_ms: number;
  retires_at_ms: number | null;
}

const toSecret = (row: StoredSecret): SecretRow => ({
  secretRef: row.secret_ref,
  webhookId: row.webhook_id,
  sealed: row.sealed,
  fingerprint: row.fingerprint,
  createdAtMs: row.created_at_ms,
  retiresAtMs: row.retires_at_ms,
});

export function createSecretsRepo(db: Database, writer: Writer): SecretsRepo {
  const insert = db.prepare(
    `INSERT INTO secrets (secret_ref, webhook_id, sealed, fingerprint, created_at_ms, retires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const byRef = db.prepare<[string], StoredSecret>('SELECT * FROM secrets WHERE secret_ref = ?');
  const ofWebhook = db.prepare<[string], StoredSecret>(
    'SELECT * FROM secrets WHERE webhook_id = ? ORDER BY created_at_ms DESC, rowid DESC',
  );
  const retire = db.prepare<[number, string, number]>(
    `UPDATE secrets SET retires_at_ms = ?
     WHERE webhook_id = ? AND (retires_at_ms IS NULL OR retires_at_ms > ?)`,
  );
  const removeUnnamed = db.prepare<{ ref: string }>(deleteUnnamedSecret);
  const removeOf = db.prepare<[string]>('DELETE FROM secrets WHERE webhook_id = ?');
  return {
    insert(row) {
      writer.transaction(() =>
        insert.run(
          row.secretRef,
          row.webhookId,
          row.sealed,
          row.fingerprint,
          Math.floor(row.createdAtMs),
          row.retiresAtMs === null ? null : Math.floor(row.retiresAtMs),
        ),
      );
    },
    find(secretRef) {
      const row = byRef.get(secretRef);
      return row && toSecret(row);
    },
    ofEndpoint: (webhookId) => ofWebhook.all(webhookId).map(toSecret),
    deleteUnnamed: (secretRefs) =>
      writer.transaction(() =>
        secretRefs.reduce((gone, ref) => gone + removeUnnamed.run({ ref }).changes, 0),
      ),
    deleteOfEndpoint(webhookId) {
      writer.transaction(() => removeOf.run(webhookId));
    },
    retire(webhookId, atMs) {
      const at = Math.floor(atMs);
      writer.transaction(() => retire.run(at, webhookId, at));
    },
  };
}
