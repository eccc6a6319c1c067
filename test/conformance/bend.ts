import { lossyText, utf8 } from '#core/bytes/encoding.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { locate } from '#core/signing/schemes/locate.ts';
import type { Locator, Scheme } from '#core/signing/schemes/scheme.ts';
import { withValue } from '#core/signing/sign/write-value.ts';
import { without } from '../core/signing/support.ts';

const withText = (request: SignedRequest, text: string): SignedRequest => ({ ...request, body: utf8(text) });

/** The request with one bit of its body flipped, within the field `covers` where it is named, else in the second half. */
export function withFlippedBit(request: SignedRequest, covers?: string): SignedRequest {
  const text = lossyText(request.body);
  const from =
    covers === undefined ? Math.floor(text.length / 2) : text.indexOf(`"${covers}"`) + covers.length + 2;
  const at = from + text.slice(from).search(/[b-y]/);
  const flipped = Uint8Array.from(utf8(text.slice(0, at + 1)));
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  return withText(request, lossyText(flipped) + text.slice(at + 1));
}

const later = (value: string): string => {
  if (/^\d+$/.test(value)) return String(BigInt(value) + 1n);
  return new Date(Date.parse(value) + 1000).toISOString();
};

/** The request with its timestamp a step later; null where the scheme has none outside of a token. */
export function withLaterTime(scheme: Scheme, request: SignedRequest): SignedRequest | null {
  const rule = 'timestamp' in scheme ? scheme.timestamp : undefined;
  if (!rule || !('signature' in scheme)) return null;
  if (rule.at.in !== 'signature') {
    const value = locate(rule.at, request);
    return value === undefined ? null : withValue(request, rule.at, later(value));
  }
  const value = locate(scheme.signature.at, request) ?? '';
  const changed = value.replace(/(?<!\w)\d{10,13}(?!\w)/, later);
  return withValue(request, scheme.signature.at, changed);
}

/** The request with another id or nonce; null where the scheme signs neither. */
export function withOtherId(scheme: Scheme, request: SignedRequest): SignedRequest | null {
  const at = 'id' in scheme ? (scheme.id ?? scheme.nonce) : undefined;
  const value = at && locate(at, request);
  return at && value !== undefined ? withValue(request, at, `${value}0`) : null;
}

const withoutValue = (request: SignedRequest, at: Locator): SignedRequest =>
  at.in === 'header' ? without(request, at.name.replace(/\*$/, '1')) : withValue(request, at, '');

/** The request without what proves it; null where nothing does. */
export function withoutSignature(scheme: Scheme, request: SignedRequest): SignedRequest | null {
  switch (scheme.kind) {
    case 'hmac':
    case 'asymmetric':
      return withoutValue(request, scheme.signature.at);
    case 'jwt':
      return scheme.at.in === 'header' ? without(request, scheme.at.name) : withText(request, '');
    case 'http-signature':
      return without(request, 'Signature');
    case 'static-token':
      return without(request, scheme.header);
    case 'basic':
      return without(request, 'Authorization');
    case 'payload-field':
      return withText(request, '{}');
    case 'strategy': {
      const names = { ebay: 'X-EBAY-SIGNATURE', paypal: 'PAYPAL-TRANSMISSION-SIG', fireblocks: '*' };
      if (scheme.strategy === 'aws-sns' || scheme.strategy === 'adyen-hmac') {
        const text = lossyText(request.body);
        return withText(request, text.replace(/("Signature"|"hmacSignature"):"[^"]+"/, '$1:""'));
      }
      const name = names[scheme.strategy];
      const rawHeaders = request.rawHeaders.filter(([key]) => /^content-type$/i.test(key));
      return name === '*' ? { ...request, rawHeaders } : without(request, name);
    }
    case 'none':
      return null;
  }
}
