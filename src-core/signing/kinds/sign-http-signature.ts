import type { Crypto } from '../../bytes/crypto.ts';
import { type Bytes, concatBytes, toBase64 } from '../../bytes/encoding.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { type SignedRequest, withHeader } from '../../http/request.ts';
import {
  type BareItem,
  type Dictionary,
  type InnerList,
  type Parameters,
  parseDictionary,
  printDictionary,
  printMember,
} from '../../http/structured-fields.ts';
import { signingFields } from '../schemes/fields.ts';
import type { HttpSignatureScheme } from '../schemes/http-signature-scheme.ts';
import { keyOf } from '../schemes/key.ts';
import { namedSecrets } from '../schemes/key-ids.ts';
import { toUnit } from '../schemes/timestamps.ts';
import { cannotSign, type Signed, signed } from '../sign/signed-request.ts';
import type { SignContext } from '../sign/stamp.ts';
import { keyText } from './asymmetric.ts';
import { contentDigest } from './content-digest.ts';
import { asymmetricNames, headerText, piecesOf } from './http-signature-parts.ts';
import { isNoValue, readComponent, signatureBase } from './message-components.ts';

/** Signs by HTTP Message Signatures (RFC 9421). */

function paramsFor(scheme: HttpSignatureScheme, keyId: string, context: SignContext): Parameters {
  const given = context.timestamp === undefined ? null : toUnit(context.timestamp, 'unix-seconds');
  const created = given === null ? Math.floor(context.nowMs / 1000) : Number(given);
  const nonce = context.nonce ?? toBase64(context.crypto.randomBytes(18));
  const all: Record<HttpSignatureScheme['parameters'][number], BareItem | null> = {
    created: { kind: 'integer', value: created },
    expires: { kind: 'integer', value: created + scheme.lifetimeSeconds },
    nonce: { kind: 'string', value: nonce },
    alg: { kind: 'string', value: scheme.algorithm },
    keyid: { kind: 'string', value: keyId },
    tag: scheme.tag === undefined ? null : { kind: 'string', value: scheme.tag },
  };
  const names =
    scheme.tag === undefined || scheme.parameters.includes('tag')
      ? scheme.parameters
      : [...scheme.parameters, 'tag' as const];
  return new Map(names.flatMap((name) => (all[name] ? [[name, all[name]] as const] : [])));
}

function signBase(scheme: HttpSignatureScheme, secret: string, base: Bytes, crypto: Crypto): Bytes {
  if (scheme.algorithm === 'hmac-sha256') {
    const key = keyOf(secret, scheme.key, crypto);
    if ('problem' in key) throw new TackleboxError('secret_malformed', key.problem);
    return crypto.hmac('sha256', key.key, base);
  }
  try {
    return crypto.signAsymmetric(asymmetricNames[scheme.algorithm], keyText(secret), base, 'raw');
  } catch (cause) {
    const text = `Signing needs a private key for ${scheme.algorithm} as PEM; this secret is none. A public key can only verify.`;
    throw new TackleboxError('secret_malformed', text, { cause });
  }
}

/** The other signatures of a message, with one more. */
function withMember(text: string | undefined, label: string, member: InnerList | BareItem): string {
  const others: Dictionary = (text === undefined ? null : parseDictionary(text)) ?? new Map();
  const all = new Map(others);
  all.delete(label);
  all.set(label, 'items' in member ? member : { item: member, params: new Map() });
  return printDictionary(all);
}

/** Signs beside what other signatures the message has. Throws scheme_cannot_sign for a component without a value. */
export function signHttpSignature(
  scheme: HttpSignatureScheme,
  original: SignedRequest,
  secret: string,
  context: SignContext,
): Signed {
  const { crypto } = context;
  const [named] = scheme.secretByKeyId ? namedSecrets(secret) : [];
  const fields = signingFields(scheme, context.fields, original, crypto);
  const keyId = named?.keyId ?? fields.keyId ?? context.fields?.keyId ?? 'tacklebox';
  const components = scheme.components.map((text) => {
    const component = readComponent(text);
    if (isNoValue(component)) throw cannotSign(`The signature can't be made: ${component.problem}.`);
    return component;
  });
  const needsDigest = components.some(({ name }) => name === 'content-digest');
  const digest = contentDigest(scheme.digest, original.body, crypto);
  const request = needsDigest
    ? { ...original, rawHeaders: withHeader(original.rawHeaders, 'Content-Digest', digest) }
    : original;
  const input: InnerList = {
    items: components.map(({ item }) => item),
    params: paramsFor(scheme, keyId, context),
  };
  const lines = signatureBase(components, printMember(input), request);
  if (!Array.isArray(lines)) throw cannotSign(`The signature can't be made: ${lines.problem}.`);
  const pieces = piecesOf(lines);
  const value = signBase(
    scheme,
    named?.secret ?? secret,
    concatBytes(...pieces.map(({ bytes }) => bytes)),
    crypto,
  );
  const inputs = withMember(headerText(original, 'signature-input'), scheme.label, input);
  const signatures = withMember(headerText(original, 'signature'), scheme.label, { kind: 'bytes', value });
  const rawHeaders = withHeader(
    withHeader(request.rawHeaders, 'Signature-Input', inputs),
    'Signature',
    signatures,
  );
  const names = [...(needsDigest ? ['Content-Digest'] : []), 'Signature-Input', 'Signature'];
  return signed({ ...request, rawHeaders }, names, pieces);
}
