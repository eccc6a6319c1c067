import { type Bytes, toBase64, toHex, utf8 } from '../../bytes/encoding.ts';
import { keyOf } from '../schemes/key.ts';
import { fix, secretTextFixes } from './fixes.ts';
import type { Mistake, Situation, Surroundings } from './mistake.ts';
import { lenientBase64, lenientHex } from './secret-slips.ts';
import { stockSecrets } from './stock-secrets.ts';

/** Families of keys: what the bytes of the key are made of, where it isn't the secret's text by the scheme's rule. */

const maxSecretLength = 4096;

/** The situation with this key in place of what the secret holds. A token's scheme takes it as hex. */
function withKey(situation: Situation, key: Bytes): Situation | null {
  const { scheme } = situation;
  if (scheme.kind === 'hmac') return { ...situation, keys: [key] };
  return scheme.kind === 'jwt' && key.length > 0
    ? { ...situation, secrets: [toHex(key)], scheme: { ...scheme, key: 'hex' } }
    : null;
}

const keyFamily = (
  id: string,
  keys: (
    secret: string,
    situation: Situation,
    around: Surroundings,
  ) => Iterable<{ key: Bytes | null; id: string; done: string }>,
  words: Pick<Mistake, 'explanation'> & Partial<Mistake>,
): Mistake => ({
  id,
  slot: 'key',
  *suppose(situation, around) {
    for (const secret of situation.secrets) {
      if (secret.length > maxSecretLength) continue;
      for (const { key, id: own, done } of keys(secret, situation, around)) {
        const keyed = key && withKey(situation, key);
        if (keyed) yield { situation: keyed, words: { id: own, title: `It becomes genuine when ${done}.` } };
      }
    }
  },
  title: 'It becomes genuine when the key is made of the secret in another way.',
  fixes: [
    fix('Anywhere', "Make the key's bytes of the secret as the provider's documentation says."),
    ...secretTextFixes,
  ],
  ...words,
});

function utf16(text: string, isBigEndian: boolean): Bytes {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[2 * i + (isBigEndian ? 1 : 0)] = code & 0xff;
    bytes[2 * i + (isBigEndian ? 0 : 1)] = code >> 8;
  }
  return bytes;
}

const afterPrefix = (secret: string) => secret.replace(/^(?:v1,)?[A-Za-z0-9]{1,12}_(?:[a-z]{2,10}_)?/, '');

