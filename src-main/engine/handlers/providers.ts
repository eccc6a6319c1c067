import type { Contract, Handlers } from '#core/contract/index.ts';
import type { ProviderSummary } from '#core/contract/providers.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { nearest } from '#core/providers/nearest.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders, providerById } from '#core/providers/registry.ts';
import type { EngineParts } from '../parts.ts';

const summaryOf = (provider: Provider): ProviderSummary => ({
  id: provider.id,
  name: provider.name,
  summary: provider.summary,
  docsUrl: provider.docsUrl,
  schemeKind: provider.scheme.kind,
  confidence: provider.confidence,
  deliveryConfidence: provider.delivery.confidence,
  sources: provider.sources,
  eventTypes: provider.events.map((event) => event.type),
  handshakes: provider.handshakes.map((rule) => rule.id),
  hasRetryPolicy: provider.delivery.retryPolicy !== null,
});

function provider(id: string): Provider {
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

/** What Tacklebox knows of providers: data that comes with it, the same on every machine. */
export const providerHandlers = (_parts: EngineParts): Handlers<Contract['providers']> => ({
  list: () => ({ items: allProviders.map(summaryOf) }),
  get: ({ id }) => provider(id),
});
