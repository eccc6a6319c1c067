import { create } from 'zustand';
import type { ProviderSummary } from '#core/contract/providers.ts';
import type { ReceiverStatus } from '#core/contract/system.ts';
import type { Endpoint } from '#core/delivery/endpoint.ts';
import { endpointUrl } from '#core/http/hook-target.ts';
import { engine, feed } from './client.ts';
import { LiveValue } from './live-value.ts';

interface Directory {
  /** Newest first, as the engine lists them. Null until they have arrived. */
  endpoints: readonly Endpoint[] | null;
  providers: readonly ProviderSummary[] | null;
}

/** Names for ids: the endpoints and providers there are. */
export const useDirectory = create<Directory>(() => ({ endpoints: null, providers: null }));

const placed = (known: readonly Endpoint[], endpoint: Endpoint): Endpoint[] =>
  known.some(({ webhookId }) => webhookId === endpoint.webhookId)
    ? known.map((old) => (old.webhookId === endpoint.webhookId ? endpoint : old))
    : [endpoint, ...known];

/** The endpoint at the addresses of a receiver that has moved; one that does not listen leaves them as they were. */
const moved = (endpoint: Endpoint, { url, tlsUrl }: ReceiverStatus): Endpoint => ({
  ...endpoint,
  url: url === null ? endpoint.url : endpointUrl(url, endpoint.webhookId),
  httpsUrl: tlsUrl ? endpointUrl(tlsUrl, endpoint.webhookId) : null,
});

/** Keeps the store true. Answers its own undo. */
export function followDirectory(onError: (error: unknown) => void): () => void {
  const endpoints = new LiveValue({
    read: (signal) => engine.endpoints.list({}, { signal }),
    apply(list, event) {
      if (event.type === 'endpoint.changed') {
        return { ...list, webhooks: placed(list.webhooks, event.endpoint) };
      }
      if (event.type === 'system.receiverChanged') {
        return { ...list, webhooks: list.webhooks.map((endpoint) => moved(endpoint, event)) };
      }
      if (event.type !== 'endpoint.deleted') return list;
      return { ...list, webhooks: list.webhooks.filter(({ webhookId }) => webhookId !== event.webhookId) };
    },
    onError,
  });
  const providers = new LiveValue({ read: (signal) => engine.providers.list({}, { signal }), onError });
  endpoints.subscribe(
    () => endpoints.value && useDirectory.setState({ endpoints: endpoints.value.webhooks }),
  );
  providers.subscribe(() => providers.value && useDirectory.setState({ providers: providers.value.items }));
  const undos = [endpoints.follow(feed), providers.follow(feed)];
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

/** The name of an endpoint as it is known now; null where it isn't. */
export const endpointNameOf = (webhookId: string): string | null =>
  useDirectory.getState().endpoints?.find((endpoint) => endpoint.webhookId === webhookId)?.name ?? null;
