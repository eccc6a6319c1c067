import type { RawHeaders } from '#core/http/headers.ts';
import { onwardHeaders, overriddenBy } from '#core/http/onward-headers.ts';
import { withHeader } from '#core/http/request.ts';
import { sign } from '#core/signing/sign/sign.ts';
import type { EngineParts } from '../engine.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import type { SendRequest } from '../sender/sender.ts';

/**
 * What an attempt puts on the wire: the delivery's own request with the plan's edits, for this target, signed anew with
 * the time of now where the plan says so. Throws where it can't be signed.
 */
export function makeRequest(
  { history, vault, crypto, clock }: Pick<EngineParts, 'history' | 'vault' | 'crypto' | 'clock'>,
  { deliveryId, target, plan }: QueuedAttempt,
): SendRequest {
  const delivery = history.deliveries.get(deliveryId);
  const { edit } = plan;
  const method = edit?.method ?? delivery.summary.method;
  const own = edit?.bodyBase64 === undefined ? null : Buffer.from(edit.bodyBase64, 'base64');
  let body: Uint8Array = own ?? history.deliveries.body(deliveryId);
  let url = target.url;
  const given = edit?.rawHeaders ?? delivery.rawHeaders;
  const to = { host: new URL(url).host, bodyBytes: body.length };
  let rawHeaders: RawHeaders = onwardHeaders(given, to);
  if (plan.sign) {
    const { scheme, secretRef, eventId } = plan.sign;
    const signed = sign(scheme, { method, url, rawHeaders, body }, vault.open(secretRef), {
      crypto,
      nowMs: clock.nowMs(),
      refreshBody: true,
      ...(eventId === null ? {} : { id: eventId }),
    });
    for (const [name, value] of signed.headers) rawHeaders = withHeader(rawHeaders, name, value);
    ({ url, body } = signed);
    rawHeaders = onwardHeaders(rawHeaders, { ...to, bodyBytes: body.length });
  }
  return { target: { ...target, url }, method, rawHeaders: overriddenBy(rawHeaders, target.headers), body };
}
