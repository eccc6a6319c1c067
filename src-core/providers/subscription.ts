import { z } from 'zod';
import { fitsPattern } from '../delivery/forward-routes.ts';
import { TackleboxError } from '../errors/tacklebox-error.ts';
import type { Provider } from './provider.ts';

/** What a receiver is subscribed to, as a provider would keep it. Empty: everything. */
export const Subscription = z.strictObject({
  /** Event types; `*` ends a prefix. */
  eventTypes: z.array(z.string().min(1)).max(1000).default([]),
  platform: z.string().nullable().default(null),
});
export type Subscription = z.infer<typeof Subscription>;

function platformOf({ name, platforms }: Provider, id: string) {
  const found = platforms.find((platform) => platform.id === id);
  if (found) return found;
  const known = platforms.map((platform) => platform.id).join(', ');
  const message =
    known === ''
      ? `${name} knows no platforms: leave the platform out.`
      : `${name} has no platform ${JSON.stringify(id)}: it has ${known}.`;
  throw new TackleboxError('invalid_input', message, {
    details: { issues: [{ path: 'platform', message }] },
  });
}

/** Throws invalid_input where a platform is none of the provider's. */
export function checkPlatform(provider: Provider, platform: string | null | undefined): void {
  if (platform) platformOf(provider, platform);
}

/**
 * Throws where a provider would not send an event of this type: not_on_platform, not_subscribed. Its test event needs no
 * subscription.
 */
export function checkSubscription(
  provider: Provider,
  eventType: string | null,
  { eventTypes, platform }: Subscription,
): void {
  const event = provider.events.find(({ type }) => type === eventType);
  if (platform !== null) {
    const { id, name } = platformOf(provider, platform);
    if (event?.platforms && !event.platforms.includes(id)) {
      throw new TackleboxError(
        'not_on_platform',
        `${provider.name} does not send ${event.type} for ${name}.`,
      );
    }
  }
  const isTest = eventType !== null && eventType === provider.ownTestEvent;
  if (eventTypes.length === 0 || isTest) return;
  if (eventTypes.some((pattern) => fitsPattern(pattern, eventType))) return;
  throw new TackleboxError(
    'not_subscribed',
    `${provider.name} sends only what is subscribed to, and ${eventType ?? 'an event without a type'} is not subscribed: ${eventTypes.join(', ')}.`,
  );
}
