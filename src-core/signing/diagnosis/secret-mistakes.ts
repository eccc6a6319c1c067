import {
  type Bytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toHex,
  utf8,
} from '../../bytes/encoding.ts';
import type { HmacScheme, JwtScheme, KeyFormat } from '../scheme.ts';
import { fix, secretTextFixes } from './fixes.ts';
import { type Mistake, type Situation, type Supposition, withSecrets } from './mistake.ts';

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

export const secretNewline = textMistake('secret-newline', (secret) => secret.replace(/[\r\n]+$/, ''), {
  title: "It becomes genuine when the secret's trailing newline is removed.",
  explanation: 'The secret was stored with a line break at its end, which became part of the key.',
});

export const secretWhitespace = textMistake('secret-whitespace', (secret) => secret.trim(), {
  title: 'It becomes genuine when the spaces around the secret are removed.',
  explanation: 'The secret was stored with spaces around it, which became part of the key.',
});

export const secretQuoted = textMistake(
  'secret-quoted',
  (secret) => /^(["'`])(.*)\1$/s.exec(secret.trim())?.[2] ?? null,
  {
    title: 'It becomes genuine when the quotes around the secret are removed.',
    explanation:
      'The secret was stored with its quotation marks, as some .env readers and dashboards keep them.',
  },
);

export const secretAssignment = textMistake(
  'secret-assignment',
  (secret) => /^\s*(?:export\s+)?[A-Z][A-Z0-9_]*\s*=\s*["']?([^"'\s]+)["']?\s*$/.exec(secret)?.[1] ?? null,
  {
    title: 'It becomes genuine when only the value after NAME= is used as the secret.',
    explanation: 'The whole line of an .env file was stored, with the name of the variable.',
  },
);

export const secretUrlEncoded = textMistake(
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

export const secretNewlineMissing = textMistake('secret-newline-missing', (secret) => `${secret}\n`, {
  title: 'It becomes genuine when a newline is added to the secret.',
  explanation: "The sender's copy of the secret ends with a line break that this one lacks.",
});

export const secretCase: Mistake = {
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

export const secretPrefixStripped: Mistake = {
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

export const secretPrefixKept = textMistake(
  'secret-prefix-kept',
  (secret) => /^(?:v1,)?[A-Za-z0-9]{1,12}_(.+)$/s.exec(secret)?.[1] ?? null,
  {
    title: 'It becomes genuine when the prefix of the secret is cut off.',
    explanation: 'The key is what follows the prefix. The prefix was kept as part of it.',
    fixes: [fix('Anywhere', "Cut the prefix off, or use the provider's own library, which does.")],
  },
);

/** A PEM key whose line breaks became the two characters \n, as environment variables make them. */
export const secretPemNewlines = textMistake(
  'secret-pem-newlines',
  (secret) =>
    secret.includes('-----BEGIN') && secret.includes('\\n') ? secret.replaceAll('\\n', '\n') : null,
  {
    title: 'It becomes genuine when \\n in the key is turned into line breaks.',
    explanation: 'The PEM key went through an environment variable that kept \\n as two characters.',
    fixes: [fix('Node.js', 'Undo it when reading.', "process.env.PUBLIC_KEY.replaceAll('\\\\n', '\\n')")],
  },
);

export const secretOfOther: Mistake = {
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

type Keyed = HmacScheme | JwtScheme;

const isKeyed = (situation: Situation): situation is Situation & { scheme: Keyed } =>
  situation.scheme.kind === 'hmac' || situation.scheme.kind === 'jwt';

/** The same with each secret's key made another way. Keys travel as hex, whatever they were made from. */
function* withKeys(
  situation: Situation,
  except: readonly KeyFormat[],
  keyOf: (secret: string) => Bytes | null,
): Iterable<Supposition> {
  if (!isKeyed(situation) || except.includes(situation.scheme.key)) return;
  const secrets = situation.secrets.flatMap((secret) => {
    const key = keyOf(secret);
    return key && key.length > 0 ? [toHex(key)] : [];
  });
  if (secrets.length === 0) return;
  yield { situation: { ...situation, secrets, scheme: { ...situation.scheme, key: 'hex' } } };
}

const keyMistake = (
  id: string,
  except: readonly KeyFormat[],
  keyOf: (secret: string) => Bytes | null,
  words: Pick<Mistake, 'title' | 'explanation' | 'fixes'>,
): Mistake => ({
  id,
  slot: 'key',
  suppose: (situation) => withKeys(situation, except, keyOf),
  ...words,
});

const decodeFixes = [
  fix('Node.js', 'Decode the text into bytes.', "Buffer.from(secret, 'base64')"),
  fix('Python', 'Decode the text into bytes.', 'base64.b64decode(secret)'),
  fix('Go', 'Decode the text into bytes.', 'base64.StdEncoding.DecodeString(secret)'),
];
const textFixes = [
  fix('Node.js', 'Use the text as it is.', "createHmac('sha256', secret)"),
  fix('Python', 'Use the text as it is.', 'hmac.new(secret.encode(), raw, hashlib.sha256)'),
];

export const secretUsedAsText = keyMistake('secret-used-as-text', ['utf8'], utf8, {
  title: 'It becomes genuine when the secret is used as text instead of being decoded.',
  explanation: 'One side decodes the secret into bytes, the other uses its characters as the key.',
  fixes: textFixes,
});

export const secretTextAfterPrefix = keyMistake(
  'secret-text-after-prefix',
  ['utf8'],
  (secret) => (secret.includes('_') ? utf8(secret.slice(secret.indexOf('_') + 1)) : null),
  {
    title: 'It becomes genuine when what follows the prefix is used as text, without decoding it.',
    explanation:
      'The prefix was cut off, but the base64 after it was not decoded: its characters became the key.',
    fixes: decodeFixes,
  },
);

const afterPrefix = (secret: string) => secret.replace(/^(?:v1,)?[A-Za-z0-9]{1,12}_/, '');

export const secretDecodedBase64 = keyMistake(
  'secret-decoded-from-base64',
  ['base64'],
  (secret) => fromBase64(secret) ?? fromBase64Url(secret),
  {
    title: 'It becomes genuine when the secret is decoded from base64.',
    explanation: 'One side decodes the secret from base64 before using it, the other uses its characters.',
    fixes: decodeFixes,
  },
);

export const secretDecodedAfterPrefix = keyMistake(
  'secret-decoded-after-prefix',
  ['whsec-base64'],
  (secret) =>
    afterPrefix(secret) === secret
      ? null
      : (fromBase64(afterPrefix(secret)) ?? fromBase64Url(afterPrefix(secret))),
  {
    title: 'It becomes genuine when the secret is decoded from base64 after its prefix.',
    explanation:
      'This looks like a Standard Webhooks secret: the key is what follows the prefix, decoded from base64.',
    fixes: decodeFixes,
  },
);

export const secretDecodedHex = keyMistake('secret-decoded-from-hex', ['hex'], fromHex, {
  title: 'It becomes genuine when the secret is decoded from hex.',
  explanation: 'One side decodes the secret from hex before using it, the other uses its characters.',
  fixes: [
    fix('Node.js', 'Decode the text into bytes.', "Buffer.from(secret, 'hex')"),
    ...decodeFixes.slice(1),
  ],
});

export const secretEncodedToBase64 = keyMistake(
  'secret-encoded-to-base64',
  [],
  (secret) => utf8(toBase64(utf8(secret))),
  {
    title: 'It becomes genuine when the secret is encoded to base64 once more.',
    explanation: "The sender's key is the base64 text of the secret, not the secret.",
    fixes: textFixes,
  },
);

export const secretUtf16 = keyMistake(
  'secret-utf16',
  [],
  (secret) => {
    const bytes = new Uint8Array(secret.length * 2);
    for (let i = 0; i < secret.length; i++) {
      bytes[2 * i] = secret.charCodeAt(i) & 0xff;
      bytes[2 * i + 1] = secret.charCodeAt(i) >> 8;
    }
    return bytes;
  },
  {
    title: 'It becomes genuine when the secret is encoded as UTF-16.',
    explanation: 'The sender turns the text into bytes as UTF-16, as Encoding.Unicode of .NET does.',
    fixes: [fix('ASP.NET', 'Use UTF-8 on both sides.', 'Encoding.UTF8.GetBytes(secret)')],
  },
);

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
