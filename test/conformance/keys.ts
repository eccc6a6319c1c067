import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { toBase64, utf8 } from '#core/bytes/encoding.ts';
import type { KeyFormat, Scheme } from '#core/signing/schemes/scheme.ts';

/** What signs, what verifies, and what must not. */
export interface Keys {
  signing: string;
  verifying: string;
  other: string;
}

const pairOf = (make: () => { publicKey: KeyObject; privateKey: KeyObject }): Keys => {
  const pair = make();
  const publicPem = (key: KeyObject) => String(key.export({ type: 'spki', format: 'pem' }));
  return {
    signing: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    verifying: publicPem(pair.publicKey),
    other: publicPem(make().publicKey),
  };
};
const ed25519 = pairOf(() => generateKeyPairSync('ed25519'));
const p256 = pairOf(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const rsa = pairOf(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));

const shared = (verifying: string, other: string): Keys => ({ signing: verifying, verifying, other });

function textKeys(format: KeyFormat): Keys {
  const bytes = [utf8('thirty-two bytes of one good key'), utf8('thirty-two bytes of another key!')] as const;
  if (format === 'hex') return shared('00'.repeat(31).concat('01'), '00'.repeat(31).concat('02'));
  if (format === 'base64') return shared(toBase64(bytes[0]), toBase64(bytes[1]));
  if (format === 'whsec-base64') return shared(`whsec_${toBase64(bytes[0])}`, `whsec_${toBase64(bytes[1])}`);
  return shared('a good secret ✓', 'another secret ✓');
}

const withFirstLine = (line: string, { signing, verifying, other }: Keys): Keys => ({
  signing: `${line}\n${signing}`,
  verifying: `${line}\n${verifying}`,
  other: `${line}\n${other}`,
});

/** Keys of the form that a scheme asks for. */
export function keysFor(scheme: Scheme): Keys {
  switch (scheme.kind) {
    case 'hmac':
      return textKeys(scheme.key);
    case 'asymmetric':
      return scheme.algorithm === 'ed25519' ? ed25519 : scheme.algorithm.startsWith('rsa') ? rsa : p256;
    case 'jwt':
      return scheme.algorithm.startsWith('HS')
        ? textKeys(scheme.key)
        : scheme.algorithm === 'ES256'
          ? p256
          : rsa;
    case 'strategy':
      return {
        'aws-sns': rsa,
        ebay: p256,
        paypal: withFirstLine('WH-1', rsa),
        fireblocks: rsa,
        'adyen-hmac': textKeys('hex'),
      }[scheme.strategy];
    case 'basic':
      return shared('user:password', 'user:another');
    default:
      return textKeys('utf8');
  }
}
