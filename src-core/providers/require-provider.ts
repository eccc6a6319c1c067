import { nearest } from '../errors/nearest.ts';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import type { Provider } from './provider.ts';
import { allProviders, providerById } from './registry.ts';

/** A provider that somebody named. Throws provider_not_found with the names that may have been meant. */
export function requireProvider(id: string): Provider {
  const found = providerById(id);
  if (found) return found;
  const near = nearest(
    id,
    allProviders.map((known) => known.id),
  );
  throw new TackleboxError(
    'provider_not_found',
    `There is no provider ${JSON.stringify(id)}. Near it are ${near.join(', ')}; providers.list has all.`,
    { details: { near } },
  );
}
