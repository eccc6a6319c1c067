import { createHash } from 'node:crypto';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { providerById } from '#core/providers/registry.ts';
import type { Clock } from '../clock.ts';
import { newId } from '../history/ids.ts';
import type { SecretRow, SecretsRepo } from '../history/secrets-repo.ts';
import { generateSecret } from './generate-secret.ts';
import type { SecretBox } from './secret-box.ts';

/** Secrets by reference. Clear text leaves it only to sign, to verify, and once at creation. */
export interface Vault {
  readonly box: SecretBox;
  /** Makes a secret in the provider's form. */
  generate(providerId: string): string;
  /** Keeps one; answers its reference. */
  keep(secret: string, options?: { webhookId?: string }): string;
  open(secretRef: string): string;
  /** Deletes what nothing names any more: no endpoint, delivery or attempt. Answers how many went. */
  forget(secretRefs: readonly string[]): number;
  /** Deletes all that an endpoint ever had. */
  forgetEndpoint(webhookId: string): void;
  /** Secrets that an endpoint accepts at `nowMs`, newest first. */
  accepted(webhookId: string, nowMs: number): string[];
  /** All it ever had, for the diagnosis ("signed with the secret that was rotated away"). */
  everUsed(webhookId: string): string[];
  fingerprints(webhookId: string, nowMs: number): string[];
  rotate(webhookId: string, providerId: string, overlapSeconds: number): string;
  replace(webhookId: string, secret: string): void;
}

/** Enough to tell secrets apart on a screen, far too few to guess one from. */
const fingerprintDigits = 6;

/** Opened secrets kept in memory. */
const maxRemembered = 1000;

const fingerprintOf = (secret: string): string =>
  createHash('sha256').update(secret, 'utf8').digest('hex').slice(0, fingerprintDigits);

export interface VaultParts {
  repo: SecretsRepo;
  /** Makes a rotation one step: a crash must not leave an endpoint without a secret. */
  transaction: <T>(work: () => T) => T;
  box: SecretBox;
  clock: Clock;
}

/** Secrets by reference: sealed at rest, opened to sign and to verify, never served. */
export function createVault({ repo, transaction, box, clock }: VaultParts): Vault {
  /** Endpoints' rows, and the secrets already opened: every capture needs them. */
  const rowsByEndpoint = new Map<string, SecretRow[]>();
  const openedByRef = new Map<string, string>();

  function rowsOf(webhookId: string): SecretRow[] {
    const known = rowsByEndpoint.get(webhookId) ?? repo.ofEndpoint(webhookId);
    rowsByEndpoint.set(webhookId, known);
    return known;
  }

  /** The most recent ones: each send may bring one of its own. */
  function remembered(secretRef: string, secret: string): string {
    if (openedByRef.size >= maxRemembered) openedByRef.clear();
    openedByRef.set(secretRef, secret);
    return secret;
  }

  const opened = ({ secretRef, sealed }: SecretRow): string =>
    openedByRef.get(secretRef) ?? remembered(secretRef, box.open(sealed));

  /** For the diagnosis, to which one secret less is no loss. */
  function openedIfPossible(row: SecretRow): string[] {
    try {
      return [opened(row)];
    } catch (error) {
      if (error instanceof TackleboxError) return [];
      throw error;
    }
  }

  function keep(secret: string, webhookId: string | null): string {
    const nowMs = clock.nowMs();
    const secretRef = newId('sec', nowMs);
    repo.insert({
      secretRef,
      webhookId,
      sealed: box.seal(secret),
      fingerprint: fingerprintOf(secret),
      createdAtMs: nowMs,
      retiresAtMs: null,
    });
    if (webhookId !== null) rowsByEndpoint.delete(webhookId);
    return secretRef;
  }

  function replaceAt(webhookId: string, secret: string, retiresAtMs: number): void {
    transaction(() => {
      repo.retire(webhookId, retiresAtMs);
      keep(secret, webhookId);
    });
  }

  const acceptedRows = (webhookId: string, nowMs: number): SecretRow[] =>
    rowsOf(webhookId).filter(({ retiresAtMs }) => retiresAtMs === null || retiresAtMs > nowMs);

  function generate(providerId: string): string {
    const provider = providerById(providerId);
    if (!provider) throw new TackleboxError('provider_not_found', `There is no provider ${providerId}.`);
    return generateSecret(provider);
  }

  return {
    box,
    generate,
    keep: (secret, options) => keep(secret, options?.webhookId ?? null),
    forget(secretRefs) {
      for (const ref of secretRefs) openedByRef.delete(ref);
      return repo.deleteUnnamed(secretRefs);
    },
    forgetEndpoint(webhookId) {
      for (const { secretRef } of repo.ofEndpoint(webhookId)) openedByRef.delete(secretRef);
      rowsByEndpoint.delete(webhookId);
      repo.deleteOfEndpoint(webhookId);
    },
    open(secretRef) {
      const known = openedByRef.get(secretRef);
      if (known !== undefined) return known;
      const row = repo.find(secretRef);
      if (!row) throw new TackleboxError('secret_missing', `There is no stored secret ${secretRef}.`);
      return remembered(secretRef, box.open(row.sealed));
    },
    accepted: (webhookId, nowMs) => acceptedRows(webhookId, nowMs).map(opened),
    everUsed: (webhookId) => rowsOf(webhookId).flatMap((row) => openedIfPossible(row)),
    fingerprints: (webhookId, nowMs) => acceptedRows(webhookId, nowMs).map(({ fingerprint }) => fingerprint),
    rotate(webhookId, providerId, overlapSeconds) {
      const secret = generate(providerId);
      replaceAt(webhookId, secret, clock.nowMs() + overlapSeconds * 1000);
      return secret;
    },
    replace: (webhookId, secret) => replaceAt(webhookId, secret, clock.nowMs()),
  };
}
