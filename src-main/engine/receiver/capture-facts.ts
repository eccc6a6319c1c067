import type { VerdictMark } from '#core/delivery/delivery.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { findHeader } from '#core/http/request.ts';
import { detectProvider } from '#core/providers/detect.ts';
import { deliveryIdOf, eventTypeOf } from '#core/providers/event-facts.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { absoluteUrl } from './request-target.ts';

/** What a list shows of a caught request besides what stands on the wire. */
export interface CaptureFacts {
  eventType: string | null;
  providerDeliveryId: string | null;
  /** Another provider that an event at a generic endpoint looks like. */
  looksLike: string | null;
}

export const noFacts: CaptureFacts = { eventType: null, providerDeliveryId: null, looksLike: null };

/** Finds them out, by the endpoint's provider and the verdict on the signature. */
export function captureFacts(caught: {
  provider: string;
  method: string;
  target: string;
  rawHeaders: RawHeaders;
  body: Uint8Array;
  verdict: VerdictMark;
}): CaptureFacts {
  const { method, target, rawHeaders, body, verdict } = caught;
  const provider = requireProvider(caught.provider);
  const signed = { method, url: absoluteUrl(target, findHeader(rawHeaders, 'host')), rawHeaders, body };
  return {
    eventType: eventTypeOf(provider, signed) ?? null,
    providerDeliveryId: deliveryIdOf(provider, signed) ?? null,
    // What verified as generic needs no other provider.
    looksLike:
      provider.id === 'generic' && verdict !== 'verified'
        ? (detectProvider(signed)?.providerId ?? null)
        : null,
  };
}
