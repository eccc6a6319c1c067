import type { AttemptPlan } from '#core/delivery/attempt-plan.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { hopsOf, withHops, withoutHops } from '#core/http/hop-header.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import { retryHeadersOf } from '#core/retry/retry-headers.ts';
import { carriesSecret } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import type { QueuedAttempt } from '../history/attempts/attempt-rows.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import type { SendRequest } from '../sender/sender.ts';
import { openTarget } from '../vault/target-vault.ts';
import { hopMark } from './hop-mark.ts';
import { signForTarget } from './sign-request.ts';

export interface MadeRequest {
  request: SendRequest;
  /** What of it may not be kept or shown. */
  secrets: string[];
}

/**
 * What an attempt puts on the wire: the delivery's own request with the plan's edits, for this target, signed anew with
 * the time of now where the plan says so. Throws where it can't be signed.
 */
export function attemptRequest(
  { history, vault, crypto, clock }: Pick<EngineParts, 'history' | 'vault' | 'crypto' | 'clock'>,
  { deliveryId, target, plan, number }: QueuedAttempt,
): MadeRequest {
  const delivery = history.deliveries.get(deliveryId);
  const { edit, sign } = plan;
  const own = edit?.bodyBase64 === undefined ? null : Buffer.from(edit.bodyBase64, 'base64');
  const opened = openTarget(vault, target);
  const request = {
    target: opened.target,
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
  const made = signForTarget(
    crypto,
    { ...request, rawHeaders: withRetryNews(request.rawHeaders, plan, number) },
    signature,
  ).request;
  const { credentials } = opened;
  const inRequest = signature && carriesSecret(signature.scheme) ? [signature.secret] : [];
  return {
    request: { ...made, rawHeaders: withOwnHops(made.rawHeaders, delivery, plan.retain) },
    secrets: [...credentials, ...inRequest],
  };
}

/** What the policy says that a retry tells about itself. */
function withRetryNews(rawHeaders: RawHeaders, { policy, ...plan }: AttemptPlan, number: number): RawHeaders {
  if (!policy?.retryHeaders) return rawHeaders;
  const told = retryHeadersOf(policy, {
    number: number - plan.firstNumber + 1,
    firstAtMs: plan.firstAtMs ?? 0,
    before: plan.before ?? {},
  });
  return overriddenBy(rawHeaders, told);
}

/** A forward adds its endpoint to those that the request came by; what a person sends begins anew. */
function withOwnHops(
  rawHeaders: RawHeaders,
  { summary, ...caught }: StoredDelivery,
  isForward: boolean,
): RawHeaders {
  if (!isForward || summary.webhookId === null) return withoutHops(rawHeaders);
  return withHops(rawHeaders, [...hopsOf(caught.rawHeaders), hopMark(summary.webhookId)]);
}
