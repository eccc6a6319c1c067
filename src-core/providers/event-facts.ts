import type { SignedRequest } from '../http/request.ts';
import { locate } from '../signing/schemes/locate.ts';
import { jsonOf } from '../signing/schemes/parsed-body.ts';
import type { Provider } from './provider.ts';

/** Longer values are no names: they would only swell lists and indexes. */
const maxFactCharacters = 200;

function tidy(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === undefined || text === '' || text.length > maxFactCharacters ? undefined : text;
}

function fieldNamedLikeAnEvent(provider: Provider, request: SignedRequest): string | undefined {
  const json = jsonOf(request)?.value;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  return provider.events.find((event) => Object.hasOwn(json, event.type))?.type;
}

/** The event's type, where the provider says that it stands; undefined where the request has none. */
export function eventTypeOf(provider: Provider, request: SignedRequest): string | undefined {
  if (provider.eventTypeIsField) return fieldNamedLikeAnEvent(provider, request);
  const found = provider.eventTypeAt.flatMap((locator) => tidy(locate(locator, request)) ?? []);
  return provider.eventTypeJoin === undefined ? found[0] : tidy(found.join(provider.eventTypeJoin));
}

/** The provider's own id of this delivery, by which repeats are known; undefined where it stamps none. */
export function deliveryIdOf(provider: Provider, request: SignedRequest): string | undefined {
  for (const locator of provider.deliveryIdAt) {
    const id = tidy(locate(locator, request));
    if (id !== undefined) return id;
  }
  for (const { at, pattern } of provider.deliveryIdLike) {
    const id = tidy(locate(at, request));
    if (id !== undefined && new RegExp(pattern).test(id)) return id;
  }
  return undefined;
}
