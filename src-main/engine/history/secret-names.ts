/**
 * Where rows name secrets of the vault, as the indexes of migration 0120 have it. A column whose JSON can't be read names none.
 */
export const targetRef = `CASE WHEN json_valid(target) THEN target ->> '$.secretRef' END`;
export const planRef = `CASE WHEN json_valid(plan) THEN plan ->> '$.sign.secretRef' END`;
export const sendTargetRef = `CASE WHEN json_valid(send_target) THEN send_target ->> '$.secretRef' END`;

/** Deletes a secret that no row names any more. */
export const deleteUnnamedSecret = `
  DELETE FROM secrets WHERE secret_ref = @ref AND webhook_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM attempts WHERE ${targetRef} = @ref)
    AND NOT EXISTS (SELECT 1 FROM attempts WHERE ${planRef} = @ref)
    AND NOT EXISTS (SELECT 1 FROM requests WHERE ${sendTargetRef} = @ref)
    AND NOT EXISTS (SELECT 1 FROM requests WHERE secret_ref = @ref)
    AND NOT EXISTS (SELECT 1 FROM endpoints WHERE instr(forward, @ref) > 0 OR instr(handshake, @ref) > 0)`;

/** The secrets that a delivery's rows name. */
export const secretsOfDelivery = `
  SELECT secret_ref FROM requests WHERE key = @key AND secret_ref IS NOT NULL
  UNION SELECT ${sendTargetRef} FROM requests WHERE key = @key AND send_target IS NOT NULL
  UNION SELECT ${targetRef} FROM attempts WHERE delivery_key = @key
  UNION SELECT ${planRef} FROM attempts WHERE delivery_key = @key`;
