import { z } from 'zod';
import type { Target } from '#core/delivery/attempt.ts';
import {
  credentialTexts,
  hideCredentials,
  revealCredentials,
  type TargetSecrets,
  withKeptCredentials,
} from '#core/delivery/target-secrets.ts';
import { checkIdentity } from '../tls/check-identity.ts';
import type { Vault } from './vault.ts';

const Sealed = z.object({
  url: z.array(z.string()),
  headers: z.array(z.string()),
  tls: z.object({ key: z.string().optional(), passphrase: z.string().optional() }).optional(),
});

function secretsOf(vault: Pick<Vault, 'open'>, { secretRef }: Target): TargetSecrets | null {
  return secretRef === undefined ? null : Sealed.parse(JSON.parse(vault.open(secretRef)));
}

/**
 * A target to be kept: its credentials in the vault, masked in itself.
 *
 * @param earlier targets whose credentials may stay where this one hands their masks back; by its reference the right one is found
 * @throws invalid_input where its client certificate can't be read or does not fit its key
 */
export function sealTarget(vault: Vault, target: Target, earlier: readonly Target[] = []): Target {
  const known = earlier.find(({ secretRef }) => secretRef !== undefined && secretRef === target.secretRef);
  const secrets = known && secretsOf(vault, known);
  const whole = withKeptCredentials(target, known && secrets ? { target: known, secrets } : null);
  if (whole.tls) checkIdentity(whole.tls, 'target.tls');
  const { shown, secrets: hidden } = hideCredentials(whole);
  if (hidden === null) return shown;
  // Nothing changed: one secret need not be kept twice.
  if (secrets && JSON.stringify(secrets) === JSON.stringify(hidden))
    return { ...shown, secretRef: target.secretRef };
  return { ...shown, secretRef: vault.keep(JSON.stringify(hidden)) };
}

export interface OpenedTarget {
  /** As it is sent. */
  target: Target;
  /** What must not be kept or shown of what is sent and of what comes back. */
  credentials: string[];
}

/** A kept target as it is sent. Throws secret_undecryptable, secret_missing. */
export function openTarget(vault: Pick<Vault, 'open'>, target: Target): OpenedTarget {
  const secrets = secretsOf(vault, target);
  if (!secrets) return { target, credentials: [] };
  const { secretRef: _ref, ...opened } = revealCredentials(target, secrets);
  return { target: opened, credentials: credentialTexts(target, secrets) };
}
