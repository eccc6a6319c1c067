import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { latin1Text, toBase64, utf8 } from '#core/bytes/encoding.ts';
import { type SignedRequest, withHeader } from '#core/http/request.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { changed, request, signedRequest } from '../support.ts';

/** What a fault is made in: a provider's scheme with a secret that signs and one that verifies. */
export interface Subject {
  label: string;
  scheme: Scheme;
  signingSecret: string;
  secret: string;
  /** Adds what the scheme needs in the body or the headers. */
  base: SignedRequest;
}

/** A request that is not genuine, for one known reason. */
export interface Broken {
  request: SignedRequest;
  secrets: string[];
  otherSecrets?: { label: string; secret: string }[];
}

export interface Fault {
  name: string;
  /** The causes that name it rightly. */
  ids: readonly string[];
  /** Null where the fault can't be made, or changes nothing, with this scheme. */
  make(subject: Subject): Broken | null;
}

/** A body in which every way of printing JSON shows. */
export const richBody =
  '{"id":"evt_1","webhookTimestamp":1760000000000,"type":"demo.created","note":"Café / ☕","html":"<b>a & b</b>","list":[1,2.5,{}],"object":{"b":true,"a":null}}';

type ContentScheme = Extract<Scheme, { kind: 'hmac' | 'asymmetric' }>;
const isContent = (scheme: Scheme): scheme is ContentScheme =>
  scheme.kind === 'hmac' || scheme.kind === 'asymmetric';
const isHmac = (scheme: Scheme): scheme is Extract<Scheme, { kind: 'hmac' }> => scheme.kind === 'hmac';

/** Whether every byte of the body counts. */
export function coversBody(scheme: Scheme): boolean {
  if (isContent(scheme)) return /\{(?:body|hash-\w+:\w+:body|crc32:body)\}/.test(scheme.signedContent);
  if (scheme.kind === 'jwt') return scheme.digests.some((digest) => digest.of === 'body');
  return scheme.kind === 'strategy' && ['ebay', 'paypal', 'fireblocks'].includes(scheme.strategy);
}

const signatureHeader = (scheme: Scheme) =>
  isContent(scheme) && scheme.signature.at.in === 'header'
    ? scheme.signature.at.name.replace(/\*$/, '1')
    : null;

const sign = (
  { scheme, signingSecret, base }: Subject,
  from: SignedRequest = base,
  by: Scheme = scheme,
  secret = signingSecret,
) => signedRequest(by, from, secret, { id: 'msg_1', nonce: '12345' });

/** `signed` is what the sender signs, `received` what arrives. */
const bodyFault = (
  name: string,
  ids: string[],
  signed: string | Uint8Array,
  received: string | Uint8Array,
): Fault => ({
  name,
  ids,
  make(subject) {
    if (!coversBody(subject.scheme)) return null;
    const bytes = (body: string | Uint8Array) => (typeof body === 'string' ? utf8(body) : body);
    const good = sign(subject, { ...subject.base, body: bytes(signed) });
    return { request: { ...good, body: bytes(received) }, secrets: [subject.secret] };
  },
});

const value: unknown = JSON.parse(richBody);
const compact = JSON.stringify(value);
const pretty = JSON.stringify(value, null, 2);
const escaped = (text: string) =>
  text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const pythonDumps =
  '{"id": "evt_1", "webhookTimestamp": 1760000000000, "type": "demo.created", "note": "Caf\\u00e9 / \\u2615", "html": "<b>a & b</b>", "list": [1, 2.5, {}], "object": {"b": true, "a": null}}';
const sortedKeys =
  '{"html":"<b>a & b</b>","id":"evt_1","list":[1,2.5,{}],"note":"Café / ☕","object":{"a":null,"b":true},"type":"demo.created","webhookTimestamp":1760000000000}';
const phpEncode = escaped(compact).replaceAll('/', '\\/');
const goMarshal = compact.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');

