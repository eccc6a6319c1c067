import type { AsymmetricName, Crypto } from '../../bytes/crypto.ts';
import type { Bytes } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { encodeSignature } from '../schemes/encodings.ts';
import { keyOf } from '../schemes/key.ts';
import type { AsymmetricScheme, HmacScheme } from '../schemes/scheme.ts';
import { evaluate, isWhole, joinPieces, lackText } from '../schemes/signed-content.ts';
import { cannotSign, type Signed, signed } from '../sign/signed-request.ts';
import { type SignContext, stamp } from '../sign/stamp.ts';
import { withValue, writtenHeader } from '../sign/write-value.ts';
import { type ContentScheme, compiled } from '../verify/envelope.ts';
import { algorithmTitles, keyText } from './asymmetric.ts';
import { digestOf } from './hmac.ts';

/** The signature over a stamped request, put where the scheme says. */
function signContent(
  scheme: ContentScheme,
  original: SignedRequest,
  secret: string,
  context: SignContext,
  signBytes: (content: Bytes) => Bytes,
): Signed {
  const { template, format } = compiled(scheme);
  const { request, timestamp, id, nonce, headerNames } = stamp(scheme, original, context);
  const content = evaluate(template, { crypto: context.crypto, request, timestamp, id, nonce, secret });
  if (!isWhole(content)) {
    throw cannotSign(
      `The signed content ${scheme.signedContent} can't be put together: ${lackText(content)}.`,
    );
  }
  const signature = encodeSignature(signBytes(joinPieces(content.pieces)), scheme.encoding);
  const value = format.print({
    signature,
    ...(timestamp === undefined ? {} : { timestamp }),
    keyId: context.keyId ?? 'tacklebox',
  });
  const { at } = scheme.signature;
  return signed(withValue(request, at, value), [...headerNames, writtenHeader(at)], content.pieces);
}

/** Throws secret_malformed where the secret holds no key of the scheme's format. */
export function signHmac(
  scheme: HmacScheme,
  request: SignedRequest,
  secret: string,
  context: SignContext,
): Signed {
  const key = keyOf(secret, scheme.key, context.crypto);
  if ('problem' in key) throw new TackleboxError('secret_malformed', key.problem);
  return signContent(scheme, request, secret, context, (content) =>
    digestOf(scheme, key.key, content, context.crypto),
  );
}

/** An asymmetric signature with a private key as PEM. Throws secret_malformed where it is none. */
function signBytes(name: AsymmetricName, secret: string, content: Bytes, crypto: Crypto): Bytes {
  try {
    return crypto.signAsymmetric(name, keyText(secret), content);
  } catch (cause) {
    throw new TackleboxError(
      'secret_malformed',
      `Signing needs a private key for ${algorithmTitles[name]} as PEM; this secret is none. A public key can only verify.`,
      { cause },
    );
  }
}

export const signAsymmetric = (
  scheme: AsymmetricScheme,
  request: SignedRequest,
  secret: string,
  context: SignContext,
): Signed =>
  signContent(scheme, request, secret, context, (content) =>
    signBytes(scheme.algorithm, secret, content, context.crypto),
  );
