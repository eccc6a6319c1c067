import { fix, secretTextFixes } from './fixes.ts';
import { type Mistake, withSecrets } from './mistake.ts';

type Changes = (secret: string) => string | null;

const textMistake = (
  id: string,
  change: Changes,
  words: Pick<Mistake, 'title' | 'explanation'> & Partial<Pick<Mistake, 'fixes'>>,
): Mistake => ({
  id,
  slot: 'secret',
  suppose: (situation) => withSecrets(situation, change),
  fixes: secretTextFixes,
  ...words,
});

/** A PEM key whose line breaks became the two characters \n, as environment variables make them. */
const secretPemNewlines = textMistake(
  'secret-pem-newlines',
  (secret) =>
    secret.includes('-----BEGIN') && secret.includes('\\n') ? secret.replaceAll('\\n', '\n') : null,
  {
    title: 'It becomes genuine when \\n in the key is turned into line breaks.',
    explanation: 'The PEM key went through an environment variable that kept \\n as two characters.',
    fixes: [fix('Node.js', 'Undo it when reading.', "process.env.PUBLIC_KEY.replaceAll('\\\\n', '\\n')")],
  },
);

const secretOfOther: Mistake = {
  id: 'secret-of-other',
  slot: 'secret',
  *suppose(situation, { otherSecrets }) {
    for (const { label, secret } of otherSecrets) {
      if (!situation.secrets.includes(secret)) {
        yield { situation: { ...situation, secrets: [secret] }, detail: label };
      }
    }
  },
  title: 'It becomes genuine with another secret: …',
  explanation: 'The request was signed with a secret that belongs elsewhere, or that was replaced.',
  fixes: [
    fix(
      'At the provider',
      'Look which endpoint and which mode (test or live) sent this, and take the secret from there.',
    ),
    fix('While rotating', 'Accept the old secret along with the new one until the provider has switched.'),
  ],
};

export const secretMistakes: readonly Mistake[] = [secretOfOther, secretPemNewlines];
