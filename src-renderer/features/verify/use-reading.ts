import { useEffect, useMemo, useState } from 'react';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { parseUrl } from '#core/http/parse-url.ts';
import { findHeader } from '#core/http/request.ts';
import { engine } from '#renderer/platform/client.ts';
import { type Reading, readByHand, readPasted } from './read-request.ts';
import { useVerify } from './verify-store.ts';

export interface DeliveryReading {
  reading: Reading;
  /** Null until it is here. */
  delivery: DeliverySummary | null;
}

const nothing: DeliveryReading = { reading: { kind: 'empty' }, delivery: null };

/** A target that is a whole address, as proxies are asked, is one already. */
const calledAt = (target: string, host: string) =>
  parseUrl(target)?.host ? target : `http://${host}${target}`;

async function readDelivery(deliveryId: string, signal: AbortSignal): Promise<DeliveryReading> {
  const [delivery, { text }] = await Promise.all([
    engine.deliveries.get({ deliveryId, diagnose: false, reveal: true }, { signal }),
    // A HAR entry has the request whole: its address, and the body byte for byte.
    engine.deliveries.copyAs({ deliveryId, format: 'har', reveal: true }, { signal }),
  ]);
  const reading = readPasted('har', { text, bytes: null }, 0);
  const host = findHeader(delivery.request.rawHeaders, 'host');
  if (reading.kind !== 'request' || delivery.direction === 'out' || host === undefined)
    return { delivery, reading };
  // The entry names the address that the receiver has now; what may be signed is the one that was called.
  const request = { ...reading.request, url: calledAt(delivery.target, host) };
  return { delivery, reading: { ...reading, request } };
}

function useDeliveryReading(deliveryId: string | null): DeliveryReading {
  const [known, setKnown] = useState(nothing);
  useEffect(() => {
    setKnown(nothing);
    if (deliveryId === null) return;
    const abort = new AbortController();
    readDelivery(deliveryId, abort.signal).then(
      (found) => {
        if (!abort.signal.aborted) setKnown(found);
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        setKnown({ delivery: null, reading: { kind: 'problem', message } });
      },
    );
    return () => abort.abort();
  }, [deliveryId]);
  return known;
}

/** The request that the user gave, in whichever form. `delivery` is set where it is one of ours. */
export function useReading(): DeliveryReading {
  const { source, pasted, harEntry, hand, deliveryId } = useVerify();
  const ofDelivery = useDeliveryReading(source === 'delivery' ? deliveryId : null);
  const given = useMemo((): Reading => {
    if (source === 'delivery') return { kind: 'empty' };
    return source === 'hand' ? readByHand(hand) : readPasted(source, pasted[source], harEntry);
  }, [source, pasted, harEntry, hand]);
  return source === 'delivery' ? ofDelivery : { reading: given, delivery: null };
}
