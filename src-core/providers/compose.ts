import { utf8 } from '../bytes/encoding.ts';
import { uuidOf } from '../bytes/uuid.ts';
import { nearest } from '../errors/nearest.ts';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import type { Json } from '../json/value.ts';
import { deliveryIdOf, eventTypeOf } from './event-facts.ts';
import { liveForm, livePayload } from './live/live-payload.ts';
import type { EventType, Provider } from './provider.ts';

export interface Composition {
  eventType?: string;
  /** The whole payload; the event type's sample where absent. */
  payload?: Json;
  /** The body as it is, in place of a payload. */
  bodyText?: string;
  /** The event's id; taken from the payload, or made, where absent. */
  id?: string;
  /** A new event: ids drawn, times moved to now. Else the payload stays as it was typed. */
  live?: boolean;
  nowMs: number;
  /** So many random bytes. */
  random(count: number): Uint8Array;
}

export interface ComposedEvent {
  body: Uint8Array;
  /** Content type first, then the provider's own. The signature's are the signer's to add. */
  headers: [string, string][];
  eventId: string;
}

const formType = 'application/x-www-form-urlencoded';

/** Of the catalog: the type that is named, that the payload itself names, or the provider's test event. */
function eventOf(provider: Provider, { eventType, payload, bodyText }: Composition): EventType | undefined {
  const named = (type: string | null | undefined) => provider.events.find((event) => event.type === type);
  if (eventType !== undefined) return named(eventType);
  const text = bodyText ?? (payload === undefined ? undefined : JSON.stringify(payload));
  const rawHeaders: [string, string][] = [['Content-Type', provider.contentType]];
  const told =
    text === undefined
      ? undefined
      : eventTypeOf(provider, { method: 'POST', url: '/', rawHeaders, body: utf8(text) });
  return named(told) ?? named(provider.testEvent) ?? provider.events[0];
}

function chosenEvent(provider: Provider, composition: Composition): EventType | undefined {
  const { eventType, payload, bodyText } = composition;
  const found = eventOf(provider, composition);
  if (found || payload !== undefined || bodyText !== undefined) return found;
  const known = provider.events.map((event) => event.type);
  throw new TackleboxError(
    'event_type_not_found',
    eventType === undefined
      ? `${provider.name} has no sample events here: give a payload.`
      : `${provider.name} has no event type ${JSON.stringify(eventType)} with a sample: give a payload, or choose one of ${nearest(eventType, known).join(', ')}.`,
    { details: { known } },
  );
}

/** A payload as a form: a field each, and what is no text as JSON. */
function formText(payload: Json): string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return JSON.stringify(payload);
  const form = Object.entries(payload).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${formEscape(name)}=${formEscape(text)}`;
  });
  return form.join('&');
}

const formEscape = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function bodyOf(provider: Provider, event: EventType | undefined, composition: Composition): string {
  if (composition.bodyText !== undefined) return composition.bodyText;
  const { payload } = composition;
  if (payload === undefined && event?.bodyText !== undefined) return event.bodyText;
  const whole = payload ?? event?.sample ?? {};
  return provider.contentType.startsWith(formType) ? formText(whole) : JSON.stringify(whole);
}

/** The body as a new event, by what its content type says that it is. */
function enlivened(
  provider: Provider,
  event: EventType | undefined,
  text: string,
  { eventType, nowMs, random }: Composition,
): string {
  const sources = { nowMs, random };
  if (provider.contentType.startsWith(formType)) return liveForm(text, provider, sources);
  return livePayload(text, provider, { type: eventType ?? event?.type ?? '', live: event?.live }, sources);
}

const isHeader = (provider: Provider, name: string): boolean =>
  provider.deliveryIdAt.some((at) => at.in === 'header' && at.name.toLowerCase() === name.toLowerCase());

/** Ids of signed messages begin with msg_, as Svix's do; all others are UUIDs. */
function freshId(provider: Provider, uuid: string): string {
  const signsId = 'id' in provider.scheme && provider.scheme.id !== undefined;
  return signsId ? `msg_${uuid.replaceAll('-', '')}` : uuid;
}

/**
 * An event as its provider would put it on the wire, but for the signature: compact JSON (or a form), and the provider's
 * headers. Throws event_type_not_found where there is neither a payload nor a sample.
 */
export function composeEvent(provider: Provider, composition: Composition): ComposedEvent {
  const event = chosenEvent(provider, composition);
  const typed = bodyOf(provider, event, composition);
  const body = utf8(composition.live ? enlivened(provider, event, typed, composition) : typed);
  const uuid = uuidOf(composition.random(16));
  const contentType: [string, string] = ['Content-Type', provider.contentType];
  const request = { method: 'POST', url: '/', rawHeaders: [contentType], body };
  const eventId = composition.id ?? deliveryIdOf(provider, request) ?? freshId(provider, uuid);
  const known: Record<string, string> = {
    eventType: composition.eventType ?? eventTypeOf(provider, request) ?? event?.type ?? 'event',
    id: eventId,
    timestamp: String(Math.floor(composition.nowMs / 1000)),
  };
  const fill = (name: string, template: string): string =>
    template.replace(/\{(eventType|uuid|id|timestamp)\}/g, (_, part: string) =>
      part === 'uuid' ? (isHeader(provider, name) ? eventId : uuid) : (known[part] ?? ''),
    );
  const own = Object.entries({ ...provider.headers, ...event?.headers });
  const headers = own.map(([name, template]): [string, string] => [name, fill(name, template)]);
  return { body, headers: [contentType, ...headers], eventId };
}
