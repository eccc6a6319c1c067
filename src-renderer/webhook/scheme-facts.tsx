import { describeScheme } from '#core/providers/describe-scheme.ts';
import { schemeAttribution } from '#core/providers/origin.ts';
import type { Provider } from '#core/providers/provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { Mono } from '#renderer/ui/mono.tsx';
import { MarkedFacts } from './marked-facts.tsx';

/** A provider's scheme in a few lines, each with whose word it is. */
export function SchemeFacts({ scheme, provider }: { scheme: Scheme; provider: Provider }) {
  const attribution = schemeAttribution(provider);
  return (
    <div className="rounded-md border bg-panel px-3 py-2.5">
      <MarkedFacts
        items={describeScheme(scheme).map(([name, text]) => ({
          name,
          value: <Mono>{text}</Mono>,
          attribution,
        }))}
      />
    </div>
  );
}
