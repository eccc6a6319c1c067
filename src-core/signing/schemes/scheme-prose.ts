import { encodingNames } from './encodings.ts';
import type { Locator, Scheme } from './scheme.ts';
import type { KeyFormat, TimestampRule, TimestampUnit } from './terms.ts';

/** How the key comes out of the secret, as people say it. */
export const keyInWords: Record<KeyFormat, string> = {
  utf8: 'the secret’s text',
  base64: 'the secret decoded from base64',
  hex: 'the secret decoded from hex',
  'whsec-base64': 'the secret without whsec_, decoded from base64',
  'sha1-of-utf8': 'the SHA-1 of the secret’s text',
  'sha256-of-utf8': 'the SHA-256 of the secret’s text',
  'sha256-hex-of-utf8': 'the SHA-256 of the secret’s text, as hex digits',
  'utf8-nfkd': 'the secret’s text in NFKD',
};

/** How a moment is written. */
export const unitInWords: Record<TimestampUnit, string> = {
  'unix-seconds': 'Unix seconds',
  'unix-ms': 'Unix milliseconds',
  iso8601: 'ISO 8601',
  'http-date': 'an HTTP date (RFC 1123)',
};

function place(at: Locator): string {
  switch (at.in) {
    case 'header':
      return `the header ${at.name}`;
    case 'json':
      return `the body’s field ${at.pointer}`;
    case 'query':
      return `the query’s ${at.name}`;
    case 'form':
      return `the form field ${at.name}`;
  }
}

const contentWords: Record<string, string> = {
  body: 'the body as it came',
  bodyEscaped: 'the body with escaped characters',
  canonicalJson: 'the body as canonical JSON (RFC 8785)',
  timestamp: 'the timestamp',
  id: 'the event’s id',
  nonce: 'the nonce',
  secret: 'the secret',
  method: 'the method',
  url: 'the URL',
  urlWithPort: 'the URL with its port',
  urlWithoutPort: 'the URL without its port',
  urlWithoutQuery: 'the URL without its query',
  host: 'the host',
  path: 'the path',
  query: 'the query',
  sortedQuery: 'the query with its pairs sorted',
  pathQuery: 'path and query',
  sortedFormParams: 'the form’s fields, sorted',
};

const wrappers: Record<string, string> = {
  base64: 'base64 of ',
  base64url: 'base64url of ',
  lower: 'lower case of ',
  upper: 'upper case of ',
  crc32: 'the CRC-32 of ',
};

/** One part of a template, without its braces: `base64:body`, `header:X-Id`. */
function partInWords(part: string): string {
  const known = contentWords[part];
  if (known !== undefined) return known;
  const [word = '', rest = ''] = part.split(/:(.*)/s);
  if (word in wrappers) return `${wrappers[word]}${partInWords(rest)}`;
  if (word.startsWith('hash-')) {
    const [hash = '', of = ''] = rest.split(/:(.*)/s);
    return `the ${hash.toUpperCase()} (${word.slice(5)}) of ${partInWords(of)}`;
  }
  const name = word.replace(/\?$/, '');
  const optional = word.endsWith('?') ? ', where there is one' : '';
  if (name === 'header') return `the header ${rest}${optional}`;
  if (name === 'json') return `the body’s ${rest}${optional}`;
  if (name === 'query') return `the query’s ${rest}${optional}`;
  if (name === 'form') return `the form’s ${rest}${optional}`;
  if (name === 'field') return `the agreed value ${rest}`;
  return `{${part}}`;
}

const quoted: Record<string, string> = { '\\n': 'a line break', '\\r': 'a carriage return', '\\t': 'a tab' };

/** Signed content in words: its parts in their order, with what stands between them. */
export function contentInWords(template: string): string {
  const pieces = template.match(/\{[^{}]*\}|\\.|[^{}\\]+/gs) ?? [];
  const words = pieces.flatMap((piece) => {
    if (piece === '{optional}' || piece === '{end}') return [];
    if (piece.startsWith('{')) return [partInWords(piece.slice(1, -1))];
    return [quoted[piece] ?? `“${piece}”`];
  });
  return words.length === 0 ? 'nothing' : words.join(', then ');
}

function age(rule: TimestampRule | undefined): string[] {
  if (!rule) return ['No time is part of it: a request that was recorded can be sent again.'];
  const where = rule.at.in === 'signature' ? 'beside the signature' : `in ${place(rule.at)}`;
  const bound =
    rule.toleranceSeconds === null
      ? 'Any age is accepted.'
      : `More than ${rule.toleranceSeconds} seconds of age are rejected.`;
  return [`The timestamp stands ${where}, in ${unitInWords[rule.unit]}. ${bound}`];
}

