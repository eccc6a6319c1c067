import type { Confidence } from '#core/providers/provider.ts';
import type { Locator, Scheme } from '#core/signing/scheme.ts';
import { Facts } from '#renderer/ui/facts.tsx';
import { formatDuration } from '#renderer/ui/format.ts';
import { Mono } from '#renderer/ui/mono.tsx';

const confidenceWords: Record<Confidence, string> = {
  'verified-by-sdk': 'proven against the provider’s own library',
  docs: 'from the provider’s documentation',
  secondary: 'from other sources than the provider',
  unverified: 'not verified: treat with care',
  ours: 'ours, not the provider’s',
};

const place = (at: Locator): string =>
  at.in === 'json' ? `JSON ${at.pointer}` : `${at.in === 'header' ? '' : `${at.in} `}${at.name}`;

function schemeFacts(scheme: Scheme): [string, string][] {
  switch (scheme.kind) {
    case 'hmac':
      return [
        [
          'Kind',
          `${scheme.construction === 'hmac' ? 'HMAC-' : ''}${scheme.hash.toUpperCase()}, ${scheme.encoding}`,
        ],
        ['Over', scheme.signedContent],
        ['In', `${place(scheme.signature.at)}: ${scheme.signature.format}`],
        ['Key', scheme.key === 'utf8' ? 'the secret’s text' : scheme.key],
        ...age(scheme.timestamp?.toleranceSeconds),
      ];
    case 'asymmetric':
      return [
        ['Kind', scheme.algorithm],
        ['Over', scheme.signedContent],
        ['In', `${place(scheme.signature.at)}: ${scheme.signature.format}`],
        ...age(scheme.timestamp?.toleranceSeconds),
      ];
    case 'jwt':
      return [
        ['Kind', `JSON Web Token, ${scheme.algorithm}`],
        ['In', scheme.at.in === 'body' ? 'the body' : `${scheme.at.name}: ${scheme.at.format}`],
      ];
    case 'payload-field':
      return [
        ['Kind', 'the secret itself, in the payload'],
        ['In', `JSON ${scheme.pointer}`],
      ];
    case 'static-token':
      return [
        ['Kind', 'the secret itself, in a header'],
        ['In', `${scheme.header}: ${scheme.format}`],
      ];
    case 'basic':
      return [['Kind', 'HTTP Basic authentication']];
    case 'strategy':
      return [['Kind', `its own way (${scheme.strategy})`]];
    case 'none':
      return [['Kind', 'nothing is signed']];
  }
}

const age = (toleranceSeconds: number | null | undefined): [string, string][] =>
  toleranceSeconds ? [['Age', `at most ${formatDuration(toleranceSeconds * 1000)}`]] : [];

/** A scheme in a few lines, with how far it can be trusted. */
export function SchemeFacts({ scheme, confidence }: { scheme: Scheme; confidence: Confidence }) {
  return (
    <div className="rounded-md border bg-panel px-3 py-2.5">
      <Facts
        items={[
          ...schemeFacts(scheme).map(([name, text]) => [name, <Mono key={name}>{text}</Mono>] as const),
          ['Source', confidenceWords[confidence]],
        ]}
      />
    </div>
  );
}
