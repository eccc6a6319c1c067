import { useEffect, useMemo, useState } from 'react';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { engine } from '#renderer/platform/client.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import type { AskedRequest } from './use-asked-request.ts';
import { useVerify } from './verify-store.ts';

/** By what the engine is to check. */
export type CheckedBy = { provider: string } | { scheme: Scheme };

export interface ResolvedScheme {
  /** Null where nothing is chosen yet, or what is chosen is no scheme. */
  by: CheckedBy | null;
  /** What was made of "as it looks", to be shown. */
  guess: { provider: string; because: string | null } | null;
}

const settleMs = 150;

function useGuess(asked: AskedRequest | null): ResolvedScheme['guess'] {
  const [guess, setGuess] = useState<ResolvedScheme['guess']>(null);
  useEffect(() => {
    if (!asked) {
      setGuess(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      engine.providers
        .detect(asked, { signal: abort.signal })
        .then(({ provider, because }) => {
          if (!abort.signal.aborted) setGuess(provider === null ? null : { provider, because });
        })
        .catch((error: unknown) => {
          if (!abort.signal.aborted) reportError(error);
        });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked]);
  return guess;
}

/** By which scheme the request is checked: the chosen one, the endpoint's, or that of the provider that it looks like. */
export function useScheme(asked: AskedRequest | null): ResolvedScheme {
  const { scheme, webhookId } = useVerify();
  const endpoint = useDirectory(({ endpoints }) =>
    endpoints?.find((candidate) => candidate.webhookId === webhookId),
  );
  const guess = useGuess(scheme.by === 'look' && !endpoint ? asked : null);
  return useMemo(() => {
    if (scheme.by === 'provider') return { by: { provider: scheme.id }, guess: null };
    if (scheme.by === 'own') {
      const parsed = Scheme.safeParse(scheme.scheme);
      return { by: parsed.success ? { scheme: parsed.data } : null, guess: null };
    }
    if (endpoint) {
      const by = endpoint.scheme ? { scheme: endpoint.scheme } : { provider: endpoint.provider };
      return { by, guess: { provider: endpoint.provider, because: null } };
    }
    return { by: guess && { provider: guess.provider }, guess };
  }, [scheme, endpoint, guess]);
}
