import type { Locator, Scheme } from '../signing/schemes/scheme.ts';
import type { Confidence } from './provider.ts';

/** How far a fact can be trusted, as people read it. */
export const confidenceInWords: Record<Confidence, string> = {
  'verified-by-sdk': 'proven against the provider’s own library',
  docs: 'from the provider’s documentation',
  secondary: 'from other sources than the provider',
  unverified: 'not verified: treat with care',
  ours: 'ours, not the provider’s word',
};

function place(at: Locator): string {
  switch (at.in) {
    case 'json':
      return `JSON ${at.pointer}`;
    case 'header':
      return at.name;
    default:
      return `${at.in} ${at.name}`;
  }
}

const around = (at: Locator, format: string): string =>
  format === '{signature}' ? place(at) : `${place(at)}: ${format}`;

const age = (toleranceSeconds: number | null | undefined): [string, string][] =>
  toleranceSeconds ? [['Age', `at most ${toleranceSeconds} s`]] : [];

const bodyOnly = (content: string): string => (content === '{body}' ? 'the body' : content);

/** A scheme in a few lines: names and what they are, for a person who checks it against a provider's documents. */
export function describeScheme(scheme: Scheme): [name: string, value: string][] {
  switch (scheme.kind) {
    case 'hmac':
      return [
        [
          'Kind',
          `${scheme.construction === 'hmac' ? 'HMAC-' : ''}${scheme.hash.toUpperCase()} as ${scheme.encoding}`,
        ],
        ['Over', bodyOnly(scheme.signedContent)],
        ['In', around(scheme.signature.at, scheme.signature.format)],
        ['Key', scheme.key === 'utf8' ? 'the secret’s text' : scheme.key],
        ...age(scheme.timestamp?.toleranceSeconds),
      ];
    case 'asymmetric':
      return [
        ['Kind', scheme.algorithm],
        ['Over', bodyOnly(scheme.signedContent)],
        ['In', around(scheme.signature.at, scheme.signature.format)],
        ...age(scheme.timestamp?.toleranceSeconds),
      ];
    case 'jwt':
      return [
        ['Kind', `JSON Web Token, ${scheme.algorithm}`],
        ['In', scheme.at.in === 'body' ? 'the body' : `${scheme.at.name}: ${scheme.at.format}`],
      ];
    case 'http-signature':
      return [
        ['Kind', `HTTP Message Signature (RFC 9421), ${scheme.algorithm}`],
        ['Over', scheme.components.join(' ')],
        ['In', 'Signature-Input and Signature'],
        ...age(scheme.toleranceSeconds),
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
      return [
        ['Kind', 'HTTP Basic authentication'],
        ['Secret', 'user:password'],
      ];
    case 'strategy':
      return [['Kind', `a way of its own: ${scheme.strategy}`]];
    case 'none':
      return [['Kind', 'nothing is signed']];
  }
}
