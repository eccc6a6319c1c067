import { fix, secretTextFixes } from './fixes.ts';
import {
  secretDecodedAfterPrefix,
  secretDecodedBase64,
  secretDecodedHex,
  secretEncodedToBase64,
  secretTextAfterPrefix,
  secretUsedAsText,
  secretUtf16,
} from './key-mistakes.ts';
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

const secretNewline = textMistake('secret-newline', (secret) => secret.replace(/[\r\n]+$/, ''), {
  title: "It becomes genuine when the secret's trailing newline is removed.",
  explanation: 'The secret was stored with a line break at its end, which became part of the key.',
});

const secretWhitespace = textMistake('secret-whitespace', (secret) => secret.trim(), {
  title: 'It becomes genuine when the spaces around the secret are removed.',
  explanation: 'The secret was stored with spaces around it, which became part of the key.',
});

const secretQuoted = textMistake(
  'secret-quoted',
  (secret) => /^(["'`])(.*)\1$/s.exec(secret.trim())?.[2] ?? null,
  {
    title: 'It becomes genuine when the quotes around the secret are removed.',
    explanation:
      'The secret was stored with its quotation marks, as some .env readers and dashboards keep them.',
  },
);

const secretAssignment = textMistake(
  'secret-assignment',
  (secret) => /^\s*(?:export\s+)?[A-Z][A-Z0-9_]*\s*=\s*["']?([^"'\s]+)["']?\s*$/.exec(secret)?.[1] ?? null,
  {
    title: 'It becomes genuine when only the value after NAME= is used as the secret.',
    explanation: 'The whole line of an .env file was stored, with the name of the variable.',
  },
);

const secretUrlEncoded = textMistake(
  'secret-url-encoded',
  (secret) => {
    try {
      return secret.includes('%') ? decodeURIComponent(secret) : null;
    } catch {
      return null;
    }
  },
  {
    title: 'It becomes genuine when the percent escapes of the secret are decoded.',
    explanation: 'The secret went through a URL and kept its escapes.',
  },
);

const secretNewlineMissing = textMistake('secret-newline-missing', (secret) => `${secret}\n`, {
  title: 'It becomes genuine when a newline is added to the secret.',
  explanation: "The sender's copy of the secret ends with a line break that this one lacks.",
});

const secretCase: Mistake = {
  id: 'secret-case',
  slot: 'secret',
  suppose: (situation) => [
    ...withSecrets(situation, (secret) => secret.toLowerCase()),
    ...withSecrets(situation, (secret) => secret.toUpperCase()),
  ],
  title: 'It becomes genuine with the secret in another case.',
  explanation:
    'One side has the secret in lower case, the other in upper case. As text these are different keys.',
  fixes: [fix('Anywhere', 'Copy the secret from the provider again, exactly as it is shown.')],
};

/** Prefixes that providers put before a secret. */
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

const secretPrefixStripped: Mistake = {
  id: 'secret-prefix-stripped',
  slot: 'secret',
  *suppose(situation) {
    for (const prefix of knownPrefixes) {
      for (const supposition of withSecrets(situation, (secret) =>
        secret.startsWith(prefix) ? null : prefix + secret,
      )) {
        yield { ...supposition, detail: prefix };
      }
    }
  },
  title: 'It becomes genuine when the secret keeps its prefix …',
  explanation: 'This provider uses the secret whole, its prefix included. The prefix was cut off.',
  fixes: [fix('Anywhere', 'Use the secret exactly as the provider shows it.')],
};

const secretPrefixKept = textMistake(
  'secret-prefix-kept',
  (secret) => /^(?:v1,)?[A-Za-z0-9]{1,12}_(.+)$/s.exec(secret)?.[1] ?? null,
  {
    title: 'It becomes genuine when the prefix of the secret is cut off.',
    explanation: 'The key is what follows the prefix. The prefix was kept as part of it.',
    fixes: [fix('Anywhere', "Cut the prefix off, or use the provider's own library, which does.")],
  },
);

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

/** In the order in which people make them. */
export const secretMistakes: readonly Mistake[] = [
  secretNewline,
  secretWhitespace,
  secretQuoted,
  secretOfOther,
  secretUsedAsText,
  secretDecodedAfterPrefix,
  secretDecodedBase64,
  secretDecodedHex,
  secretTextAfterPrefix,
  secretPrefixKept,
  secretPrefixStripped,
  secretPemNewlines,
  secretAssignment,
  secretUrlEncoded,
  secretNewlineMissing,
  secretCase,
  secretEncodedToBase64,
  secretUtf16,
];
