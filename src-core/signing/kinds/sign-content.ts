import type { Crypto } from '../../bytes/crypto.ts';
import type { Bytes } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import type { SignedRequest } from '../../http/request.ts';
import { encodeSignature } from '../schemes/encodings.ts';
import { signingFields } from '../schemes/fields.ts';
import { keyOf } from '../schemes/key.ts';
import { type NamedSecret, namedSecrets } from '../schemes/key-ids.ts';
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
  { keyId, secret }: NamedSecret,
  context: SignContext,
  signBytes: (content: Bytes) => Bytes,
): Signed {
  const { crypto } = context;
  const { template, format } = compiled(scheme);
  const fields = signingFields(scheme, context.fields, original, crypto);
  const named = keyId ?? fields.keyId ?? context.fields?.keyId ?? 'tacklebox';
  const { request, timestamp, id, nonce, headerNames } = stamp(
    scheme,
    scheme.keyId ? withValue(original, scheme.keyId, named) : original,
    context,
  );
  const content = evaluate(template, { crypto, request, timestamp, id, nonce, secret, fields });
  if (!isWhole(content)) {
    throw cannotSign(
      `The signed content ${scheme.signedContent} can't be put together: ${lackText(content)}.`,
    );
  }
  const signature = encodeSignature(signBytes(joinPieces(content.pieces)), scheme.encoding);
  const value = format.print({
    signature,
    ...(timestamp === undefined ? {} : { timestamp }),
    keyId: named,
    fields,
  });
  const { at } = scheme.signature;
  const keyIdHeader = scheme.keyId && writtenHeader(scheme.keyId);
  return signed(
    withValue(request, at, value),
    [...headerNames, keyIdHeader, writtenHeader(at)],
    content.pieces,
  );
}

/** The secret without its name, which stands before it where secrets are chosen by key id. */
function secretToSign({ secretByKeyId }: ContentScheme, secret: string): NamedSecret {
  const [named] = secretByKeyId ? namedSecrets(secret) : [];
  if (!secretByKeyId) return { keyId: undefined, secret };
  if (named?.keyId !== undefined) return named;
  throw new TackleboxError(
    'secret_malformed',
    'This scheme chooses its secret by key id: write it as <key id>:<secret>.',
  );
}

/** Throws secret_malformed where the secret holds no key of the scheme's format. */
export function signHmac(
  scheme: HmacScheme,
  request: SignedRequest,
  secret: string,
  context: SignContext,
): Signed {
  const named = secretToSign(scheme, secret);
  const key = keyOf(named.secret, scheme.key, context.crypto);
  if ('problem' in key) throw new TackleboxError('secret_malformed', key.problem);
  return signContent(scheme, request, named, context, (content) =>
    digestOf(scheme, key.key, content, context.crypto),
  );
}

/** An asymmetric signature with a private key as PEM. Throws secret_malformed where it is none. */
function signBytes(
  { algorithm: name, form }: AsymmetricScheme,
  secret: string,
  content: Bytes,
  crypto: Crypto,
): Bytes {
  try {
    return crypto.signAsymmetric(name, keyText(secret), content, form);
  } catch (cause) {
    throw new TackleboxError(
      'secret_malformed',
      `Signing needs a private key for ${algorithmTitles[name]} as PEM; this secret is none. A public key can only verify.`,
      { cause },
    );
  }
}

export function signAsymmetric(
  scheme: AsymmetricScheme,
  request: SignedRequest,
  secret: string,
  context: SignContext,
): Signed {
  const named = secretToSign(scheme, secret);
  return signContent(scheme, request, named, context, (content) =>
    signBytes(scheme, named.secret, content, context.crypto),
  );
}
