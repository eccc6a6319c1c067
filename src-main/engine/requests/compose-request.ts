import { lossyText } from '#core/bytes/encoding.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import type { SignedRequest } from '#core/http/request.ts';
import type { Json } from '#core/json/value.ts';
import { seededRandom } from '#core/numbers/seeded-random.ts';
import { composeEvent } from '#core/providers/compose.ts';
import { eventTypeOf } from '#core/providers/event-facts.ts';
import type { Provider } from '#core/providers/provider.ts';
import { checkSubscription } from '#core/providers/subscription.ts';
import { taggedProvider } from '#core/providers/tags.ts';
import type { EngineParts } from '../engine.ts';
import { ownEndpoint } from './own-endpoint.ts';
import { type BodyInput, givenBody } from './request-edit.ts';

/** What an event is made from: a payload, a body as it is, or neither for the event type's sample. */
export interface EventToCompose extends BodyInput {
  eventType?: string | undefined;
  payload?: Json | undefined;
  tag?: string | undefined;
  platform?: string | undefined;
  live?: boolean | undefined;
  drawSeed?: number | undefined;
  testEvent?: boolean | undefined;
  subscribedTo?: string[] | undefined;
  /** In place of the provider's own of the same name. */
  headers?: RawHeaders | Record<string, string> | undefined;
}

export interface ComposedRequest {
  /** Not signed yet. */
  request: SignedRequest;
  /** The event's id in signed content and headers, the same for all attempts. */
  eventId: string;
  eventType: string | null;
}

const bytesOf =
  (random: () => number) =>
  (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => Math.floor(random() * 256));

/**
 * Moments of events: those that are drawn follow one another, so that two events of a provider without ids (whose receivers
 * tell repeats by the time) are never one.
 */
let lastDrawnMs = 0;
function drawnMs(nowMs: number): number {
  lastDrawnMs = nowMs > lastDrawnMs || nowMs < lastDrawnMs - 60_000 ? Math.floor(nowMs) : lastDrawnMs + 1;
  return lastDrawnMs;
}

/**
 * An event as its provider would put it on the wire to `target`, but for the signature: a new one, its ids drawn and its times
 * moved to now, unless told otherwise. An endpoint of ours at the target says what it is subscribed to.
 *
 * @throws invalid_input for a payload and a body at once, event_type_not_found where there is no payload and no sample,
 *   not_subscribed and not_on_platform where the provider would not send it
 */
export function composeRequest(
  parts: Pick<EngineParts, 'clock' | 'crypto' | 'history' | 'receiver'>,
  provider: Provider,
  event: EventToCompose,
  target: { url: string; method: string },
): ComposedRequest {
  const bytes = givenBody(event);
  if (bytes !== undefined && event.payload !== undefined) {
    throw new TackleboxError('invalid_input', 'payload and body are both given: give one of them.');
  }
  const { clock, crypto } = parts;
  const endpoint = ownEndpoint(parts, target.url);
  const receiver = endpoint?.provider === provider.id ? endpoint : undefined;
  const from = taggedProvider(provider, event.tag ?? receiver?.tag ?? undefined, event.eventType);
  const eventType = event.eventType ?? (event.testEvent ? from.testEvent : null) ?? undefined;
  const live = event.live ?? bytes === undefined;
  const composed = composeEvent(from, {
    ...(eventType === undefined ? {} : { eventType }),
    ...(event.payload === undefined ? {} : { payload: event.payload }),
    ...(bytes === undefined ? {} : { bodyText: lossyText(bytes) }),
    live,
    nowMs: live ? drawnMs(clock.nowMs()) : clock.nowMs(),
    random: event.drawSeed === undefined ? crypto.randomBytes : bytesOf(seededRandom(event.drawSeed)),
  });
  const { headers, eventId } = composed;
  const body = bytes !== undefined && !live ? bytes : composed.body;
  const type =
    eventType ?? eventTypeOf(from, { method: 'POST', url: '/', rawHeaders: headers, body }) ?? null;
  checkSubscription(from, type, {
    eventTypes: event.subscribedTo ?? receiver?.subscription.eventTypes ?? [],
    platform: event.platform ?? receiver?.subscription.platform ?? null,
  });
  const given = event.headers ?? [];
  const added: RawHeaders = Array.isArray(given) ? given : Object.entries(given);
  const { url, method } = target;
  return {
    request: { method, url, rawHeaders: overriddenBy(headers, added), body },
    eventId,
    eventType: type,
  };
}
