import { type Bytes, fromBase64, fromBase64Url, fromHex, utf8Text } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import { decodeSignature, encodeSignature, encodingNames } from '../schemes/encodings.ts';
import { locateAll } from '../schemes/locate.ts';
import type { AsymmetricScheme, HmacScheme, Scheme, SignatureEncoding } from '../schemes/scheme.ts';
import { withValue } from '../sign/write-value.ts';
import { compiled } from '../verify/envelope.ts';
import { fix } from './fixes.ts';
import { type Mistake, type Situation, type Supposition, withScheme } from './mistake.ts';

type ContentSituation = Situation & { scheme: HmacScheme | AsymmetricScheme };

export const hasContent = (situation: Situation): situation is ContentSituation =>
  situation.scheme.kind === 'hmac' || situation.scheme.kind === 'asymmetric';

const encodings: readonly SignatureEncoding[] = ['hex', 'base64', 'base64url', 'hex-upper'];

const signatureEncoding: Mistake = {
  id: 'signature-encoding',
  slot: 'signature',
  *suppose(situation) {
    if (!hasContent(situation)) return;
    for (const encoding of encodings) {
      if (encoding !== situation.scheme.encoding) {
        yield withScheme(situation, { ...situation.scheme, encoding }, encodingNames[encoding]);
      }
    }
  },
  title: 'The signature is right, but written as …',
  explanation: 'The digest is the expected one in another encoding. Compared as text, the two differ.',
  fixes: [
    fix(
      'Node.js',
      'Name the encoding that the provider documents.',
      "createHmac('sha256', secret).update(raw).digest('hex')",
    ),
    fix(
      'Python',
      'hexdigest() for hex, b64encode(digest()) for base64.',
      'hmac.new(key, raw, hashlib.sha256).hexdigest()',
    ),
    fix('Go', 'Encode what Sum returns.', 'hex.EncodeToString(mac.Sum(nil))'),
  ],
};

/** The request with each signature's text changed, its surroundings kept. */
function withSignatureText(
  situation: ContentSituation,
  change: (text: string) => string | null,
): Supposition[] {
  const { scheme, request } = situation;
  const { format } = compiled(scheme);
  const [value] = locateAll(scheme.signature.at, request);
  const candidate = value === undefined ? undefined : format.read(value)[0];
  const text = candidate && change(candidate.signature);
  if (!candidate || text === null || text === undefined || text === candidate.signature) return [];
  const place = scheme.signature.at;
  if (place.in === 'json') return [];
  const other = withValue(request, place, format.print({ ...candidate, signature: text }));
  return [{ situation: { ...situation, request: other } }];
}