export const bodyFaults: Fault[] = [
  bodyFault('a newline was added', ['body-newline-added'], compact, `${compact}\n`),
  bodyFault('CR LF was added', ['body-newline-added'], compact, `${compact}\r\n`),
  bodyFault('the trailing newline was removed', ['body-newline-removed'], `${compact}\n`, compact),
  bodyFault('spaces were added', ['body-space-added'], compact, `  ${compact} `),
  bodyFault('compact JSON was laid out in lines', ['body-reprinted-compact'], compact, pretty),
  bodyFault('laid out JSON was made compact', ['body-reprinted-2-spaces'], pretty, compact),
  bodyFault('four spaces became none', ['body-reprinted-4-spaces'], JSON.stringify(value, null, 4), compact),
  bodyFault('tabs became none', ['body-reprinted-tabs'], JSON.stringify(value, null, '\t'), compact),
  bodyFault("Python's separators were lost", ['body-reprinted-python'], pythonDumps, compact),
  bodyFault('sorted keys were taken out of order', ['body-keys-sorted'], sortedKeys, compact),
  bodyFault(
    'characters were unescaped',
    ['body-unicode-unescaped', 'body-reprinted-ascii'],
    escaped(compact),
    compact,
  ),
  bodyFault(
    'characters were escaped',
    ['body-unicode-escaped', 'body-reprinted-javascript'],
    compact,
    escaped(compact),
  ),
  bodyFault(
    'slashes were unescaped',
    ['body-slashes-unescaped', 'body-reprinted-php'],
    compact.replaceAll('/', '\\/'),
    compact,
  ),
  bodyFault(
    'slashes were escaped',
    ['body-slashes-escaped', 'body-reprinted-javascript'],
    compact,
    compact.replaceAll('/', '\\/'),
  ),
  bodyFault("PHP's escapes were undone", ['body-reprinted-php'], phpEncode, compact),
  bodyFault(
    "Go's escapes were undone",
    ['body-html-unescaped', 'body-reprinted-html-safe'],
    goMarshal,
    compact,
  ),
  bodyFault('CR LF became LF', ['body-crlf-to-lf'], pretty.replaceAll('\n', '\r\n'), pretty),
  bodyFault('LF became CR LF', ['body-lf-to-crlf'], pretty, pretty.replaceAll('\n', '\r\n')),
  bodyFault('a byte order mark was added', ['body-bom-added'], compact, `\ufeff${compact}`),
  bodyFault('the byte order mark was removed', ['body-bom-removed'], `\ufeff${compact}`, compact),
  bodyFault('it arrived as base64', ['body-base64'], compact, toBase64(utf8(compact))),
  bodyFault('it arrived compressed', ['body-gzipped'], compact, gzipSync(compact)),
  bodyFault('it was encoded twice', ['body-encoded-twice'], compact, latin1Text(utf8(compact))),
  bodyFault('it was signed empty', ['body-empty', 'content-part-left-out'], '', compact),
  bodyFault('it was printed as a JSON string', ['body-stringified'], compact, JSON.stringify(compact)),
  bodyFault('one member was signed', ['body-member-only'], '{"b":true,"a":null}', compact),
  bodyFault(
    'long numbers went through doubles',
    ['body-reprinted-javascript'],
    '{"n":12345678901234567000,"f":1}',
    '{"n":12345678901234567890,"f":1.0}',
  ),
];

const secretFault = (name: string, ids: string[], change: (secret: string) => string): Fault => ({
  name,
  ids,
  make(subject) {
    if (subject.secret.startsWith('-----')) return null;
    return { request: sign(subject), secrets: [change(subject.secret)] };
  },
});

