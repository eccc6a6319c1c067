import { utf8 } from '#core/bytes/encoding.ts';
import type { Contract, Handlers } from '#core/contract/index.ts';
import type { ProviderSummary } from '#core/contract/providers.ts';
import { detectProvider } from '#core/providers/detect.ts';
import type { Provider } from '#core/providers/provider.ts';
import { allProviders } from '#core/providers/registry.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import type { EngineParts } from '../engine.ts';

const summaryOf = (provider: Provider): ProviderSummary => ({
  id: provider.id,
  name: provider.name,
  summary: provider.summary,
  docsUrl: provider.docsUrl,
  schemeKind: provider.scheme.kind,
  confidence: provider.confidence,
  deliveryConfidence: provider.delivery.confidence,
  sources: provider.sources,
  eventTypes: provider.events.map((event) => event.type),
  handshakes: provider.handshakes.map((rule) => rule.id),
  hasRetryPolicy: provider.delivery.retryPolicy !== null,
  hasSimulationHint: provider.delivery.simulationHint !== null,
});

/** What Tacklebox knows of providers: data that comes with it, the same on every machine. */
export const providerHandlers = (_parts: EngineParts): Handlers<Contract['providers']> => ({
  list: () => ({ items: allProviders.map(summaryOf) }),
  get: ({ id }) => requireProvider(id),
  detect: ({ headers, body, bodyBase64, url, method }) => {
    const bytes = bodyBase64 === undefined ? utf8(body ?? '') : Buffer.from(bodyBase64, 'base64');
    const found = detectProvider({ method, url, rawHeaders: headers, body: bytes });
    return { provider: found?.providerId ?? null, because: found?.because ?? null };
  },
});