/** Base64 of the hex text, as `base64(hexdigest())` makes it; and escapes, quotes and missing padding. */
const textRepairs: readonly ((text: string, encoding: SignatureEncoding) => string | null)[] = [
  (text) => text.replace(/^["']|["']$/g, ''),
  (text) => text.replaceAll(' ', '+'),
  (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return null;
    }
  },
  (text) => text.replace(/^(?:sha\d+|v\d|hmac)[=:,]/i, ''),
  (text, encoding) => (encoding === 'base64' ? text + '='.repeat((4 - (text.length % 4)) % 4) : null),
  (text) => {
    const inner = fromBase64(text) ?? fromBase64Url(text);
    return inner && utf8Text(inner);
  },
  (text) => {
    const inner = fromHex(text);
    return inner && utf8Text(inner);
  },
  (text) => text.replaceAll('-', '').toLowerCase(),
];

const signatureText: Mistake = {
  id: 'signature-text',
  slot: 'signature',
  *suppose(situation) {
    if (!hasContent(situation)) return;
    const { encoding } = situation.scheme;
    for (const repair of textRepairs) yield* withSignatureText(situation, (text) => repair(text, encoding));
  },
  title:
    'The signature is right, but its text was changed: quoted, escaped, encoded twice, or without padding.',
  explanation: 'The digest inside the header is the expected one. Its text is not what the provider writes.',
  fixes: [
    fix('At the sender', 'Write the digest once, as hex or base64, without quotes or escapes.'),
    fix(
      'At the sender',
      'Encode the digest, not its hex text.',
      "createHmac('sha256', secret).update(raw).digest('base64')",
    ),
  ],
};

const formats = [
  '{signature}',
  'sha256={signature}',
  'sha1={signature}',
  'v1={signature}',
  'v0={signature}',
  'v1,{signature}',
  'sha512={signature}',
];

const signatureForm: Mistake = {
  id: 'signature-form',
  slot: 'signature',
  *suppose(situation) {
    if (!hasContent(situation)) return;
    const { scheme } = situation;
    if (scheme.timestamp?.at.in === 'signature') return;
    for (const format of formats) {
      if (format !== scheme.signature.format) {
        yield withScheme(
          situation,
          { ...scheme, signature: { ...scheme.signature, format } },
          format.replace('{signature}', '…'),
        );
      }
    }
  },
  title: 'The signature is right, but the header has the form "…".',
  explanation: 'A prefix before the signature is missing, or is another one than this provider writes.',
  fixes: [
    fix('At the sender', "Write the header exactly in the provider's form, prefix included."),
    fix('At the receiver', 'Cut the prefix off before the comparison, or put it before the expected value.'),
  ],
};

/** A value that could be a digest, and the encoding and form that it would have. */
function digestForm(value: string): { encoding: SignatureEncoding; format: string } | null {
  const match = /^([A-Za-z][\w-]{0,15}[=,]| *hmac +)?([A-Za-z0-9+/_-]{24,128}={0,2})$/i.exec(value.trim());
  const text = match?.[2];
  if (!text) return null;
  const encoding = encodings.find((one) => isDigest(decodeSignature(text, one), text, one));
  return encoding ? { encoding, format: `${match?.[1]?.trimStart() ?? ''}{signature}` } : null;
}

const digestLengths = new Set([16, 20, 28, 32, 48, 64]);
const isDigest = (bytes: Bytes | null, text: string, encoding: SignatureEncoding) =>
  bytes !== null && digestLengths.has(bytes.length) && encodeSignature(bytes, encoding) === text;

/** Headers that carry digests of other things. */
const neverSignatures = new Set(['etag', 'cookie', 'content-md5', 'digest', 'traceparent', 'authorization']);

/** Schemes over the same content whose signature stands in another header of the request. */
function* schemesByHeader(
  scheme: HmacScheme,
  request: SignedRequest,
): Iterable<{ scheme: Scheme; name: string }> {
  for (const [name, value] of request.rawHeaders.slice(0, 100)) {
    const isOwn =
      scheme.signature.at.in === 'header' && scheme.signature.at.name.toLowerCase() === name.toLowerCase();
    const form =
      isOwn || value.length > 300 || neverSignatures.has(name.toLowerCase()) ? null : digestForm(value);
    if (form) {
      const signature = { at: { in: 'header' as const, name }, format: form.format };
      yield { scheme: { ...scheme, encoding: form.encoding, signature }, name };
    }
  }
}

const signatureInOtherHeader: Mistake = {
  id: 'signature-in-other-header',
  slot: 'signature',
  *suppose(situation) {
    const { scheme, request } = situation;
    if (scheme.kind !== 'hmac') return;
    for (const { scheme: other, name } of schemesByHeader(scheme, request)) {
      yield withScheme(situation, other, name);
    }
  },
  title: 'The right signature is there, in the header …',
  explanation: 'The signature stands in another header than the one that this provider uses.',
  fixes: [
    fix('At the receiver', 'Read the signature from the header that the sender writes.'),
    fix('A proxy in between', 'Look whether it renames headers, or drops those that it does not know.'),
  ],
};

export const encodingMistakes: readonly Mistake[] = [
  signatureEncoding,
  signatureForm,
  signatureInOtherHeader,
  signatureText,
];
