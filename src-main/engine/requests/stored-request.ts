import { findHeader, type SignedRequest } from '#core/http/request.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { absoluteUrl } from '../receiver/request-target.ts';
import { onWire } from './wire-request.ts';

/**
 * A delivery's request as it was on the wire, to be checked where it lies: caught, or as it last went out. Throws
 * delivery_not_found.
 */
export function storedRequest(
  { history }: Pick<EngineParts, 'history'>,
  deliveryId: string,
): { delivery: StoredDelivery; request: SignedRequest } {
  const delivery = history.deliveries.get(deliveryId);
  const { direction, method, target } = delivery.summary;
  const { rawHeaders, body } = onWire(history, delivery);
  const url = direction === 'out' ? target : absoluteUrl(target, findHeader(rawHeaders, 'host'));
  return { delivery, request: { method, url, rawHeaders, body } };
}
