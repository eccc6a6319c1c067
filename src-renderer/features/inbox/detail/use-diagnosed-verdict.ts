import { useEffect, useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import type { Verdict } from '#core/signing/verify/verdict.ts';
import { engine } from '#renderer/platform/client.ts';

/**
 * The verdict of a delivery, with its diagnosis where it failed. The diagnosis is asked for only when it is to be shown:
 * trying the known mistakes on a large body takes longer than opening a delivery may.
 */
export function useDiagnosedVerdict(delivery: Delivery): { verdict: Verdict | null; searching: boolean } {
  const { deliveryId, verdictDetail: kept } = delivery;
  const [found, setFound] = useState<Verdict | null>(null);
  const [searching, setSearching] = useState(false);
  const wanted = kept !== null && !kept.ok && kept.diagnosis === undefined;
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    setSearching(true);
    engine.deliveries
      .get({ deliveryId }, { signal: abort.signal })
      .then(
        ({ verdictDetail }) => setFound(verdictDetail),
        // The kept verdict stands by itself; only its explanation is missing.
        () => undefined,
      )
      .finally(() => setSearching(false));
    return () => abort.abort();
  }, [wanted, deliveryId]);
  return { verdict: found ?? kept, searching };
}
