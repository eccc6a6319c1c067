import { hashNames } from '../../bytes/crypto.ts';
import { hashTitles } from '../kinds/hmac.ts';
import type { HmacScheme } from '../schemes/scheme.ts';
import { hasContent } from './encoding-mistakes.ts';
import { fix } from './fixes.ts';
import { type Mistake, type Situation, withScheme } from './mistake.ts';

const isHmac = (situation: Situation): situation is Situation & { scheme: HmacScheme } =>
  situation.scheme.kind === 'hmac';

const hashOther: Mistake = {
  id: 'hash-other',
  slot: 'hash',
  *suppose(situation) {
    if (!isHmac(situation)) return;
    for (const hash of ['sha1', 'sha256', 'sha512', ...hashNames] as const) {
      if (hash !== situation.scheme.hash)
        yield withScheme(situation, { ...situation.scheme, hash }, hashTitles[hash]);
    }
  },
  title: 'It becomes genuine with another hash: …',
  explanation: 'The signer used another hash function than this scheme states.',
  fixes: [
    fix('Node.js', 'Name the hash that the provider documents.', "createHmac('sha256', secret)"),
    fix('At the provider', 'Some send an old header with SHA-1 beside the new one: read the newer.'),
  ],
};

const hashAsymmetric: Mistake = {
  id: 'hash-other',
  slot: 'hash',
  *suppose(situation) {
    const { scheme } = situation;
    if (scheme.kind !== 'asymmetric') return;
    const family = scheme.algorithm.split('-', 1)[0];
    const others = ['rsa-sha256', 'rsa-sha1', 'rsa-sha512', 'ecdsa-p256-sha256', 'ecdsa-p256-sha1'] as const;
    for (const algorithm of others) {
      if (algorithm !== scheme.algorithm && algorithm.startsWith(`${family}-`)) {
        yield withScheme(
          situation,
          { ...scheme, algorithm },
          algorithm.slice(algorithm.lastIndexOf('-') + 1).toUpperCase(),
        );
      }
    }
  },
  title: 'It becomes genuine with another hash: …',
  explanation: 'The signer used another hash function than this scheme states.',
  fixes: [fix('Anywhere', 'Use the hash that the provider documents for this header.')],
};

/** Contents that mix the secret in, in place of an HMAC. */
const keyless = ['{secret}C', 'C{secret}', '{secret}.C', 'C.{secret}', '{secret}:C'];

const hashWithoutHmac: Mistake = {
  id: 'hash-without-hmac',
  slot: 'hash',
  *suppose(situation) {
    if (!isHmac(situation) || situation.scheme.construction !== 'hmac') return;
    for (const form of keyless) {
      const signedContent = form.replace('C', situation.scheme.signedContent);
      yield withScheme(situation, { ...situation.scheme, construction: 'plain-hash', signedContent });
    }
  },
  title: 'It becomes genuine as a plain hash of secret and content, which is no HMAC.',
  explanation:
    'The signer hashed the secret together with the content. An HMAC is another construction, and a safer one.',
  fixes: [
    fix('Node.js', 'createHmac, not createHash.', "createHmac('sha256', secret).update(raw)"),
    fix('Python', 'hmac.new, not hashlib.', 'hmac.new(secret, raw, hashlib.sha256)'),
    fix('PHP', 'hash_hmac, not hash.', "hash_hmac('sha256', $raw, $secret)"),
  ],
};

const hashWithoutSecret: Mistake = {
  id: 'hash-without-secret',
  slot: 'hash',
  *suppose(situation) {
    if (!isHmac(situation) || situation.scheme.construction !== 'hmac') return;
    yield withScheme(situation, { ...situation.scheme, construction: 'plain-hash' });
  },
  title: 'It is a plain hash of the content: no secret is in it at all.',
  explanation: 'Anybody can make such a value. It proves nothing about the sender.',
  fixes: [fix('At the sender', 'Use an HMAC with the shared secret as its key.')],
};

const hmacMissing: Mistake = {
  id: 'hmac-missing',
  slot: 'hash',
  *suppose(situation) {
    if (!isHmac(situation) || situation.scheme.construction !== 'plain-hash') return;
    const signedContent = situation.scheme.signedContent.replace('{secret}', '');
    yield withScheme(situation, { ...situation.scheme, construction: 'hmac', signedContent });
  },
  title: 'It becomes genuine as an HMAC: this scheme hashes the secret along with the content instead.',
  explanation:
    'The signer used an HMAC where this provider uses a plain hash with the secret in the content.',
  fixes: [fix('At the sender', 'Hash the content and the secret in the documented order.')],
};

export const contentHashedFirst: Mistake = {
  id: 'content-hashed-first',
  slot: 'content',
  *suppose(situation) {
    if (!hasContent(situation)) return;
    const { scheme } = situation;
    const hash = scheme.kind === 'hmac' ? scheme.hash : 'sha256';
    for (const encoding of ['hex', 'base64'] as const) {
      const part = `{hash-${encoding}:${hash}:body}`;
      const signedContent = scheme.signedContent.replaceAll('{body}', part);
      if (signedContent !== scheme.signedContent) yield withScheme(situation, { ...scheme, signedContent });
    }
  },
  title: "It becomes genuine when the body's digest is signed in place of the body.",
  explanation: 'The signer hashed the body first and signed the text of that digest.',
  fixes: [fix('Anywhere', 'Hand the content itself to the HMAC: it hashes on its own.')],
};

export const hashMistakes: readonly Mistake[] = [
  hashOther,
  hashAsymmetric,
  hashWithoutHmac,
  hashWithoutSecret,
  hmacMissing,
];
