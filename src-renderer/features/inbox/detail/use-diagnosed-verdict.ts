import { useEffect, useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import { engine } from '#renderer/platform/client.ts';
import { newSearchId } from '#renderer/webhook/signature/search-progress.tsx';

/**
 * The verdict of a delivery, with its diagnosis where it failed. The diagnosis is asked for only when it is to be shown:
 * trying the known mistakes on a large body takes longer than opening a delivery may.
 */
export function useDiagnosedVerdict(delivery: Delivery): {
  verdict: Verdict | null;
  searchId: string | null;
} {
  const { deliveryId, verdictDetail: kept } = delivery;
  const [found, setFound] = useState<Verdict | null>(null);
  const [searchId, setSearchId] = useState<string | null>(null);
  const wanted = kept !== null && !kept.ok && kept.diagnosis === undefined;
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    const ownId = newSearchId();
    setSearchId(ownId);
    engine.deliveries
      .get({ deliveryId, searchId: ownId }, { signal: abort.signal })
      .then(
        ({ verdictDetail }) => setFound(verdictDetail),
        // The kept verdict stands by itself; only its explanation is missing.
        () => undefined,
      )
      .finally(() => setSearchId((current) => (current === ownId ? null : current)));
    return () => abort.abort();
  }, [wanted, deliveryId]);
  return { verdict: found ?? kept, searchId };
}
