import { useMemo } from 'react';
import type { EventType, Provider } from '#core/providers/provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { useProvider } from '#renderer/webhook/use-provider.ts';
import { useCompose } from './compose-store.ts';

export interface ProviderChoice {
  provider: Provider | null;
  /** Whose events there are to choose from: the provider's, or those of whom its tag names. */
  catalog: Provider | null;
  event: EventType | null;
  /** What signs; null until the provider is here. */
  scheme: Scheme | null;
  /** The body is JSON, by the provider's content type. */
  json: boolean;
}

/** Whose catalog a tag means; null where it is the provider's own. */
export const taggedId = (provider: Provider | null, tag: string): string | null =>
  provider?.tags.find(({ id }) => id === tag)?.provider ?? null;

/** The draft's provider with the chosen event and way of signing. */
export function useProviderChoice(): ProviderChoice {
  const { provider: id, eventType, auth, tag } = useCompose(({ draft }) => draft);
  const provider = useProvider(id);
  const tagged = useProvider(taggedId(provider, tag));
  return useMemo(() => {
    const catalog = taggedId(provider, tag) === null ? provider : tagged;
    const event = catalog?.events.find(({ type }) => type === eventType) ?? null;
    const alternative = provider?.alternatives.find((candidate) => candidate.id === auth);
    const scheme: Scheme | null =
      auth === 'none' ? { kind: 'none' } : (alternative?.scheme ?? provider?.scheme ?? null);
    const json = event?.bodyText === undefined && (provider?.contentType ?? '').includes('json');
    return { provider, catalog, event, scheme, json };
  }, [provider, tagged, eventType, auth, tag]);
}
