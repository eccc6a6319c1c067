import { useEffect, useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import type { Verdict } from '#core/signing/verdict.ts';
import { engine } from '#renderer/platform/client.ts';

/**
 * The verdict as it was kept. Where it failed and its cause was not looked for when it was caught, it is checked again as
 * of then, with the diagnosis, by the endpoint's secrets of today.
 */
export function useDiagnosedVerdict(delivery: Delivery): { verdict: Verdict | null; searching: boolean } {
  const kept = delivery.verdictDetail;
  const [found, setFound] = useState<Verdict | null>(null);
  const [searching, setSearching] = useState(false);
  const { webhookId, request, receivedAt } = delivery;
  const wanted =
    kept !== null &&
    !kept.ok &&
    kept.diagnosis === undefined &&
    webhookId !== null &&
    !request.body.truncated;
  useEffect(() => {
    if (!wanted || webhookId === null) return;
    const abort = new AbortController();
    setSearching(true);
    engine.signatures
      .verify(
        {
          webhookId,
          headers: request.rawHeaders,
          method: request.method,
          url: request.target,
          now: receivedAt,
          ...(request.body.encoding === 'utf8'
            ? { body: request.body.data }
            : { bodyBase64: request.body.data }),
        },
        { signal: abort.signal },
      )
      .then(
        (verdict) => {
          if (!verdict.ok) setFound(verdict);
          setSearching(false);
        },
        // The kept verdict stands by itself; only its explanation is missing.
        () => setSearching(false),
      );
    return () => abort.abort();
  }, [wanted, webhookId, request, receivedAt]);
  return { verdict: found ?? kept, searching };
}
