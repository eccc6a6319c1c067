import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { Provider } from '#core/providers/provider.ts';
import { engine } from '#renderer/platform/client.ts';
import { reportError } from '#renderer/platform/report-error.ts';

/** Providers whole, as they were asked for. They are part of the build, so what was read once stays true. */
const useKnown = create<{ byId: ReadonlyMap<string, Provider> }>(() => ({ byId: new Map() }));
const asked = new Map<string, Promise<Provider>>();

/** One provider with its catalog, fetched once. */
export function loadProvider(id: string): Promise<Provider> {
  const known = asked.get(id);
  if (known) return known;
  const loading = engine.providers.get({ id }).then((provider) => {
    useKnown.setState(({ byId }) => ({ byId: new Map(byId).set(id, provider) }));
    return provider;
  });
  asked.set(id, loading);
  loading.catch(() => asked.delete(id));
  return loading;
}

/** The provider, or null until it is here. */
export function useProvider(id: string | null): Provider | null {
  const known = useKnown(({ byId }) => (id === null ? undefined : byId.get(id)));
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    if (id === null || known || failed === id) return;
    loadProvider(id).catch((error: unknown) => {
      setFailed(id);
      reportError(error);
    });
  }, [id, known, failed]);
  return known ?? null;
}
