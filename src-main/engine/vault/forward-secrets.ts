import type { Forward } from '#core/delivery/endpoint.ts';
import type { Vault } from './vault.ts';

/** The same routes with their secrets in the vault: clear text is taken once and never served again. */
export function keepForwardSecrets(forward: Forward, vault: Vault): Forward {
  const routes = forward.routes.map((route) => {
    if (route.resign?.secret === undefined) return route;
    const { secret, ...resign } = route.resign;
    return { ...route, resign: { ...resign, secretRef: vault.keep(secret) } };
  });
  return { ...forward, routes };
}
