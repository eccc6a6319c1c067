import { catalog } from './catalog/index.ts';
import { Provider } from './provider.ts';

/** All providers, defaults filled in. Throws ZodError where a data file is malformed: a bug, and a test says so. */
export const allProviders: readonly Provider[] = catalog.map((input) => Provider.parse(input));

const byId = new Map(allProviders.map((provider) => [provider.id, provider]));

export const providerById = (id: string): Provider | undefined => byId.get(id);
