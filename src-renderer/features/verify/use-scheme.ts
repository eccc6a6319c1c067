import { useEffect, useMemo, useState } from 'react';
import { toBase64, utf8Text } from '#core/bytes/encoding.ts';
import type { ParsedRequest } from '#core/http/text/parsed-request.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { engine } from '#renderer/platform/client.ts';
import { useDirectory } from '#renderer/platform/directory-store.ts';
import { reportError } from '#renderer/platform/report-error.ts';
import { useVerify } from './verify-store.ts';

/** By what the engine is to check. */
export type CheckedBy = { provider: string } | { scheme: Scheme };

export interface ResolvedScheme {
  /** Null where nothing is chosen yet, or what is chosen is no scheme. */
  by: CheckedBy | null;
  /** What was made of "as it looks", to be shown. */
  guess: { provider: string; because: string | null } | null;
}

/** A body in the form that a call takes it. */
export function bodyInput(body: Uint8Array): { body: string } | { bodyBase64: string } {
  const text = utf8Text(body);
  return text === null ? { bodyBase64: toBase64(body) } : { body: text };
}

const settleMs = 150;

function useGuess(request: ParsedRequest | null): ResolvedScheme['guess'] {
  const [guess, setGuess] = useState<ResolvedScheme['guess']>(null);
  useEffect(() => {
    if (!request) {
      setGuess(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const { rawHeaders: headers, url, method, body } = request;
      engine.providers
        .detect({ headers, url, method, ...bodyInput(body) }, { signal: abort.signal })
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
  }, [request]);
  return guess;
}

/** By which scheme the request is checked: the chosen one, the endpoint's, or that of the provider that it looks like. */
export function useScheme(request: ParsedRequest | null): ResolvedScheme {
  const { scheme, webhookId } = useVerify();
  const endpoint = useDirectory(({ endpoints }) =>
    endpoints?.find((candidate) => candidate.webhookId === webhookId),
  );
  const guess = useGuess(scheme.by === 'look' && !endpoint ? request : null);
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
