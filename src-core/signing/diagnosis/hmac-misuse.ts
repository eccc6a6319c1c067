import { hashNames } from '../../bytes/crypto.ts';
import { type Bytes, concatBytes, toBase64, toHex, utf8, utf8Text } from '../../bytes/encoding.ts';
import { hashTitles } from '../kinds/hmac.ts';
import { fix } from './fixes.ts';
import type { Digest, Mistake } from './mistake.ts';

/** Ways to make a digest of key and content that are not the HMAC of the content by the key. */
interface Misuse {
  id: string;
  title: string;
  digest: Digest;
}

const hex = (bytes: Bytes): Bytes => utf8(toHex(bytes));
const base64 = (bytes: Bytes): Bytes => utf8(toBase64(bytes));
const separators = ['', ':', '.', '|', '\n', ',', '-', ' ', '&', ';', '_', '+'];
const separatorName = (separator: string) =>
  separator === '' ? '' : `, with ${separator === '\n' ? 'a line break' : `"${separator}"`} between`;

function utf16(content: Bytes): Bytes {
  const text = utf8Text(content) ?? '';
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    bytes[2 * i] = text.charCodeAt(i) & 0xff;
    bytes[2 * i + 1] = text.charCodeAt(i) >> 8;
  }
  return bytes;
}

const plain: readonly Misuse[] = separators.flatMap((separator): Misuse[] => [
  {
    id: 'hash-without-hmac',
    title: `It becomes genuine as a plain hash of secret and content${separatorName(separator)}, which is no HMAC.`,
    digest: (crypto, hash, key, content) => crypto.hash(hash, concatBytes(key, utf8(separator), content)),
  },
  {
    id: 'hash-without-hmac',
    title: `It becomes genuine as a plain hash of content and secret${separatorName(separator)}, which is no HMAC.`,
    digest: (crypto, hash, key, content) => crypto.hash(hash, concatBytes(content, utf8(separator), key)),
  },
]);

const misuses: readonly Misuse[] = [
  {
    id: 'hmac-exchanged',
    title:
      'It becomes genuine with key and message exchanged: the content was taken as the key, the secret as the message.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, content, key),
  },
  {
    id: 'hash-without-secret',
    title: 'It is a plain hash of the content: no secret is in it at all.',
    digest: (crypto, hash, _, content) => crypto.hash(hash, content),
  },
  ...plain,
  {
    id: 'hash-without-hmac',
    title: 'It becomes genuine as a plain hash of secret, content and secret again, which is no HMAC.',
    digest: (crypto, hash, key, content) => crypto.hash(hash, concatBytes(key, content, key)),
  },
  {
    id: 'content-hashed-first',
    title: "It becomes genuine when the content's digest (as hex) is signed in place of the content.",
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, hex(crypto.hash(hash, content))),
  },
  {
    id: 'content-hashed-first',
    title: "It becomes genuine when the content's digest (its bytes) is signed in place of the content.",
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, crypto.hash(hash, content)),
  },
  {
    id: 'content-hashed-first',
    title: "It becomes genuine when the content's digest (as base64) is signed in place of the content.",
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, base64(crypto.hash(hash, content))),
  },
  {
    id: 'content-hashed-first',
    title: "It becomes genuine when the content's SHA-256 digest (as hex) is signed in place of the content.",
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, hex(crypto.hash('sha256', content))),
  },
  {
    id: 'content-hashed-first',
    title: "It becomes genuine when the content's MD5 digest (as hex) is signed in place of the content.",
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, hex(crypto.hash('md5', content))),
  },
  {
    id: 'digest-twice',
    title: 'It becomes genuine when the HMAC is hashed once more: a digest of a digest.',
    digest: (crypto, hash, key, content) => crypto.hash(hash, crypto.hmac(hash, key, content)),
  },
  {
    id: 'digest-twice',
    title: 'It becomes genuine when the hex text of the HMAC is hashed once more: a digest of a digest.',
    digest: (crypto, hash, key, content) => crypto.hash(hash, hex(crypto.hmac(hash, key, content))),
  },
  {
    id: 'digest-twice',
    title: 'It becomes genuine as an HMAC of the HMAC: it was made twice, a digest of a digest.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, crypto.hmac(hash, key, content)),
  },
  {
    id: 'digest-twice',
    title:
      'It becomes genuine as an HMAC of the hex text of the HMAC: it was made twice, a digest of a digest.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, hex(crypto.hmac(hash, key, content))),
  },
  {
    id: 'content-encoded',
    title: 'It becomes genuine when the base64 of the content is signed in place of the content.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, base64(content)),
  },
  {
    id: 'content-encoded',
    title: 'It becomes genuine when the hex of the content is signed in place of the content.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, hex(content)),
  },
  {
    id: 'content-encoded',
    title:
      'It becomes genuine when the content is encoded as UTF-16 (Encoding.Unicode of .NET) before it is signed.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, utf16(content)),
  },
  ...['\n', '\r\n', '\0', ' '].map(
    (end): Misuse => ({
      id: 'content-end-added',
      title: `It becomes genuine with ${end === '\0' ? 'a NUL byte' : end === ' ' ? 'a blank' : 'a line break (newline)'} after the content, as echo without -n adds one.`,
      digest: (crypto, hash, key, content) => crypto.hmac(hash, key, concatBytes(content, utf8(end))),
    }),
  ),
  {
    id: 'content-doubled',
    title:
      'It becomes genuine when the content is signed twice over, as an update that is called twice does.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, concatBytes(content, content)),
  },
  {
    id: 'secret-in-content',
    title: 'It becomes genuine when the secret is put before the content as well as being the key.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, concatBytes(key, content)),
  },
  {
    id: 'secret-in-content',
    title: 'It becomes genuine when the secret is put after the content as well as being the key.',
    digest: (crypto, hash, key, content) => crypto.hmac(hash, key, concatBytes(content, key)),
  },
];

