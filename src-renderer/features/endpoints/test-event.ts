import type { Endpoint } from '#core/delivery/endpoint.ts';
import type { Provider } from '#core/providers/provider.ts';

/** What is sent where a provider has no sample of its own. */
const greeting = { event: 'tacklebox.test', message: 'Hello from Tacklebox' };

/** The provider's test event (or a greeting) to an endpoint of ours, as it is sent and as it is previewed. */
export const testEvent = (endpoint: Endpoint, { events }: Provider) => ({
  provider: endpoint.provider,
  ...(events.length === 0 ? { payload: greeting } : {}),
  testEvent: true,
  ...(endpoint.auth ? { auth: endpoint.auth } : {}),
  ...(endpoint.scheme ? { scheme: endpoint.scheme } : {}),
  target: { url: endpoint.url },
});
