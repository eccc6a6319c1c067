import type { Json } from '#core/json/value.ts';
import { type ComposedEvent, composeEvent } from '#core/providers/compose.ts';
import { loadProvider } from '#renderer/webhook/use-provider.ts';

/** What is sent where a provider has no sample of its own. */
export const greeting: Json = { event: 'tacklebox.test', message: 'Hello from Tacklebox' };

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

/** The provider's test event (or a greeting), as it would go on the wire but for the signature. */
export async function testEvent(providerId: string): Promise<ComposedEvent> {
  const provider = await loadProvider(providerId);
  return composeEvent(provider, {
    ...(provider.events.length === 0 ? { payload: greeting } : {}),
    live: true,
    nowMs: Date.now(),
    random: randomBytes,
  });
}
