import type { Forward } from '#core/delivery/endpoint.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { sealTarget } from './target-vault.ts';
import type { Vault } from './vault.ts';

/**
 * The same routes with their secrets in the vault: clear text is taken once and never served again. What the endpoint's
 * present routes keep may stay; no other secret can be named.
 */
export function keepForwardSecrets(forward: Forward, vault: Vault, present: Forward | null): Forward {
  const known = new Set(present?.routes.map(({ resign }) => resign?.secretRef));
  const targets = present?.routes.map(({ target }) => target) ?? [];
  const routes = forward.routes.map((route) => {
    const target = sealTarget(vault, route.target, targets);
    const { resign } = route;
    if (resign?.secret !== undefined) {
      const { secret, ...rest } = resign;
      return { ...route, target, resign: { ...rest, secretRef: vault.keep(secret) } };
    }
    if (resign?.secretRef !== undefined && !known.has(resign.secretRef)) {
      throw new TackleboxError(
        'secret_missing',
        'The secret that a route names is not one of this endpoint. Give it anew.',
      );
    }
    return { ...route, target };
  });
  return { ...forward, routes };
}

/** The references that routes keep. */
export const forwardRefs = (forward: Forward | null): string[] =>
  (forward?.routes ?? []).flatMap(({ target, resign }) =>
    [target.secretRef, resign?.secretRef].filter((ref) => ref !== undefined),
  );
