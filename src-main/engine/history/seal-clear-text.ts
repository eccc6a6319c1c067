import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { Target } from '#core/delivery/attempt.ts';
import { Forward, HandshakeValues } from '#core/delivery/endpoint.ts';
import { type RawHeaders, RawHeaders as RawHeadersShape } from '#core/http/headers.ts';
import { isCredentialHeader, mask, maskHeaders, maskText } from '#core/http/mask.ts';
import type { Writer } from './database/writer.ts';

/** What the vault does with what earlier versions kept in clear. */
export interface Sealing {
  seal(target: Target): Target;
  /** What would give a sealed target's credentials away. */
  textsOf(target: Target): string[];
  keep(secret: string): string;
  maskBytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array;
}

interface ClearAttempt {
  key: number;
  target: string;
  lane: string;
  request_target: string | null;
  request_headers: string | null;
  outcome: string | null;
  request_body: Buffer | null;
  response_body: Buffer | null;
}

/** Null where a column holds something else: such rows are set aside when they are read, and nothing is sent with them. */
function parsed<T extends z.ZodType>(schema: T, text: string | null): z.output<T> | null {
  try {
    return text === null ? null : schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const isRef = (value: string): boolean => value.startsWith('sec_');

/**
 * Moves the credentials that earlier versions kept in clear into the vault: of forward routes, handshakes, targets of what
 * was sent, retained and recorded attempts. Answers how many rows changed.
 */
export function sealClearText(db: Database, writer: Writer, sealing: Sealing): number {
  return writer.transaction(
    () => sealEndpoints(db, sealing) + sealSent(db, sealing) + sealAttempts(db, sealing),
  );
}

function sealEndpoints(db: Database, { seal, keep }: Sealing): number {
  const all = db.prepare<[], { webhook_id: string; forward: string | null; handshake: string }>(
    'SELECT webhook_id, forward, handshake FROM endpoints',
  );
  const change = db.prepare('UPDATE endpoints SET forward = ?, handshake = ? WHERE webhook_id = ?');
  let changed = 0;
  for (const row of all.all()) {
    const forward = parsed(Forward, row.forward);
    const handshake = parsed(HandshakeValues, row.handshake) ?? {};
    const routes = forward?.routes.map((route) => ({ ...route, target: seal(route.target) }));
    const kept = Object.entries(handshake).map(([name, value]) => [name, isRef(value) ? value : keep(value)]);
    const after = {
      forward: forward && routes ? JSON.stringify({ ...forward, routes }) : row.forward,
      handshake: JSON.stringify(Object.fromEntries(kept)),
    };
    const same =
      (forward === null || JSON.stringify(forward) === after.forward) &&
      JSON.stringify(handshake) === after.handshake;
    if (same) continue;
    change.run(after.forward, after.handshake, row.webhook_id);
    changed += 1;
  }
  return changed;
}

/** Credentials among a sent delivery's own headers go to its target, as those of a new one do. */
function sealSent(db: Database, { seal }: Sealing): number {
  const sent = db.prepare<[], { key: number; raw_headers: string; send_target: string }>(
    `SELECT r.key, r.raw_headers, r.send_target FROM deliveries AS d INDEXED BY deliveries_by_direction
     CROSS JOIN requests AS r ON r.key = d.key WHERE d.direction = 'out' AND r.send_target IS NOT NULL`,
  );
  const changeRequest = db.prepare('UPDATE requests SET raw_headers = ?, send_target = ? WHERE key = ?');
  const changeDelivery = db.prepare('UPDATE deliveries SET target = ? WHERE key = ?');
  let changed = 0;
  for (const row of sent.all()) {
    const target = parsed(Target, row.send_target);
    const rawHeaders = parsed(RawHeadersShape, row.raw_headers) ?? [];
    if (!target || target.secretRef !== undefined) continue;
    const own = rawHeaders.filter(([name, value]) => isCredentialHeader(name) && value !== mask);
    const sealed = seal({ ...target, headers: [...own, ...target.headers] });
    if (sealed.secretRef === undefined) continue;
    const plain: RawHeaders = rawHeaders.filter(([name]) => !isCredentialHeader(name));
    changeRequest.run(JSON.stringify(plain), JSON.stringify(sealed), row.key);
    changeDelivery.run(sealed.url, row.key);
    changed += 1;
  }
  return changed;
}

function sealAttempts(db: Database, { seal, textsOf, maskBytes }: Sealing): number {
  const all = db.prepare<[number], ClearAttempt>(
    `SELECT key, target, lane, request_target, request_headers, outcome, request_body, response_body
     FROM attempts WHERE key > ? ORDER BY key LIMIT 1`,
  );
  const change = db.prepare(
    `UPDATE attempts SET target = ?, url = ?, lane = ?, request_target = ?, request_headers = ?, outcome = ?,
       request_body = ?, response_body = ? WHERE key = ?`,
  );
  let changed = 0;
  for (let row = all.get(-1); row; row = all.get(row.key)) {
    const target = parsed(Target, row.target);
    if (!target || target.secretRef !== undefined) continue;
    const sealed = seal(target);
    if (sealed.secretRef === undefined) continue;
    const texts = textsOf(sealed);
    const hidden = (text: string | null) => (text === null ? null : maskText(text, texts));
    const bytes = (body: Buffer | null) => (body === null ? null : maskBytes(body, texts));
    const headers = parsed(RawHeadersShape, row.request_headers);
    change.run(
      JSON.stringify(sealed),
      sealed.url,
      row.lane.replaceAll(target.url, sealed.url),
      hidden(row.request_target),
      headers ? JSON.stringify(maskHeaders(headers, texts)) : row.request_headers,
      hidden(row.outcome),
      bytes(row.request_body),
      bytes(row.response_body),
      row.key,
    );
    changed += 1;
  }
  return changed;
}
