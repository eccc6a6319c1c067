import { TackleboxError } from '../errors/tacklebox-error.ts';
import type { Provider } from './provider.ts';
import { providerById } from './registry.ts';

/** The tag that is meant: the one given, else the provider's first; null for a provider without tags. Throws on another. */
export function tagOf({ name, tags }: Provider, tag: string | undefined): string | null {
  if (tag === undefined) return tags[0]?.id ?? null;
  if (tags.some(({ id }) => id === tag)) return tag;
  const known = tags.map(({ id }) => id).join(', ');
  const message =
    known === ''
      ? `${name} has no tags: leave the tag out.`
      : `${name} has no tag ${JSON.stringify(tag)}: it has ${known}.`;
  throw new TackleboxError('invalid_input', message, { details: { issues: [{ path: 'tag', message }] } });
}

const emits = ({ events }: Provider, eventType: string) => events.some(({ type }) => type === eventType);

/** Whose catalog an event of a tag comes from; undefined where it is the provider's own. */
function caller(
  provider: Provider,
  tag: string | undefined,
  eventType: string | undefined,
): Provider | undefined {
  const ofTag = (id: string | null) => {
    const from = provider.tags.find((known) => known.id === id)?.provider;
    return from === undefined ? undefined : providerById(from);
  };
  if (tag !== undefined) return ofTag(tagOf(provider, tag));
  if (eventType === undefined || emits(provider, eventType)) return undefined;
  return provider.tags.map(({ id }) => ofTag(id)).find((from) => from && emits(from, eventType));
}

/** A provider as a caller of that tag makes it look: that one's events and headers, its own signature. */
export function taggedProvider(
  provider: Provider,
  tag: string | undefined,
  eventType: string | undefined,
): Provider {
  const from = caller(provider, tag, eventType);
  if (!from) return provider;
  const {
    events,
    testEvent,
    headers,
    contentType,
    eventTypeAt,
    eventTypeJoin,
    eventTypeIsField,
    deliveryIdAt,
    live,
  } = from;
  return {
    ...Object.assign({}, provider),
    ...{
      events,
      testEvent,
      headers,
      contentType,
      eventTypeAt,
      eventTypeJoin,
      eventTypeIsField,
      deliveryIdAt,
      live,
    },
  };
}
