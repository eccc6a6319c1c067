import { lossyText } from '#core/bytes/encoding.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { RawHeaders } from '#core/http/headers.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import type { SignedRequest } from '#core/http/request.ts';
import type { Json } from '#core/json/value.ts';
import { composeEvent } from '#core/providers/compose.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { EngineParts } from '../engine.ts';
import { type BodyInput, givenBody } from './request-edit.ts';

/** What an event is made from: a payload, a body as it is, or neither for the event type's sample. */
export interface EventToCompose extends BodyInput {
  eventType?: string | undefined;
  payload?: Json | undefined;
  /** In place of the provider's own of the same name. */
  headers?: RawHeaders | Record<string, string> | undefined;
}

export interface ComposedRequest {
  /** Not signed yet. */
  request: SignedRequest;
  /** The event's id in signed content and headers, the same for all attempts. */
  eventId: string;
}

/**
 * An event as its provider would put it on the wire to `target`, but for the signature.
 *
 * @throws invalid_input for a payload and a body at once, event_type_not_found where there is no payload and no sample
 */
export function composeRequest(
  { clock, crypto }: Pick<EngineParts, 'clock' | 'crypto'>,
  provider: Provider,
  event: EventToCompose,
  target: { url: string; method: string },
): ComposedRequest {
  const bytes = givenBody(event);
  if (bytes !== undefined && event.payload !== undefined) {
    throw new TackleboxError('invalid_input', 'payload and body are both given: give one of them.');
  }
  const { body, headers, eventId } = composeEvent(provider, {
    ...(event.eventType === undefined ? {} : { eventType: event.eventType }),
    ...(event.payload === undefined ? {} : { payload: event.payload }),
    ...(bytes === undefined ? {} : { bodyText: lossyText(bytes) }),
    nowMs: clock.nowMs(),
    random: crypto.randomBytes,
  });
  const given = event.headers ?? [];
  const added: RawHeaders = Array.isArray(given) ? given : Object.entries(given);
  const { url, method } = target;
  return {
    request: { method, url, rawHeaders: overriddenBy(headers, added), body: bytes ?? body },
    eventId,
  };
}
