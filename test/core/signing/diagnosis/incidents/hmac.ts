import { createHash, createHmac } from 'node:crypto';
import { HmacScheme } from '#core/signing/schemes/scheme.ts';
import type { Fault } from './fault.ts';
import { bySender, computed, fault, signedOver, timestampOf } from './fault.ts';
import type { Genuine } from './genuine.ts';

const misuse = fault('HMAC misused');
const content = fault('content');
const hashOf = ({ scheme }: Genuine) => (scheme.kind === 'hmac' ? scheme.hash : 'sha256');
const sha = (g: Genuine, data: Buffer | string) => createHash(hashOf(g)).update(data).digest();
const mac = (g: Genuine, key: Buffer, data: Buffer | string) =>
  createHmac(hashOf(g), key).update(data).digest();

export const hmacMisuse: Fault[] = [
  misuse(
    'key and message exchanged',
    (g) => computed(g, (key, text) => mac(g, text, key.toString('latin1'))),
    /exchang|swap|order|reversed/i,
  ),
  misuse(
    'SHA-1 in place of SHA-256',
    (g) => (hashOf(g) === 'sha256' ? bySender(g, { hash: 'sha1' }) : null),
    /SHA-?1\b/i,
  ),
  misuse(
    'SHA-512 in place of SHA-256',
    (g) => (hashOf(g) === 'sha256' ? bySender(g, { hash: 'sha512' }) : null),
    /SHA-?512/i,
  ),
  misuse('MD5', (g) => bySender(g, { hash: 'md5' }), /MD5/i),
  misuse(
    'plain hash of the content',
    (g) => computed(g, (_, text) => sha(g, text)),
    /plain|without|no secret|no key|not keyed|unkeyed/i,
  ),
  misuse(
    'hash of secret and content',
    (g) => computed(g, (key, text) => sha(g, Buffer.concat([key, text]))),
    /plain|not an HMAC|no HMAC|in place of|instead|hash/i,
  ),
  misuse(
    'hash of content and secret',
    (g) => computed(g, (key, text) => sha(g, Buffer.concat([text, key]))),
    /plain|not an HMAC|no HMAC|in place of|instead|hash/i,
  ),
  misuse(
    'HMAC of the digest as bytes',
    (g) => computed(g, (key, text) => mac(g, key, sha(g, text))),
    /digest|hash/i,
  ),
  misuse(
    'HMAC of the digest as hex',
    (g) => computed(g, (key, text) => mac(g, key, sha(g, text).toString('hex'))),
    /digest|hash/i,
  ),
  misuse(
    'hash of the HMAC',
    (g) => computed(g, (key, text) => sha(g, mac(g, key, text))),
    /digest|hash|twice/i,
  ),
  misuse(
    'HMAC of the HMAC',
    (g) => computed(g, (key, text) => mac(g, key, mac(g, key, text))),
    /twice|HMAC of|again|digest/i,
  ),
  misuse(
    'HMAC of the content in base64',
    (g) => computed(g, (key, text) => mac(g, key, text.toString('base64'))),
    /base64/i,
  ),
  misuse(
    'HMAC of the content in hex',
    (g) => computed(g, (key, text) => mac(g, key, text.toString('hex'))),
    /hex/i,
  ),
  misuse(
    'hash of secret, separator, content',
    (g, c) => {
      const by = c.pick([':', '.', '|', '\n']);
      return computed(g, (key, text) => sha(g, Buffer.concat([key, Buffer.from(by), text])));
    },
    /plain|not an HMAC|no HMAC|instead|hash/i,
  ),
  misuse(
    'key is the hash of the secret as bytes',
    (g) => computed(g, (key, text) => mac(g, createHash('sha256').update(key).digest(), text)),
    /hash|digest|SHA-256/i,
  ),
  misuse(
    'SHA-256 named, SHA-384 used',
    (g) => (hashOf(g) === 'sha256' ? bySender(g, { hash: 'sha384' }) : null),
    /SHA-?384/i,
  ),
  misuse(
    'content as UTF-16',
    (g) => computed(g, (key, text) => mac(g, key, Buffer.from(text.toString('utf8'), 'utf16le'))),
    /UTF-16/i,
  ),
];

const template = ({ scheme }: Genuine) => (scheme.kind === 'hmac' ? scheme.signedContent : '');
const withContent = (g: Genuine, signedContent: string) =>
  signedContent === template(g) ? null : bySender(g, { signedContent });
const stamped = (g: Genuine) => template(g).includes('{timestamp}');