/** Keys that come out of reading the secret's text in another way. */
export const secretKeyed = keyFamily(
  'secret-key',
  function* (secret, _, { crypto }) {
    const bare = afterPrefix(secret);
    const hasPrefix = bare !== secret;
    yield {
      id: 'secret-used-as-text',
      done: 'the secret is used as text instead of being decoded',
      key: utf8(secret),
    };
    if (hasPrefix) {
      yield {
        id: 'secret-text-after-prefix',
        done: 'what follows the prefix is used as text, without decoding it from base64',
        key: utf8(bare),
      };
      yield {
        id: 'secret-decoded-after-prefix',
        done: 'the secret is decoded from base64 after its prefix',
        key: lenientBase64(bare),
      };
      yield {
        id: 'secret-decoded-with-prefix',
        done: 'the secret is decoded from base64 together with its prefix, which the sender forgot to cut off first',
        key: lenientBase64(secret),
      };
      yield {
        id: 'secret-decoded-from-hex',
        done: 'what follows the prefix is decoded from hex',
        key: lenientHex(bare),
      };
    } else {
      yield {
        id: 'secret-decoded-from-base64',
        done: 'the secret is decoded from base64',
        key: lenientBase64(secret),
      };
      yield {
        id: 'secret-decoded-from-hex',
        done: 'the secret is decoded from hex',
        key: lenientHex(secret),
      };
    }
    yield {
      id: 'secret-encoded-to-base64',
      done: 'the secret is encoded to base64 once more',
      key: utf8(toBase64(utf8(secret))),
    };
    yield {
      id: 'secret-encoded-to-base64',
      done: 'the secret and a line break after it are encoded to base64 (echo | base64)',
      key: utf8(toBase64(utf8(`${secret}\n`))),
    };
    yield {
      id: 'secret-encoded-to-base64',
      done: 'the secret is encoded to base64 twice',
      key: utf8(toBase64(utf8(toBase64(utf8(secret))))),
    };
    yield {
      id: 'secret-encoded-to-hex',
      done: 'the secret is encoded to hex',
      key: utf8(toHex(utf8(secret))),
    };
    yield {
      id: 'secret-encoded-to-hex',
      done: 'the secret is encoded to upper-case hex',
      key: utf8(toHex(utf8(secret)).toUpperCase()),
    };
    const decoded = lenientBase64(bare);
    if (decoded)
      yield {
        id: 'secret-encoded-to-hex',
        done: 'the hex text of the decoded secret is the key',
        key: utf8(toHex(decoded)),
      };
    yield { id: 'secret-utf16', done: 'the secret is encoded as UTF-16', key: utf16(secret, false) };
    yield {
      id: 'secret-utf16',
      done: 'the secret is encoded as UTF-16, high bytes first',
      key: utf16(secret, true),
    };
    for (const hash of ['sha256', 'sha1', 'md5', 'sha512'] as const) {
      const title = { sha256: 'SHA-256', sha1: 'SHA-1', md5: 'MD5', sha512: 'SHA-512' }[hash];
      const digest = crypto.hash(hash, utf8(secret));
      yield {
        id: 'secret-hashed',
        done: `the ${title} hash of the secret, as hex, is the key: the sender hashed the secret first`,
        key: utf8(toHex(digest)),
      };
      yield {
        id: 'secret-hashed',
        done: `the ${title} hash of the secret (its digest's bytes) is the key: the sender hashed the secret first`,
        key: digest,
      };
      yield {
        id: 'secret-hashed',
        done: `the ${title} hash of the secret, as base64, is the key: the sender hashed the secret first`,
        key: utf8(toBase64(digest)),
      };
      const ofKey = decoded && crypto.hash(hash, decoded);
      if (ofKey)
        yield {
          id: 'secret-hashed',
          done: `the ${title} hash of the decoded secret is the key: the sender hashed the secret first`,
          key: ofKey,
        };
      if (ofKey)
        yield {
          id: 'secret-hashed',
          done: `the ${title} hash of the decoded secret, as hex, is the key: the sender hashed the secret first`,
          key: utf8(toHex(ofKey)),
        };
    }
  },
  {
    explanation:
      'One side turns the text of the secret into the bytes of the key in another way than the other: decoded or not, encoded or hashed once more.',
  },
);

/** Secrets that aren't any: what stands there when nothing was set. */
export const secretStock: Mistake = {
  ...keyFamily(
    'secret-not-set',
    function* (_, situation, { crypto }) {
      const format = situation.scheme.kind === 'hmac' ? situation.scheme.key : 'utf8';
      yield {
        id: 'secret-empty',
        done: 'the secret is empty: the sender signed with an empty key',
        key: new Uint8Array(),
      };
      for (const { text, what } of stockSecrets) {
        const done = `the secret is ${what}: ${JSON.stringify(text)}. The sender's own was never set`;
        yield { id: 'secret-not-set', done, key: utf8(text) };
        const read = format === 'utf8' ? null : keyOf(text, format, crypto);
        if (read && 'key' in read) yield { id: 'secret-not-set', done, key: read.key };
      }
    },
    {
      late: true,
      explanation:
        'The sender signs with a text that is no secret: a variable that was empty, or was not expanded, or an example that was left as it was. Anybody could sign with it.',
      fixes: [fix('At the sender', 'Set the secret there, and refuse to start without one.')],
    },
  ),
};
