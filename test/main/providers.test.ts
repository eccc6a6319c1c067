import { describe, expect, it } from 'vitest';
import { allProviders } from '#core/providers/registry.ts';
import { testEngine } from '../support/engine.ts';

/** Those whose signatures only the provider's own private key can make; an endpoint holds the public one. */
const signedByProviderOnly = (kind: string) => kind === 'asymmetric';

const canSignHere = allProviders.filter(
  ({ scheme, secret }) =>
    !signedByProviderOnly(scheme.kind) && (secret.generate !== 'provider' || scheme.kind === 'hmac'),
);

describe('an event of each provider, composed, sent to an endpoint of the provider and caught', () => {
  it('is verified, and known by its type', async () => {
    const { client } = await testEngine();
    for (const { id, scheme, events, eventTypeAt, eventTypeIsField } of canSignHere) {
      const event = events.find((candidate) => candidate.category !== 'handshake') ?? events[0];
      const { webhookId, url } = await client.endpoints.create({
        name: id,
        provider: id,
        secret: secretFor(id),
      });
      const sent = await client.deliveries.send({
        provider: id,
        eventType: event?.type,
        target: { url },
        secret: secretFor(id),
      });
      expect(sent.status, id).toBe(200);
      const { items } = await client.deliveries.list({ direction: 'in', webhookId });
      const hasType = eventTypeAt.length > 0 || eventTypeIsField;
      expect(items, id).toMatchObject([
        {
          provider: id,
          verdict: scheme.kind === 'none' ? 'unverified' : 'verified',
          eventType: hasType ? event?.type : null,
        },
      ]);
    }
  });
});

it('lists each provider as its whole entry says', async () => {
  const { client } = await testEngine();
  const { items } = await client.providers.list({});
  expect(items).toEqual(
    allProviders.map(({ id, name, summary, docsUrl, scheme, confidence, delivery, ...provider }) => ({
      id,
      name,
      summary,
      docsUrl,
      schemeKind: scheme.kind,
      confidence,
      deliveryConfidence: delivery.confidence,
      sources: provider.sources,
      eventTypes: provider.events.map(({ type }) => type),
      handshakes: provider.handshakes.map((rule) => rule.id),
      hasRetryPolicy: delivery.retryPolicy !== null,
      hasSimulationHint: delivery.simulationHint !== null,
    })),
  );
});

function secretFor(id: string): string {
  const provider = allProviders.find((candidate) => candidate.id === id);
  switch (provider?.secret.generate) {
    case 'whsec':
      return 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    case 'base64-32':
      return 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';
    case 'user-password':
      return 'user:password';
    default:
      return '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';
  }
}