export const contentFaults: Fault[] = [
  content(
    'timestamp left out',
    (g) => (stamped(g) ? withContent(g, '{body}') : null),
    /timestamp|body alone|only the body/i,
  ),
  content(
    'separator forgotten',
    (g) => withContent(g, template(g).replace(/\}[.:|]\{/g, '}{')),
    /separat|between|without|content/i,
  ),
  content(
    'other separator',
    (g, c) =>
      withContent(g, template(g).replace(/\}[.:|]\{/g, `}${c.pick(['.', ':', '|', '\\n', '-', ',', '&'])}{`)),
    /separat|between|\bcontent\b/i,
  ),
  content(
    'parts in other order',
    (g) =>
      /^\{timestamp\}(.)\{body\}$/.test(template(g))
        ? withContent(g, template(g).replace(/^\{timestamp\}(.)\{body\}$/, '{body}$1{timestamp}'))
        : null,
    /order|exchang|before|after/i,
  ),
  content(
    'id left out',
    (g) => (template(g).includes('{id}') ? withContent(g, template(g).replace('{id}.', '')) : null),
    /\bid\b/i,
  ),
  content(
    'version left out',
    (g) => (/^v0:/.test(template(g)) ? withContent(g, template(g).slice(3)) : null),
    /v0|version|without|left out/i,
  ),
  content(
    'other version',
    (g) => (/^v0:/.test(template(g)) ? withContent(g, template(g).replace('v0', 'v1')) : null),
    /v1|v0|version/i,
  ),
  content('timestamp signed that the scheme doesn’t sign', (g) => timestampAdded(g), /timestamp/i),
  content(
    'line break after the content (echo without -n)',
    (g) => computed(g, (key, text) => mac(g, key, Buffer.concat([text, Buffer.from('\n')]))),
    /line break|newline/i,
  ),
  content(
    'method in lower case',
    (g) =>
      template(g).includes('{method}')
        ? { request: { ...g.signed({ scheme: lowered(g) }) }, secrets: [g.secret] }
        : null,
    /method/i,
  ),
  content(
    'only the path signed, not the URL',
    (g) =>
      template(g).includes('{url}') ? withContent(g, template(g).replace('{url}', '{pathQuery}')) : null,
    /path|URL/i,
  ),
  content(
    'the URL not signed at all',
    (g) =>
      /\{(url|pathQuery|hubspotUrl)\}/.test(template(g))
        ? withContent(g, template(g).replace(/\{(url|pathQuery|hubspotUrl)\}\.?/, ''))
        : null,
    /URL|path|left out|content/i,
  ),
  content(
    'nothing but the timestamp signed',
    (g) => (stamped(g) ? withContent(g, '{timestamp}') : null),
    /timestamp|body|content/i,
  ),
  content('only the data of the event signed', (g) => innerSigned(g), /\bdata\b|field|inside|inner|part of/i),
  content('the empty body signed', (g) => signedOver(g, ''), /empty|nothing/i),
  content(
    'the method of another request',
    (g, c) =>
      template(g).includes('{method}')
        ? {
            request: { ...g.signed({ method: c.pick(['GET', 'PUT']) }), method: 'POST', url: g.request.url },
            secrets: [g.secret],
          }
        : null,
    /method|GET|PUT/,
  ),
  content(
    'body as a quoted JSON string',
    (g) => signedOver(g, JSON.stringify(Buffer.from(g.request.body).toString())),
    /string|quoted|stringif|twice/i,
  ),
  content('"[object Object]" signed', (g) => signedOver(g, '[object Object]'), /object/i),
];

function lowered(g: Genuine) {
  return HmacScheme.parse({
    ...g.scheme,
    signedContent: template(g).replace('{method}', '{lower:method}'),
    alsoSigned: undefined,
  });
}

function timestampAdded(g: Genuine) {
  if (g.scheme.kind !== 'hmac' || template(g) !== '{body}' || timestampOf(g) !== '') return null;
  const seconds = String(Math.floor(g.nowMs / 1000));
  const sent = computed(g, (key, text) => mac(g, key, Buffer.concat([Buffer.from(`${seconds}.`), text])));
  return (
    sent && {
      ...sent,
      request: {
        ...sent.request,
        rawHeaders: [...sent.request.rawHeaders, ['X-Timestamp', seconds] as [string, string]],
      },
    }
  );
}

function innerSigned(g: Genuine) {
  try {
    const { data } = JSON.parse(Buffer.from(g.request.body).toString());
    return data === undefined || typeof data === 'string' ? null : signedOver(g, JSON.stringify(data));
  } catch {
    return null;
  }
}
