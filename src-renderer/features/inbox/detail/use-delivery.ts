import { useCallback, useEffect, useState } from 'react';
import type { Delivery } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { engine, onEvent } from '#renderer/platform/client.ts';

export interface LoadedDelivery {
  delivery: Delivery | null;
  problem: string | null;
}

/** One delivery, whole, read again whenever the engine says that it changed. The old one stays until the new is there. */
export function useDelivery(deliveryId: string): LoadedDelivery {
  const [loaded, setLoaded] = useState<LoadedDelivery>({ delivery: null, problem: null });
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        const delivery = await engine.deliveries.get({ deliveryId, diagnose: false }, { signal });
        if (!signal.aborted) setLoaded({ delivery, problem: null });
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof TackleboxError)) throw error;
        setLoaded({ delivery: null, problem: error.message });
      }
    },
    [deliveryId],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    const undo = onEvent('delivery.changed', (event) => {
      if (event.deliveryId === deliveryId) void load(abort.signal);
    });
    return () => {
      abort.abort();
      undo();
    };
  }, [load, deliveryId]);
  return loaded.delivery && loaded.delivery.deliveryId !== deliveryId
    ? { delivery: null, problem: null }
    : loaded;
}
