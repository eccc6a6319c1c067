import type { RawHeaders } from '#core/http/headers.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import type { History } from '../history/open-history.ts';

/** A delivery's request as it was on the wire. */
export interface OnWire {
  rawHeaders: RawHeaders;
  body: Uint8Array;
}

/**
 * A caught delivery as it came; one of our own as it last went out, signature included, also where the signature stands
 * inside the body.
 */
export function onWire(
  { attempts, deliveries }: Pick<History, 'attempts' | 'deliveries'>,
  delivery: StoredDelivery,
): OnWire {
  const { deliveryId, direction } = delivery.summary;
  const own = { rawHeaders: delivery.rawHeaders, body: deliveries.body(deliveryId) };
  if (direction === 'in') return own;
  const sent = attempts
    .of(deliveryId)
    .findLast(
      ({ request, reason }) => request !== null && request.rawHeaders.length > 0 && reason !== 'replay',
    )?.request;
  if (!sent) return own;
  const { encoding, data, truncated } = sent.body;
  // A signature inside a body that is too long for its preview is not worth a second copy of it.
  const body = truncated ? own.body : Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');
  return { rawHeaders: sent.rawHeaders, body };
}