export const secretFaults: Fault[] = [
  secretFault('the secret has a newline', ['secret-newline'], (secret) => `${secret}\n`),
  secretFault('the secret has spaces', ['secret-whitespace'], (secret) => ` ${secret} `),
  secretFault('the secret has quotes', ['secret-quoted'], (secret) => `"${secret}"`),
  secretFault('the whole line was stored', ['secret-assignment'], (secret) => `WEBHOOK_SECRET=${secret}`),
  {
    name: 'it was signed with the secret of another endpoint',
    ids: ['secret-of-other'],
    make(subject) {
      if (subject.secret.startsWith('-----')) return null;
      const otherSecrets = [{ label: 'the one of the endpoint "b"', secret: subject.secret }];
      const wrong =
        isHmac(subject.scheme) && subject.scheme.key === 'hex' ? 'abcdef0123456789' : 'b3RoZXIgc2VjcmV0IQ==';
      return { request: sign(subject), secrets: [wrong], otherSecrets };
    },
  },
  {
    name: 'the secret was decoded from base64 by the sender',
    // What it decodes to is text: whether the sender decoded it or somebody encoded it, the bytes are the same.
    ids: ['secret-decoded-from-base64', 'secret-base64-encoded'],
    make(subject) {
      const { scheme } = subject;
      if (!isHmac(scheme) || scheme.key !== 'utf8' || scheme.construction !== 'hmac') return null;
      const secret = toBase64(utf8('a secret of 24 characters'));
      return {
        request: sign(subject, subject.base, { ...scheme, key: 'base64' }, secret),
        secrets: [secret],
      };
    },
  },
  {
    name: 'the secret was used as text by the sender',
    ids: ['secret-used-as-text'],
    make(subject) {
      const { scheme } = subject;
      if (!isHmac(scheme) || !['base64', 'hex', 'whsec-base64'].includes(scheme.key)) return null;
      return { request: sign(subject, subject.base, { ...scheme, key: 'utf8' }), secrets: [subject.secret] };
    },
  },
];

/** Signs by a scheme that deviates, then checks by the right one. */
const schemeFault = (
  name: string,
  ids: string[],
  deviate: (scheme: ContentScheme) => ContentScheme | null,
  repair: (from: SignedRequest, scheme: ContentScheme) => SignedRequest = (from) => from,
): Fault => ({
  name,
  ids,
  make(subject) {
    const { scheme } = subject;
    const other = isContent(scheme) && scheme.signature.at.in === 'header' ? deviate(scheme) : null;
    if (!other || !isContent(scheme)) return null;
    return { request: repair(sign(subject, subject.base, other), scheme), secrets: [subject.secret] };
  },
});

const upper = (text: string) => text.replace(/[0-9a-f]{32,}/, (hex) => hex.toUpperCase());

/** The signature's header under another name. */
function renamed(from: SignedRequest, scheme: ContentScheme): SignedRequest {
  const name = signatureHeader(scheme) ?? '';
  return {
    ...from,
    rawHeaders: from.rawHeaders.map(([key, text]): [string, string] => [
      key === name ? 'X-Other-Signature' : key,
      text,
    ]),
  };
}

