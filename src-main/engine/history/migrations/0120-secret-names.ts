import type { Migration } from './migration.ts';

/** Which rows name a secret of the vault, so that one that nothing names any more can go with the last that did. */
export const secretNames: Migration = {
  version: 120,
  name: 'secret-names',
  up(db) {
    db.exec(`
      CREATE INDEX attempts_by_target_secret ON attempts (CASE WHEN json_valid(target) THEN target ->> '$.secretRef' END)
        WHERE CASE WHEN json_valid(target) THEN target ->> '$.secretRef' END IS NOT NULL;
      CREATE INDEX attempts_by_plan_secret ON attempts (CASE WHEN json_valid(plan) THEN plan ->> '$.sign.secretRef' END)
        WHERE CASE WHEN json_valid(plan) THEN plan ->> '$.sign.secretRef' END IS NOT NULL;
      CREATE INDEX requests_by_target_secret
        ON requests (CASE WHEN json_valid(send_target) THEN send_target ->> '$.secretRef' END)
        WHERE CASE WHEN json_valid(send_target) THEN send_target ->> '$.secretRef' END IS NOT NULL;
      CREATE INDEX requests_by_secret ON requests (secret_ref) WHERE secret_ref IS NOT NULL;
    `);
  },
};
