import { adviceAttribution, attributed, schemeAttribution } from '#core/providers/origin.ts';
import type { Provider } from '#core/providers/provider.ts';
import { deliveryFacts } from '#core/providers/provider-facts.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { MarkedFacts } from '#renderer/webhook/marked-facts.tsx';
import { OriginLegend, OriginMark } from '#renderer/webhook/origin-mark.tsx';

/** What is known of who calls here: its handshakes, how it delivers, what it asks of a receiver; each with whose word it is. */
export function ProviderSays({ provider }: { provider: Provider }) {
  const asks = [
    ...[...provider.limits, ...provider.advice].map((text) => ({
      text,
      attribution: adviceAttribution(provider),
    })),
    ...provider.ownAdvice.map((text) => ({ text, attribution: attributed(provider, 'ours') })),
  ];
  return (
    <>
      {provider.handshakes.length > 0 && (
        <Section title="Handshake: answered here by the provider’s rule">
          {provider.handshakes.map((rule) => (
            <p key={rule.id} className="text-soft">
              <Mono className="text-text">{rule.id}</Mono> {rule.description}{' '}
              <OriginMark {...schemeAttribution(provider)} />
              {rule.manualStep && <span className="block">You still have to: {rule.manualStep}</span>}
            </p>
          ))}
        </Section>
      )}
      <Section title={`How ${provider.name} delivers`}>
        <MarkedFacts
          items={deliveryFacts(provider).map(({ subject, statement, origin, source }) => ({
            name: subject,
            value: statement,
            attribution: { origin, source },
          }))}
        />
      </Section>
      {asks.length > 0 && (
        <Section title={`What ${provider.name} asks of a receiver`}>
          <ul className="grid gap-1 text-soft">
            {asks.map(({ text, attribution }) => (
              <li key={text} className="flex items-baseline justify-between gap-6">
                {text}
                <OriginMark {...attribution} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <OriginLegend />
    </>
  );
}