const byKeyId = (chosen: boolean | undefined): string[] =>
  chosen ? ['A secret is written <key id>:<secret>, and the key id that the request names chooses it.'] : [];

function algorithmName(algorithm: string): string {
  if (algorithm === 'ed25519') return 'Ed25519';
  const [family = '', ...rest] = algorithm.split('-');
  const name = algorithm.startsWith('rsa-pss') ? 'RSA-PSS' : family.toUpperCase();
  return `${name} (${rest
    .filter((word) => word !== 'pss')
    .join(', ')
    .toUpperCase()})`;
}

/** What a scheme does, in sentences, for a person who compares it with a document. */
export function schemeInWords(scheme: Scheme): string[] {
  switch (scheme.kind) {
    case 'hmac': {
      const { signature, hash, construction, encoding, truncateBytes } = scheme;
      const made = construction === 'hmac' ? `HMAC-${hash.toUpperCase()}` : `a plain ${hash.toUpperCase()}`;
      const cut = truncateBytes === undefined ? '' : `, cut to its first ${truncateBytes} bytes`;
      return [
        `Signed is ${contentInWords(scheme.signedContent)}.`,
        `The signature is ${made}${cut}, as ${encodingNames[encoding]}${construction === 'hmac' ? `; its key is ${keyInWords[scheme.key]}` : ''}.`,
        `It stands in ${place(signature.at)}, written ${signature.format}.`,
        ...age(scheme.timestamp),
        ...byKeyId(scheme.secretByKeyId),
      ];
    }
    case 'asymmetric': {
      const form = scheme.form === 'raw' ? ', r and s one after the other' : '';
      return [
        `Signed is ${contentInWords(scheme.signedContent)}.`,
        `The signature is ${algorithmName(scheme.algorithm)} by a private key${form}, as ${encodingNames[scheme.encoding]}; the secret is the public key.`,
        `It stands in ${place(scheme.signature.at)}, written ${scheme.signature.format}.`,
        ...age(scheme.timestamp),
        ...byKeyId(scheme.secretByKeyId),
      ];
    }
    case 'jwt': {
      const where =
        scheme.at.in === 'body'
          ? 'The whole body is'
          : `The header ${scheme.at.name} carries (${scheme.at.format})`;
      const digests = scheme.digests.map(
        ({ claim, of, hash, encoding }) =>
          `Its claim ${claim} holds the ${hash.toUpperCase()} of the ${of}, as ${encodingNames[encoding]}.`,
      );
      const shared = scheme.algorithm.startsWith('HS');
      return [
        `${where} a JSON Web Token, signed with ${scheme.algorithm}; ${shared ? `its key is ${keyInWords[scheme.key]}` : 'the secret is the public key'}.`,
        ...(digests.length > 0 ? digests : ['It says nothing of the body: a changed one is not noticed.']),
        `Its times (exp, nbf) are respected${scheme.leewaySeconds > 0 ? `, with ${scheme.leewaySeconds} seconds of leeway` : ''}.`,
        ...byKeyId(scheme.secretByKeyId),
      ];
    }
    case 'http-signature': {
      const covered = (scheme.required ?? scheme.components).join(', ') || 'nothing in particular';
      return [
        `An HTTP Message Signature (RFC 9421) with ${scheme.algorithm}: Signature-Input says what is covered, Signature carries it.`,
        `It has to cover ${covered}.${covered.includes('content-digest') ? ' Content-Digest (RFC 9530) binds the body.' : ' The body is not bound by it.'}`,
        scheme.toleranceSeconds === null
          ? 'Any age is accepted; expires is respected.'
          : `By its parameter created, more than ${scheme.toleranceSeconds} seconds of age are rejected; expires is respected.`,
        ...byKeyId(scheme.secretByKeyId),
      ];
    }
    case 'payload-field':
      return [
        `The secret itself travels in the body’s field ${scheme.pointer}. It does not protect the body from being changed.`,
      ];
    case 'static-token':
      return [
        `The secret itself travels in the header ${scheme.header}, written ${scheme.format}. It does not protect the body from being changed.`,
      ];
    case 'basic':
      return ['HTTP Basic authentication: the secret is user:password. It does not protect the body.'];
    case 'strategy':
      return [`A way of its own: ${scheme.strategy}.`];
    case 'none':
      return ['Nothing is signed: anybody can send this.'];
  }
}
