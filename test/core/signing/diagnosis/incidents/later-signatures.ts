import { createHash, createHmac } from 'node:crypto';
import type { Fault } from './fault.ts';
import { bySender, computed, fault, isBase64, isHex, withDigest, withSignature } from './fault.ts';
import type { Genuine } from './genuine.ts';

const on = fault('signature text');
const misuse = fault('HMAC misused');
const content = fault('content');

const hashOf = ({ scheme }: Genuine) => (scheme.kind === 'hmac' ? scheme.hash : 'sha256');
const template = ({ scheme }: Genuine) => (scheme.kind === 'hmac' ? scheme.signedContent : '');
const base32 = (bytes: Buffer) => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('');
};

/** What happens to a signature's text on its way; told by people, not by the code. */
export const laterSignatures: Fault[] = [
  on(
    'colons between the bytes',
    (g) => (isHex(g) ? withDigest(g, (d) => d.replace(/..(?!$)/g, '$&:')) : null),
    /colon|:|separat|between/i,
  ),
  on(
    'blanks between the bytes (Format-Hex)',
    (g) => (isHex(g) ? withDigest(g, (d) => d.replace(/..(?!$)/g, '$& ')) : null),
    /blank|space|between/i,
  ),
  on('base32', (g) => withDigest(g, (_, b) => base32(b)), /base32/i),
  on(
    'signed bytes of Java in a list',
    (g) => withDigest(g, (_, b) => `[${[...new Int8Array(b)].join(', ')}]`),
    /bytes|numbers|decimal|list/i,
  ),
  on(
    'slashes escaped by json_encode',
    (g) => (isBase64(g) ? withDigest(g, (d) => d.replaceAll('/', '\\/')) : null),
    /escape|backslash|slash/i,
  ),
  on(
    '= and + escaped as \\u003d (Go, .NET)',
    (g) =>
      isBase64(g) ? withDigest(g, (d) => d.replaceAll('=', '\\u003d').replaceAll('+', '\\u002b')) : null,
    /escape|\\u|unicode/i,
  ),
  on(
    'JSON list around it (multi-value headers)',
    (g) => withSignature(g, (v) => JSON.stringify([v])),
    /list|array|bracket|JSON|quot/i,
  ),
  on(
    'sha256 and a colon before it',
    (g) => (isHex(g) ? withDigest(g, (d) => `sha256:${d}`) : null),
    /sha256:/,
  ),
  on(
    'test-mode version v0 in place of v1',
    (g) => withSignature(g, (v) => v.replace(/\bv1([=,])/, 'v0$1')),
    /v0|version|v1/,
  ),
  on('in angle brackets of the documents', (g) => withDigest(g, (d) => `<${d}>`), /bracket|<|angle/i),
  on(
    'hex with a leading \\x (bytea of PostgreSQL)',
    (g) => (isHex(g) ? withDigest(g, (d) => `\\x${d}`) : null),
    /\\x|before|prefix|PostgreSQL/i,
  ),
  on(
    'checksum line of openssl dgst',
    (g) => (isHex(g) ? withSignature(g, (v) => `SHA2-256(stdin)= ${v}`) : null),
    /openssl|before|prefix|label|SHA2/i,
  ),
  on(
    'checksum line of sha256sum',
    (g) => (isHex(g) ? withDigest(g, (d) => `${d}  -`) : null),
    /after|follow|sha256sum|behind|end|more/i,
  ),
  on(
    'base64 of the hex text, padded away',
    (g) => (isHex(g) ? withDigest(g, (d) => Buffer.from(d).toString('base64').replace(/=+$/, '')) : null),
    /base64/i,
  ),
  on(
    'base64 in two lines',
    (g) => (isBase64(g) ? withDigest(g, (d) => `${d.slice(0, 20)}\\n${d.slice(20)}`) : null),
    /line break|\\n|newline/i,
  ),
  on(
    'hex digits of half-bytes exchanged',
    (g) => (isHex(g) ? withDigest(g, (d) => d.replace(/(.)(.)/g, '$2$1')) : null),
    /exchang|swap|order|nibble|digits/i,
  ),
  on(
    'bytes in reverse order',
    (g) =>
      withDigest(
        g,
        (d, b) =>
          Buffer.from(b)
            .reverse()
            .toString(isHex(g) ? 'hex' : 'base64') || d,
      ),
    /revers|order|endian|backward/i,
  ),
];

export const laterMisuse: Fault[] = [
  misuse(
    'SHA-3 in place of SHA-2',
    (g) => (hashOf(g) === 'sha256' ? bySender(g, { hash: 'sha3-256' }) : null),
    /SHA-?3/i,
  ),
  misuse(
    'key is the hash of the secret as hex',
    (g) =>
      computed(g, (key, text) =>
        createHmac(hashOf(g), createHash('sha256').update(key).digest('hex')).update(text).digest(),
      ),
    /hash|digest/i,
  ),
  misuse(
    'secret put behind the content too',
    (g) => computed(g, (key, text) => createHmac(hashOf(g), key).update(text).update(key).digest()),
    /secret|content/i,
  ),
  misuse(
    'HMAC of the content’s length',
    (g) => computed(g, (key, text) => createHmac(hashOf(g), key).update(String(text.length)).digest()),
    /length|another|No known/i,
  ),
  content(
    'digest of the body in place of it',
    (g) =>
      template(g).endsWith('{body}') && template(g) !== '{body}'
        ? bySender(g, { signedContent: template(g).replace('{body}', '{hash-hex:sha256:body}') })
        : null,
    /hash|digest|SHA/i,
  ),
  content(
    'separator at the end too',
    (g) =>
      /\{timestamp\}.\{body\}$/.test(template(g)) ? bySender(g, { signedContent: `${template(g)}.` }) : null,
    /separator|end|\./i,
  ),
  content(
    't= before the time',
    (g) => (/^\{timestamp\}/.test(template(g)) ? bySender(g, { signedContent: `t=${template(g)}` }) : null),
    /t=|before|label/i,
  ),
  content(
    'line break as separator',
    (g) =>
      /\{timestamp\}.\{body\}$/.test(template(g))
        ? bySender(g, { signedContent: template(g).replace(/(\{timestamp\}).(\{body\})$/, '$1\\n$2') })
        : null,
    /separator|line break/i,
  ),
  content(
    'method and path signed though the scheme has none',
    (g) => (template(g) === '{body}' ? bySender(g, { signedContent: '{method}{path}{body}' }) : null),
    /method|path|content/i,
  ),
  content(
    'URL signed though the scheme has none',
    (g) => (template(g) === '{body}' ? bySender(g, { signedContent: '{url}{body}' }) : null),
    /URL|content/i,
  ),
];
