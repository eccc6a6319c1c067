import type { EngineParts } from '../engine.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import type { SendRequest } from '../sender/sender.ts';
import { signForTarget } from './sign-request.ts';

/**
 * What an attempt puts on the wire: the delivery's own request with the plan's edits, for this target, signed anew with
 * the time of now where the plan says so. Throws where it can't be signed.
 */
export function attemptRequest(
  { history, vault, crypto, clock }: Pick<EngineParts, 'history' | 'vault' | 'crypto' | 'clock'>,
  { deliveryId, target, plan }: QueuedAttempt,
): SendRequest {
  const delivery = history.deliveries.get(deliveryId);
  const { edit, sign } = plan;
  const own = edit?.bodyBase64 === undefined ? null : Buffer.from(edit.bodyBase64, 'base64');
  const request = {
    target,
    method: edit?.method ?? delivery.summary.method,
    rawHeaders: edit?.rawHeaders ?? delivery.rawHeaders,
    body: own ?? history.deliveries.body(deliveryId),
  };
  const signature = sign && {
    scheme: sign.scheme,
    secret: vault.open(sign.secretRef),
    eventId: sign.eventId,
    nowMs: clock.nowMs(),
  };
  return signForTarget(crypto, request, signature).request;
}
