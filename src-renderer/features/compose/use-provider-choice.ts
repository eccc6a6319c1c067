import { useMemo } from 'react';
import type { EventType, Provider } from '#core/providers/provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { useProvider } from '#renderer/webhook/use-provider.ts';
import { useCompose } from './compose-store.ts';

export interface ProviderChoice {
  provider: Provider | null;
  event: EventType | null;
  /** What signs; null until the provider is here. */
  scheme: Scheme | null;
  /** The body is JSON, by the provider's content type. */
  json: boolean;
}

/** The draft's provider with the chosen event and way of signing. */
export function useProviderChoice(): ProviderChoice {
  const { provider: id, eventType, auth } = useCompose(({ draft }) => draft);
  const provider = useProvider(id);
  return useMemo(() => {
    const event = provider?.events.find(({ type }) => type === eventType) ?? null;
    const alternative = provider?.alternatives.find((candidate) => candidate.id === auth);
    const scheme: Scheme | null =
      auth === 'none' ? { kind: 'none' } : (alternative?.scheme ?? provider?.scheme ?? null);
    const json = event?.bodyText === undefined && (provider?.contentType ?? '').includes('json');
    return { provider, event, scheme, json };
  }, [provider, eventType, auth]);
}