const explanations: Record<string, string> = {
  'hash-without-secret': 'Anybody can make such a value. It proves nothing about the sender.',
  'content-encoded': 'The sender signed another encoding of the content than its bytes.',
  'content-end-added': 'What was handed to the HMAC ended with a byte more than what was sent.',
  'content-doubled': 'The same bytes went into the HMAC two times.',
};

const hmacFixes = [
  fix(
    'Node.js',
    'createHmac with the secret, the content to update, digest once.',
    "createHmac('sha256', secret).update(raw).digest('hex')",
  ),
  fix('Python', 'The key comes first.', 'hmac.new(secret, raw, hashlib.sha256).hexdigest()'),
  fix('PHP', 'The content comes before the key.', "hash_hmac('sha256', $raw, $secret)"),
  fix(
    'OpenSSL',
    'printf, not echo, and the key by -hmac.',
    'printf %s "$body" | openssl dgst -sha256 -hmac "$secret"',
  ),
];

const misuse = (
  id: string,
  more: Partial<Mistake>,
  list: readonly Misuse[],
  hashes: 'own' | 'others',
): Mistake => ({
  id,
  slot: 'hash',
  *suppose(situation) {
    const { scheme } = situation;
    if (scheme.kind !== 'hmac' || scheme.construction !== 'hmac') return;
    for (const hash of hashes === 'own' ? [scheme.hash] : hashNames.filter((name) => name !== scheme.hash)) {
      for (const { id: own, title, digest } of list) {
        const named = hash === scheme.hash ? title : `${title.slice(0, -1)} (with ${hashTitles[hash]}).`;
        const explanation =
          explanations[own] ??
          'The signer did not make the HMAC of the content by the secret, but something else of the two.';
        yield {
          situation: {
            ...situation,
            digest: (crypto, _, key, content) => digest(crypto, hash, key, content),
          },
          words: { id: own, title: named, explanation },
        };
      }
    }
  },
  title: 'It becomes genuine with another digest than the HMAC of the content.',
  explanation:
    'The signer did not make the HMAC of the content by the secret, but something else of the two.',
  fixes: hmacFixes,
  ...more,
});

export const hmacMisuses = {
  common: misuse('hmac-misused', {}, misuses, 'own'),
  otherHashes: misuse('hmac-misused', { late: true }, misuses, 'others'),
} as const;
