import { catalog } from './catalog/index.ts';
import { Provider, type ProviderInput } from './provider.ts';

const WithoutEvents = Provider.omit({ events: true });

/**
 * A data file's provider, its defaults filled in. Its events are taken as they are: the compiler has checked them, a test
 * parses them, and walking every sample at each start would cost more than all the rest.
 */
function toProvider(input: ProviderInput): Provider {
  const events = (input.events ?? []).map((event) => ({ ...event, headers: event.headers ?? {} }));
  return { ...WithoutEvents.parse(input), events };
}

/** All providers that Tacklebox speaks, in the order in which lists show them. */
export const allProviders: readonly Provider[] = catalog.map(toProvider);

const byId = new Map(allProviders.map((provider) => [provider.id, provider]));

export const providerById = (id: string): Provider | undefined => byId.get(id);
