import {
  type Bytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toHex,
  utf8,
} from '../../bytes/encoding.ts';
import type { HmacScheme, JwtScheme, KeyFormat } from '../schemes/scheme.ts';
import { fix } from './fixes.ts';
import type { Mistake, Situation, Supposition } from './mistake.ts';

/** The secret's text is right, but its bytes were made another way. */

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
