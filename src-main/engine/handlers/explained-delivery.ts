import type { Delivery } from '#core/delivery/delivery.ts';
import type { EngineParts } from '../engine.ts';
import { allShown, shownOf } from '../masks/shown-request.ts';
import { explainCaught } from '../requests/diagnose-request.ts';
import { deliveryDetail } from './delivery-detail.ts';

/** A delivery, whole, with the known mistake that explains its signature where that failed. Throws delivery_not_found. */
export async function explainedDelivery(
  parts: EngineParts,
  { deliveryId, reveal }: { deliveryId: string; reveal?: boolean | undefined },
  search: { signal?: AbortSignal | undefined; searchId?: string | undefined },
): Promise<Delivery> {
  const { history } = parts;
  const delivery = deliveryDetail(parts, deliveryId, reveal);
  const stored = history.deliveries.get(deliveryId);
  const { webhookId, method } = stored.summary;
  const body = () => history.deliveries.body(deliveryId);
  const caught = { ...stored, webhookId, method };
  const explained = await explainCaught(parts, stored.verdictDetail, caught, body, search);
  const shown = reveal ? allShown : shownOf(parts, stored);
  return { ...delivery, verdictDetail: shown.verdict(explained) };
}