export const schemeFaults: Fault[] = [
  schemeFault('SHA-1 was used', ['hash-other'], (scheme) =>
    scheme.kind === 'hmac' && scheme.hash !== 'sha1' ? { ...scheme, hash: 'sha1' } : null,
  ),
  schemeFault('SHA-512 was used', ['hash-other'], (scheme) =>
    scheme.kind === 'hmac' && scheme.hash !== 'sha512' ? { ...scheme, hash: 'sha512' } : null,
  ),
  schemeFault('a plain hash was used', ['hash-without-hmac'], (scheme) =>
    scheme.kind === 'hmac' && scheme.construction === 'hmac' && scheme.key === 'utf8'
      ? { ...scheme, construction: 'plain-hash', signedContent: `{secret}${scheme.signedContent}` }
      : null,
  ),
  schemeFault('the signature was written as base64 for hex', ['signature-encoding'], (scheme) =>
    scheme.encoding === 'hex' ? { ...scheme, encoding: 'base64' } : null,
  ),
  schemeFault('the signature was written as hex for base64', ['signature-encoding'], (scheme) =>
    scheme.encoding === 'base64' ? { ...scheme, encoding: 'hex' } : null,
  ),
  schemeFault(
    'the signature was written in upper case',
    ['signature-encoding'],
    (scheme) => (scheme.encoding === 'hex' ? scheme : null),
    (from, scheme) => changed(from, signatureHeader(scheme) ?? '', upper),
  ),
  schemeFault('the prefix is missing', ['signature-form'], (scheme) =>
    scheme.signature.format !== '{signature}' && scheme.timestamp?.at.in !== 'signature'
      ? { ...scheme, signature: { at: scheme.signature.at, format: '{signature}' } }
      : null,
  ),
  schemeFault(
    'the signature stands in another header',
    ['signature-in-other-header'],
    (scheme) =>
      scheme.kind === 'hmac' &&
      scheme.timestamp?.at.in !== 'signature' &&
      !/authorization/i.test(signatureHeader(scheme) ?? '')
        ? scheme
        : null,
    renamed,
  ),
  schemeFault('the body alone was signed', ['content-body-only', 'content-part-left-out'], (scheme) =>
    coversBody(scheme) &&
    scheme.signedContent !== '{body}' &&
    scheme.kind === 'hmac' &&
    scheme.construction === 'hmac'
      ? { ...scheme, signedContent: '{body}' }
      : null,
  ),
  schemeFault('a colon separates the parts', ['content-separator'], (scheme) =>
    scheme.signedContent.includes('{timestamp}.{body}')
      ? { ...scheme, signedContent: scheme.signedContent.replaceAll('}.{', '}:{') }
      : null,
  ),
  schemeFault('the parts are in another order', ['content-order', 'content-of-other-provider'], (scheme) =>
    scheme.signedContent === '{timestamp}.{body}' ? { ...scheme, signedContent: '{body}.{timestamp}' } : null,
  ),
  schemeFault('the timestamp was left out', ['content-part-left-out', 'content-body-only'], (scheme) =>
    scheme.signedContent.includes('{timestamp}.')
      ? { ...scheme, signedContent: scheme.signedContent.replace('{timestamp}.', '') }
      : null,
  ),
  {
    name: 'the timestamp was taken a second later for the header',
    ids: ['timestamp-made-twice', 'timestamp-unit', 'timestamp-of-other-header'],
    make(subject) {
      const { scheme } = subject;
      const at = isContent(scheme) ? scheme.timestamp?.at : undefined;
      if (!isContent(scheme) || at?.in !== 'header' || scheme.timestamp?.unit !== 'unix-seconds') return null;
      if (!scheme.signedContent.includes('{timestamp}')) return null;
      const later = changed(sign(subject), at.name, (text) => String(Number(text) + 1));
      return { request: later, secrets: [subject.secret] };
    },
  },
  {
    name: 'milliseconds were signed and seconds sent',
    ids: ['timestamp-unit'],
    make(subject) {
      const { scheme } = subject;
      const at = isContent(scheme) ? scheme.timestamp?.at : undefined;
      if (
        !isContent(scheme) ||
        !scheme.timestamp ||
        at?.in !== 'header' ||
        scheme.timestamp.unit !== 'unix-seconds'
      )
        return null;
      if (!scheme.signedContent.includes('{timestamp}')) return null;
      const other: Scheme = { ...scheme, timestamp: { ...scheme.timestamp, unit: 'unix-ms' } };
      const sent = changed(sign(subject, subject.base, other), at.name, (text) => text.slice(0, -3));
      return { request: sent, secrets: [subject.secret] };
    },
  },
];

