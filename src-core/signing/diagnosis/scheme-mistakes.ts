import type { Scheme } from '../schemes/scheme.ts';
import { fix } from './fixes.ts';
import type { Mistake } from './mistake.ts';

/** Schemes that compute something over the request: a match with any other says little. */
function computes(scheme: Scheme): boolean {
  if (scheme.kind === 'jwt') return scheme.digests.length > 0;
  return scheme.kind === 'hmac' || scheme.kind === 'asymmetric' || scheme.kind === 'strategy';
}

const schemeOfOther: Mistake = {
  id: 'scheme-of-other',
  slot: 'scheme',
  alone: true,
  *suppose(situation, { otherSchemes }) {
    for (const { label, scheme } of otherSchemes) {
      if (computes(scheme)) yield { situation: { ...situation, scheme }, detail: label };
    }
  },
  title: 'It is genuine by the scheme of …',
  explanation: 'Request and secret are right. They were checked by the rules of another provider.',
  fixes: [fix('Here', 'Choose that provider for the endpoint, or for the check.')],
};

export const schemeMistakes: readonly Mistake[] = [schemeOfOther];
