import { create } from 'zustand';
import type { ProviderSummary } from '#core/contract/providers.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { engine, onEvent } from './client.ts';
import { useConnection } from './connection-store.ts';

interface Directory {
  /** Newest first, as the engine lists them. Null until they have arrived. */
  endpoints: readonly Endpoint[] | null;
  providers: readonly ProviderSummary[] | null;
}

/** Names for ids: the endpoints and providers there are. */
export const useDirectory = create<Directory>(() => ({ endpoints: null, providers: null }));

const placed = (known: readonly Endpoint[], endpoint: Endpoint): readonly Endpoint[] =>
  known.some(({ webhookId }) => webhookId === endpoint.webhookId)
    ? known.map((old) => (old.webhookId === endpoint.webhookId ? endpoint : old))
    : [endpoint, ...known];

/** Keeps the store true. Answers its own undo. */
export function followDirectory(onError: (error: unknown) => void): () => void {
  const reload = () => {
    engine.endpoints
      .list({})
      .then(({ webhooks }) => useDirectory.setState({ endpoints: webhooks }))
      .catch(onError);
    engine.providers
      .list({})
      .then(({ items }) => useDirectory.setState({ providers: items }))
      .catch(onError);
  };
  const undos = [
    onEvent('endpoint.changed', ({ endpoint }) =>
      useDirectory.setState((old) => ({ endpoints: placed(old.endpoints ?? [], endpoint) })),
    ),
    useConnection.subscribe((now, before) => {
      if (now.epoch !== before.epoch) reload();
    }),
  ];
  reload();
  return () => {
    for (const undo of undos) undo();
  };
}

/** `Stripe` for `stripe`; the id itself where it isn't known. */
export const useProviderName = (id: string | null): string =>
  useDirectory((directory) => directory.providers?.find((provider) => provider.id === id)?.name ?? id ?? '');

export const useEndpointName = (webhookId: string | null): string | null =>
  useDirectory(
    (directory) => directory.endpoints?.find((endpoint) => endpoint.webhookId === webhookId)?.name ?? null,
  );