const usesUrl = (scheme: Scheme) => isContent(scheme) && /[{:]\w*[uU]rl/.test(scheme.signedContent);

const urlFault = (name: string, ids: string[], change: (url: string) => string): Fault => ({
  name,
  ids,
  make(subject) {
    if (!usesUrl(subject.scheme)) return null;
    const good = sign(subject);
    return { request: { ...good, url: change(good.url) }, secrets: [subject.secret] };
  },
});

export const urlFaults: Fault[] = [
  urlFault('the handler sees http', ['url-protocol', 'url-forwarded-host'], (url) =>
    url.replace('https://', 'http://'),
  ),
  urlFault('the handler sees a slash', ['url-trailing-slash'], (url) => url.replace('?', '/?')),
  urlFault('the handler sees a port', ['url-port'], (url) => url.replace('example.com', 'example.com:8080')),
  {
    name: 'the handler sees an inner host',
    ids: ['url-forwarded-host'],
    make(subject) {
      if (!usesUrl(subject.scheme)) return null;
      const base = {
        ...subject.base,
        rawHeaders: withHeader(subject.base.rawHeaders, 'X-Forwarded-Host', 'example.com'),
      };
      const good = sign({ ...subject, base });
      const url = good.url.replace('https://example.com', 'http://10.0.0.3:3000');
      return { request: { ...good, url }, secrets: [subject.secret] };
    },
  },
];

/** Two faults at once. */
export const compoundFaults: Fault[] = [
  {
    name: 'the secret has a newline and the body too',
    ids: ['body-newline-added+secret-newline'],
    make(subject) {
      if (!coversBody(subject.scheme) || subject.secret.startsWith('-----')) return null;
      const good = sign(subject, { ...subject.base, body: utf8(compact) });
      return { request: { ...good, body: utf8(`${compact}\n`) }, secrets: [`${subject.secret}\n`] };
    },
  },
  {
    name: 'the body was laid out in lines and got CR LF',
    ids: ['body-lf-to-crlf+body-reprinted-compact', 'body-reprinted-compact'],
    make(subject) {
      if (!coversBody(subject.scheme)) return null;
      const good = sign(subject, { ...subject.base, body: utf8(compact) });
      return { request: { ...good, body: utf8(pretty.replaceAll('\n', '\r\n')) }, secrets: [subject.secret] };
    },
  },
  {
    name: 'the laid out body lost its form and its newline',
    // A newline at the body's end and one between the body and what follows it, or after all, are the same bytes.
    ids: [
      'body-reprinted-2-spaces+content-end-added',
      'body-reprinted-2-spaces+body-newline-removed',
      'body-newline-removed+body-reprinted-2-spaces',
      'body-reprinted-2-spaces+content-separator',
      'body-reprinted',
    ],
    make(subject) {
      if (!coversBody(subject.scheme)) return null;
      const good = sign(subject, { ...subject.base, body: utf8(`${pretty}\n`) });
      return { request: { ...good, body: utf8(compact) }, secrets: [subject.secret] };
    },
  },
];

export const faults: Fault[] = [
  ...bodyFaults,
  ...secretFaults,
  ...schemeFaults,
  ...urlFaults,
  ...compoundFaults,
];

const pem = (type: 'rsa' | 'ec' | 'ed25519') => {
  const pair =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : type === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
  return {
    signingSecret: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    secret: String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
  };
};
const keys = { rsa: pem('rsa'), ec: pem('ec'), ed25519: pem('ed25519') };

const strategyKeys = {
  'aws-sns': keys.rsa,
  ebay: keys.ec,
  fireblocks: keys.rsa,
  paypal: null,
  'adyen-hmac': null,
};

function secretsFor(scheme: Scheme): { signingSecret: string; secret: string } {
  const same = (secret: string) => ({ signingSecret: secret, secret });
  if (scheme.kind === 'asymmetric') {
    return keys[
      scheme.algorithm === 'ed25519' ? 'ed25519' : scheme.algorithm.startsWith('rsa') ? 'rsa' : 'ec'
    ];
  }
  if (scheme.kind === 'jwt' && scheme.algorithm !== 'HS256')
    return scheme.algorithm === 'RS256' ? keys.rsa : keys.ec;
  if (scheme.kind === 'strategy') {
    if (scheme.strategy === 'paypal') {
      return { signingSecret: `WH-1\n${keys.rsa.signingSecret}`, secret: `WH-1\n${keys.rsa.secret}` };
    }
    return strategyKeys[scheme.strategy] ?? same('00112233445566778899aabbccddeeff');
  }
  if (scheme.kind === 'basic') return same('user:password');
  if (scheme.kind === 'hmac' && scheme.key === 'hex') return same('00112233445566778899aabbccddeeff');
  if (scheme.kind === 'hmac' && scheme.key === 'base64')
    return same(toBase64(utf8('thirty-two bytes of a secret key')));
  if (scheme.kind === 'hmac' && scheme.key === 'whsec-base64')
    return same('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  return same(`Tackle${randomUUID().replaceAll('-', '')}`);
}

/** A provider's scheme, with a request on which it can be used. */
export function subjectOf(label: string, scheme: Scheme, body: string, contentType: string): Subject {
  const base = request({
    url: 'https://example.com/hooks/a?data.id=1&x=2',
    headers: { Host: 'inner.local', 'Content-Type': contentType, 'X-Request-Id': 'req_77' },
    body: coversBody(scheme) ? richBody : body,
  });
  return { label, scheme: Scheme.parse(scheme), ...secretsFor(scheme), base };
}
