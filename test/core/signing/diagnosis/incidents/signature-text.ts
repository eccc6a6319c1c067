import type { Fault } from './fault.ts';
import { bySender, fault, isBase64, isHex, withDigest, withSignature } from './fault.ts';
import type { Genuine } from './genuine.ts';

const on = fault('signature text');
const prefixOf = ({ scheme }: Genuine): string =>
  'signature' in scheme ? (/^[^{]+/.exec(scheme.signature.format ?? '')?.[0] ?? '') : '';
const hasPrefix = (genuine: Genuine) => /^[\w-]+[=, ]$/.test(prefixOf(genuine));

/** The signature was computed right and written down wrong. */
export const signatureText: Fault[] = [
  on(
    'prefix missing',
    (g) => (hasPrefix(g) ? withSignature(g, (v) => v.slice(prefixOf(g).length)) : null),
    /prefix|missing before|lacks|without/i,
  ),
  on(
    'sha256= put before it where none belongs',
    (g) => (prefixOf(g) === '' ? withSignature(g, (v) => `sha256=${v}`) : null),
    /sha256=/,
  ),
  on(
    'prefix of another provider',
    (g, c) =>
      hasPrefix(g)
        ? withSignature(
            g,
            (v) =>
              c.pick(['sha1=', 'hmac-sha256=', 'hmac=', 'v9=', 'Signature ']) + v.slice(prefixOf(g).length),
          )
        : null,
    /prefix|label|before|instead/i,
  ),
  on(
    'prefix in other case',
    (g) =>
      hasPrefix(g) ? withSignature(g, (v) => prefixOf(g).toUpperCase() + v.slice(prefixOf(g).length)) : null,
    /case|prefix|SHA256=|V[01]=/,
  ),
  on(
    'prefix twice',
    (g) => (hasPrefix(g) ? withSignature(g, (v) => prefixOf(g) + v) : null),
    /twice|doubl|prefix|more before/i,
  ),
  on(
    'hex in capitals',
    (g) => (isHex(g) ? withDigest(g, (d) => d.toUpperCase()) : null),
    /upper|capital|case/i,
  ),
  on(
    'base64 instead of hex',
    (g) => (isHex(g) ? withDigest(g, (_, b) => b.toString('base64')) : null),
    /base64/i,
  ),
  on(
    'hex instead of base64',
    (g) => (isBase64(g) ? withDigest(g, (_, b) => b.toString('hex')) : null),
    /hex/i,
  ),
  on('padding lost', (g) => (isBase64(g) ? withDigest(g, (d) => d.replace(/=+$/, '')) : null), /padding|=/i),
  on(
    'base64url alphabet',
    (g) =>
      isBase64(g)
        ? withDigest(g, (d) => d.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
        : null,
    /base64url|url-safe|padding/i,
  ),
  on(
    'plus became a blank',
    (g) => (isBase64(g) ? withDigest(g, (d) => d.replaceAll('+', ' ')) : null),
    /\+|blank|space|plus/i,
  ),
  on(
    'percent-encoded',
    (g) => (isBase64(g) ? withDigest(g, (d) => encodeURIComponent(d)) : null),
    /percent|url-?encoded|escaped/i,
  ),
  on(
    'cut by a column',
    (g, c) => withDigest(g, (d) => d.slice(0, c.pick([20, 32, 36].filter((n) => n < d.length)))),
    /cut|truncat|first \d+|short|incomplete/i,
  ),
  on(
    'last characters lost',
    (g, c) => withDigest(g, (d) => d.slice(0, d.length - 1 - c.below(4))),
    /cut|truncat|short|missing|lost|end|incomplete|padding/i,
  ),
  on(
    'first character lost when copied',
    (g) => withDigest(g, (d) => d.slice(1)),
    /cut|truncat|short|missing|lost|first|incomplete|begin/i,
  ),
  on('in quotes', (g, c) => withSignature(g, (v) => c.pick([`"${v}"`, `'${v}'`])), /quot/i),
  on(
    'digest in quotes inside the prefix',
    (g, c) => (hasPrefix(g) ? withDigest(g, (d) => c.pick([`"${d}"`, `'${d}'`])) : null),
    /quot/i,
  ),
  on('printed as Python bytes', (g) => withDigest(g, (d) => `b'${d}'`), /bytes|b'|python/i),
  on(
    'printed as a Node Buffer',
    (g) => withDigest(g, (_, b) => `<Buffer ${(b.toString('hex').match(/../g) ?? []).join(' ')}>`),
    /buffer/i,
  ),
  on(
    'an object or promise printed',
    (g, c) =>
      withDigest(g, () =>
        c.pick(['[object Promise]', '[object Object]', '[object ArrayBuffer]', 'Promise { <pending> }']),
      ),
    /promise|object|await/i,
  ),
  on(
    'a byte array printed by Java or .NET',
    (g, c) => withDigest(g, () => c.pick(['[B@6d06d69c', 'System.Byte[]'])),
    /byte|array|printed/i,
  ),
  on(
    'undefined in place of it',
    (g, c) => withDigest(g, () => c.pick(['undefined', 'null', 'None', 'NaN'])),
    /undefined|null|None|NaN|empty|value/,
  ),
  on(
    'decimal bytes in a list',
    (g, c) =>
      withDigest(g, (_, b) =>
        c.pick([
          [...b].join(','),
          `[${[...b].join(' ')}]`,
          `[${[...b].map((x) => (x << 24) >> 24).join(', ')}]`,
        ]),
      ),
    /decimal|numbers|list|bytes|array/i,
  ),
  on(
    'bytes with dashes from BitConverter',
    (g, c) =>
      isHex(g)
        ? withDigest(g, (d) => (d.toUpperCase().match(/../g) ?? []).join(c.pick(['-', ':', ' '])))
        : null,
    /dash|separat|colon|between|BitConverter|-|:/i,
  ),
  on(
    'hex of bytes without leading zeros (Integer.toHexString)',
    (g) => (isHex(g) ? withDigest(g, (_, b) => [...b].map((x) => x.toString(16)).join('')) : null),
    /zero/i,
  ),
  on(
    'leading zero lost (BigInteger.toString(16))',
    (g) => (isHex(g) ? withDigest(g, (d) => d.replace(/^0+/, '')) : null),
    /zero/i,
  ),
  on(
    'base64 of the hex text',
    (g) => withDigest(g, (_, b) => Buffer.from(b.toString('hex')).toString('base64')),
    /base64.*hex|twice|hex.*base64/i,
  ),
  on(
    'hex of the base64 text',
    (g) => (isBase64(g) ? withDigest(g, (d) => Buffer.from(d).toString('hex')) : null),
    /hex|twice/i,
  ),
  on(
    'line break inside (MIME base64)',
    (g) => withDigest(g, (d) => `${d.slice(0, 20)}\r\n ${d.slice(20)}`),
    /line|blank|white|break|fold/i,
  ),
  on(
    'escaped line break at the end',
    (g, c) => withSignature(g, (v) => v + c.pick(['%0A', '\\n', '\\r\\n'])),
    /line|newline|end|after/i,
  ),
  on(
    'JSON object around it',
    (g) => withDigest(g, (d) => JSON.stringify({ signature: d })),
    /JSON|object|\{/i,
  ),
  on(
    'HTML entities in it',
    (g) => (isBase64(g) ? withDigest(g, (d) => d.replaceAll('=', '&#x3D;').replaceAll('+', '&#43;')) : null),
    /entit|HTML|&#/i,
  ),
  on(
    'something after it',
    (g, c) =>
      withSignature(
        g,
        (v) => v + c.pick([';', ', alg=HmacSHA256', ' ', '.', ';algorithm=sha256', ',']).trimEnd(),
      ),
    /after|end|extra|more|behind|follow|trail/i,
  ),
  on('Bearer before it', (g) => withSignature(g, (v) => `Bearer ${v}`), /Bearer|before/i),
  on(
    'two values merged by a proxy',
    (g) => withSignature(g, (v) => `${v}, ${v}`),
    /merg|twice|joined|comma|list|two/i,
  ),
  on(
    'only the first half of the digest was sent',
    (g) => (isHex(g) ? withDigest(g, (d) => d.slice(0, d.length / 2)) : null),
    /cut|truncat|half|first|short|incomplete/i,
  ),
  on('0x before it', (g) => (isHex(g) ? withDigest(g, (d) => `0x${d}`) : null), /0x/i),
  on('base32', (g) => withDigest(g, (_, b) => base32(b)), /base32/i),
  on(
    'written as text of Latin-1 bytes',
    (g) => withDigest(g, (_, b) => b.toString('latin1').replace(/[\0\r\n]/g, '?')),
    /binary|raw|encod|bytes|latin/i,
  ),
  on(
    'other encoding chosen by the sender',
    (g) => (isHex(g) ? bySender(g, { encoding: 'base64url' }) : bySender(g, { encoding: 'hex-upper' })),
    /base64url|upper|hex/i,
  ),
];

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups
    .map((group) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(group.padEnd(5, '0'), 2)))
    .join('');
}
