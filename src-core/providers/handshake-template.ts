import type { Crypto } from '../bytes/crypto.ts';
import { hashNames } from '../bytes/crypto.ts';
import { type Bytes, toBase64, toHex, utf8 } from '../bytes/encoding.ts';
import type { SignedRequest } from '../http/request.ts';
import { locate } from '../signing/schemes/locate.ts';

/** What a handshake's answer may be made of. */
export interface HandshakeValues {
  request: SignedRequest;
  secret?: string;
  config?: Record<string, string>;
  /** The address under which the provider knows the endpoint. */
  endpointUrl?: string;
  crypto: Crypto;
}

/** Said of a part that is not there, such as a token that nobody has set yet. */
export class MissingPart extends Error {}

function value(name: string, from: HandshakeValues): string {
  const colon = name.indexOf(':');
  const kind = colon < 0 ? name : name.slice(0, colon);
  const rest = name.slice(colon + 1);
  const found = (() => {
    switch (kind) {
      case 'json':
        return locate({ in: 'json', pointer: rest }, from.request);
      case 'query':
      case 'header':
      case 'form':
        return locate({ in: kind, name: rest }, from.request);
      case 'config':
        return from.config?.[rest];
      case 'secret':
        return from.secret;
      case 'endpointUrl':
        return from.endpointUrl;
      default:
        return undefined;
    }
  })();
  if (found === undefined) throw new MissingPart(name);
  return found;
}

const isHashName = (name: string | undefined) => hashNames.find((known) => known === name);

function hmacKey(name: string, from: HandshakeValues): Bytes {
  const secret = utf8(value('secret', from));
  return name === 'secret-sha1' ? from.crypto.hash('sha1', secret) : secret;
}

/** One part: a value, or a digest of values. */
function part(text: string, from: HandshakeValues): string {
  const [kind = '', hash, ...rest] = text.split(':');
  const hashName = isHashName(hash);
  if (!hashName) return value(text, from);
  if (kind === 'hash-hex') {
    const joined = rest
      .join(':')
      .split('+')
      .map((name) => value(name, from))
      .join('');
    return toHex(from.crypto.hash(hashName, utf8(joined)));
  }
  const [key = '', ...named] = rest;
  const digest = from.crypto.hmac(hashName, hmacKey(key, from), utf8(value(named.join(':'), from)));
  return kind === 'hmac-base64' ? toBase64(digest) : toHex(digest);
}

const parts =
  /\{((?:json|query|header|form|config|hash-hex|hmac-hex|hmac-base64):[^{}]+|secret|endpointUrl)\}/g;

/** Fills in a template. `asJson` escapes values as inside a JSON string. Throws MissingPart. */
export function fillHandshake(template: string, from: HandshakeValues, asJson: boolean): string {
  return template.replace(parts, (_, text: string) => {
    const filled = part(text, from);
    return asJson ? JSON.stringify(filled).slice(1, -1) : filled;
  });
}
