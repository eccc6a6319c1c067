import { confidenceInWords, describeScheme } from '#core/providers/describe-scheme.ts';
import type { Confidence } from '#core/providers/provider.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { Facts } from '#renderer/ui/facts.tsx';
import { Mono } from '#renderer/ui/mono.tsx';

/** A scheme in a few lines, with how far it can be trusted. */
export function SchemeFacts({ scheme, confidence }: { scheme: Scheme; confidence: Confidence }) {
  return (
    <div className="rounded-md border bg-panel px-3 py-2.5">
      <Facts
        items={[
          ...describeScheme(scheme).map(([name, text]) => [name, <Mono key={name}>{text}</Mono>] as const),
          ['Source', confidenceInWords[confidence]],
        ]}
      />
    </div>
  );
}
