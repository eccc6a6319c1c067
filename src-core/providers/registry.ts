import { catalog } from './catalog/index.ts';
import { Provider, type ProviderInput } from './provider.ts';

const WithoutEvents = Provider.omit({ events: true });

/**
 * A data file's provider, its defaults filled in. Its events are taken as they are: the compiler has checked them, a test
 * parses them, and walking every sample would cost more than all the rest.
 */
function toProvider(input: ProviderInput): Provider {
  const events = (input.events ?? []).map((event) => ({ ...event, headers: event.headers ?? {} }));
  const provider = WithoutEvents.parse(input);
  const { testEvent } = provider;
  return { ...provider, testEvent: testEvent ?? events[0]?.type ?? null, ownTestEvent: testEvent, events };
}

const fields = Provider.keyof().options;

/** Looks like the provider and becomes it at the first look: parsing them all would be felt at every start. */
function lazily(id: string, input: () => ProviderInput): Provider {
  let parsed: Provider | undefined;
  const read = () => {
    parsed ??= toProvider(input());
    return parsed;
  };
  const getters = fields.map((field) => [
    field,
    { enumerable: true, get: () => (field === 'id' ? id : read()[field]) },
  ]);
  const provider: Provider = Object.create(Object.prototype, Object.fromEntries(getters));
  return provider;
}

/** All providers that Tacklebox speaks, in the order in which lists show them. */
export const allProviders: readonly Provider[] = Object.entries(catalog).map(([id, input]) =>
  lazily(id, input),
);

const byId = new Map(allProviders.map((provider) => [provider.id, provider]));

export const providerById = (id: string): Provider | undefined => byId.get(id);
