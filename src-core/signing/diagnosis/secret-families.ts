import { fix, secretTextFixes } from './fixes.ts';
import type { Mistake, Situation, Supposition, Surroundings } from './mistake.ts';
import { secretKeyed, secretStock } from './secret-keys.ts';
import { allSlips, commonSlips } from './secret-slips.ts';
import { type SecretChange, secretLayers } from './secret-unwrapping.ts';
import { secretWrappings } from './secret-wrapping.ts';

/** Families of what happens to a secret's text. Each member is proven by its own words. */

const copyAgain = [
  fix('Anywhere', 'Copy the secret from the provider again, exactly as it is shown.'),
  ...secretTextFixes,
];

function supposed(situation: Situation, at: number, { id, done, text }: SecretChange): Supposition {
  const secrets =
    situation.secrets.length === 1
      ? [text]
      : situation.secrets.map((secret, index) => (index === at ? text : secret));
  return { situation: { ...situation, secrets }, words: { id, title: `It becomes genuine when ${done}.` } };
}

const maxSecretLength = 4096;
const maxTexts = 260;

/** Texts that undoing up to three layers leads to, the fewest first, each with all that was undone. */
export function unwrappedSecrets(secret: string): SecretChange[] {
  if (secret.length > maxSecretLength) return [];
  const seen = new Set([secret]);
  const found: (SecretChange & { depth: number })[] = [];
  let level: (SecretChange & { depth: number })[] = [{ id: '', done: '', text: secret, depth: 0 }];
  while (level.length > 0 && found.length < maxTexts) {
    const next: typeof level = [];
    for (const from of level) {
      for (const layer of secretLayers(from.text)) {
        if (seen.has(layer.text) || found.length + next.length >= maxTexts) continue;
        seen.add(layer.text);
        next.push({
          id: from.id === '' || from.id === layer.id ? layer.id : `${from.id}+${layer.id}`,
          done: from.done === '' ? layer.done : `${from.done}, and ${layer.done}`,
          text: layer.text,
          depth: from.depth + 1,
        });
      }
    }
    found.push(...next);
    level = next.filter(({ depth }) => depth < 3);
  }
  return found;
}

const family = (
  id: string,
  changes: (secret: string, situation: Situation, around: Surroundings) => Iterable<SecretChange>,
  words: Pick<Mistake, 'explanation'> & Partial<Mistake>,
): Mistake => ({
  id,
  slot: 'secret',
  *suppose(situation, around) {
    if (
      !['hmac', 'jwt', 'strategy', 'static-token', 'basic', 'payload-field'].includes(situation.scheme.kind)
    )
      return;
    for (const [index, secret] of situation.secrets.entries()) {
      if (secret.length > maxSecretLength || secret.includes('-----BEGIN')) continue;
      for (const change of changes(secret, situation, around)) {
        if (change.text !== '' && change.text !== secret) yield supposed(situation, index, change);
      }
    }
  },
  title: 'It becomes genuine with the text of the secret put right.',
  fixes: copyAgain,
  ...words,
});

const secretUnwrapped = family('secret-text', (secret) => unwrappedSecrets(secret), {
  explanation:
    'The text that is kept as the secret is not the secret alone: something was added to it, or done to it, when it was copied or stored.',
});

const knownPrefixes = [
  'whsec_',
  'v1,whsec_',
  'wsec_',
  'wsk_',
  'wbhsec_',
  'lin_wh_',
  'pdl_ntfset_',
  'sk_',
  'sig_',
];

const secretWrapped = family('secret-wrapped', (secret) => secretWrappings(secret, knownPrefixes), {
  explanation: "One side's copy of the secret has something round it, or done to it, that the other's lacks.",
});

const secretSlip = family('secret-slip', (secret) => commonSlips(secret), {
  late: true,
  explanation: 'The secret is nearly the right one. A character slipped when it was typed or copied.',
});

const secretSlipAny = family('secret-slip', (secret) => allSlips(secret), {
  late: true,
  explanation: 'The secret is nearly the right one. A character slipped when it was typed or copied.',
});

export const secretFamilies = {
  texts: [secretUnwrapped, secretKeyed, secretWrapped],
  rare: [secretStock, secretSlip],
  last: [secretSlipAny],
} as const satisfies Record<string, readonly Mistake[]>;
