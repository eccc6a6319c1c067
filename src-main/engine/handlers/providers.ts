import type { Contract, Handlers } from '#core/contract/index.ts';
import type { ProviderSummary } from '#core/contract/providers.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { leavesOf, pointerOf } from '#core/json/leaves.ts';
import { authMethodsOf } from '#core/providers/auth-methods.ts';
import { catalog } from '#core/providers/catalog/index.ts';
import { detectProvider } from '#core/providers/detect.ts';
import { eventFields } from '#core/providers/live/event-fields.ts';
import { payloadAttribution } from '#core/providers/origin.ts';
import type { ProviderInput } from '#core/providers/provider.ts';
import { providerFacts } from '#core/providers/provider-facts.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { taggedProvider } from '#core/providers/tags.ts';
import type { EngineParts } from '../engine.ts';
import { givenBody } from '../requests/request-edit.ts';
import { storedRequest } from '../requests/stored-request.ts';

/** Of its data file as it is: every page lists all providers at its start, and parsing them all would be felt. */
const summaryOf = (provider: ProviderInput): ProviderSummary => ({
  id: provider.id,
  name: provider.name,
  summary: provider.summary ?? '',
  docsUrl: provider.docsUrl,
  schemeKind: provider.scheme.kind,
  confidence: provider.confidence,
  deliveryConfidence: provider.delivery.confidence,
  sources: provider.sources,
  eventTypes: (provider.events ?? []).map((event) => event.type),
  handshakes: (provider.handshakes ?? []).map((rule) => rule.id),
  hasRetryPolicy: (provider.delivery.retryPolicy ?? null) !== null,
  hasSimulationHint: (provider.delivery.simulationHint ?? null) !== null,
});

/** What Tacklebox knows of providers: data that comes with it, the same on every machine. */
export const providerHandlers = (parts: EngineParts): Handlers<Contract['providers']> => ({
  list: () => ({ items: Object.values(catalog).map((input) => summaryOf(input())) }),
  get: ({ id }) => {
    const provider = requireProvider(id);
    const { origin } = payloadAttribution(provider);
    const events = provider.events.map((event) => ({ origin, ...event }));
    return { ...provider, events, authMethods: authMethodsOf(provider) };
  },
  facts: ({ id }) => ({ facts: providerFacts(requireProvider(id)) }),
  fields: ({ id, eventType, tag }) => {
    const provider = taggedProvider(requireProvider(id), tag, eventType);
    const type = eventType ?? provider.testEvent;
    const event = provider.events.find((known) => known.type === type);
    if (!event) {
      throw new TackleboxError(
        'event_type_not_found',
        `${provider.name} has no event type ${JSON.stringify(type)} with a sample.`,
      );
    }
    const leaves = leavesOf(JSON.stringify(event.sample));
    const fields = eventFields(leaves, provider, event.live ?? {}, event.type);
    return {
      fields: fields.map(({ leaf, role, declared }) => ({ pointer: pointerOf(leaf.path), role, declared })),
    };
  },
  detect: ({ deliveryId, headers, url, method, ...body }) => {
    const found = detectProvider(
      deliveryId === undefined
        ? { method, url, rawHeaders: headers, body: givenBody(body) ?? new Uint8Array() }
        : storedRequest(parts, deliveryId).request,
    );
    return { provider: found?.providerId ?? null, because: found?.because ?? null };
  },
});
