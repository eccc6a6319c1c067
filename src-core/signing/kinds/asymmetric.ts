import type { AsymmetricName, Crypto, EcdsaForm } from '../../bytes/crypto.ts';
import type { Bytes } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import { decodeSignature, encodingNames } from '../schemes/encodings.ts';
import { fingerprintOf } from '../schemes/key.ts';
import { trialsOf } from '../schemes/key-ids.ts';
import type { AsymmetricScheme } from '../schemes/scheme.ts';
import type { Candidate } from '../schemes/signature-format.ts';
import {
  type ContentPiece,
  evaluate,
  isWhole,
  joinPieces,
  lackText,
  previewPieces,
} from '../schemes/signed-content.ts';
import { bodyDigestProblem } from '../verify/body-digest.ts';
import { Checklist } from '../verify/checklist.ts';
import { compiled, isVerdict, readEnvelope } from '../verify/envelope.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { VerifyContext } from '../verify/verify-context.ts';
import { noneNamed } from './hmac.ts';

/** How people write an algorithm's name. */
export const algorithmTitles: Record<AsymmetricName, string> = {
  ed25519: 'Ed25519',
  'ecdsa-p256-sha256': 'ECDSA P-256 with SHA-256',
  'ecdsa-p256-sha1': 'ECDSA P-256 with SHA-1',
  'rsa-sha1': 'RSA with SHA-1',
  'rsa-sha256': 'RSA with SHA-256',
  'rsa-sha512': 'RSA with SHA-512',
  'rsa-sha384': 'RSA with SHA-384',
  'rsa-pss-sha256': 'RSA-PSS with SHA-256',
  'rsa-pss-sha384': 'RSA-PSS with SHA-384',
  'rsa-pss-sha512': 'RSA-PSS with SHA-512',
  'ecdsa-p384-sha384': 'ECDSA P-384 with SHA-384',
  'ecdsa-p521-sha512': 'ECDSA P-521 with SHA-512',
};

/** Whether the signature holds; `unreadable` where the text is no key of that kind. */
export function holds(
  name: AsymmetricName,
  key: string,
  content: Bytes,
  signature: Bytes,
  crypto: Crypto,
  form?: EcdsaForm,
): boolean | 'unreadable' {
  try {
    return crypto.verifyAsymmetric(name, key, content, signature, form);
  } catch {
    return 'unreadable';
  }
}

/** Standard Webhooks marks public keys with whpk_ and private ones with whsk_. */
export const keyText = (secret: string): string => secret.trim().replace(/^wh[ps]k_/, '');

/** Each costs a digest of the body and far more than an HMAC; providers send one or two. */
const maxSignatures = 16;

interface Prepared {
  pieces: ContentPiece[];
  bytes: Bytes;
}

interface Outcome {
  match?: { secret: string; pieces: ContentPiece[]; signature: string };
  shown?: ContentPiece[];
  /** Why the content can't be put together, where it can't. */
  lack?: string;
  readableKeys: number;
}

/** Checks an asymmetric signature against every public key (or private one, whose public half is taken). */
export function verifyAsymmetric(
  scheme: AsymmetricScheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  const { crypto } = context;
  const list = new Checklist();
  const { templates, place } = compiled(scheme);
  const title = algorithmTitles[scheme.algorithm];
  list.pass('scheme', `${title}, as ${encodingNames[scheme.encoding]}, in ${place}.`);
  const envelope = readEnvelope(scheme, request, context, list);
  if (isVerdict(envelope)) return envelope;
  const [first] = secrets;
  if (first === undefined)
    return list.fail('secret', 'secret_missing', 'There is no public key to check with.');
  const received = envelope.candidates[0]?.signature.slice(0, 300);

  const decoded = envelope.candidates.slice(0, maxSignatures).flatMap((candidate) => {
    const bytes = decodeSignature(candidate.signature, scheme.encoding);
    return bytes && bytes.length > 0 ? [{ candidate, bytes }] : [];
  });
  const outcome: Outcome = { readableKeys: 0 };
  const contents = new Map<string | undefined, readonly Prepared[]>();
  const contentsFor = (timestamp: string | undefined): readonly Prepared[] => {
    const known = contents.get(timestamp);
    if (known) return known;
    const made = templates.flatMap((template): Prepared[] => {
      const { id, nonce, fields } = envelope;
      const content = evaluate(template, { crypto, request, timestamp, id, nonce, fields });
      if (isWhole(content)) return [{ pieces: content.pieces, bytes: joinPieces(content.pieces) }];
      outcome.lack ??= lackText(content);
      return [];
    });
    contents.set(timestamp, made);
    return made;
  };
  const keyIdOf = ({ candidate }: { candidate: Candidate }) => envelope.keyIdOf(candidate);
  const trials = trialsOf(secrets, decoded, scheme.secretByKeyId, keyIdOf);
  if (scheme.secretByKeyId && trials.length === 0) return noneNamed(envelope, list);
  for (const { secret, candidates } of trials) {
    const key = keyText(secret);
    if (holds(scheme.algorithm, key, new Uint8Array(), new Uint8Array(64), crypto) === 'unreadable') continue;
    outcome.readableKeys++;
    for (const { candidate, bytes } of candidates) {
      for (const content of contentsFor(envelope.timestampOf(candidate))) {
        outcome.shown ??= content.pieces;
        if (holds(scheme.algorithm, key, content.bytes, bytes, crypto, scheme.form) === true) {
          outcome.match ??= { secret, pieces: content.pieces, signature: candidate.signature };
        }
      }
    }
  }

  if (outcome.readableKeys === 0) {
    return list.fail('secret', 'secret_malformed', `The key is not a public key for ${title}.`, { received });
  }
  const fingerprint = fingerprintOf(outcome.match?.secret ?? first, crypto);
  list.pass('secret', `The key is one for ${title}.`, fingerprint);
  if (decoded.length === 0) {
    const text = `The signature is not ${encodingNames[scheme.encoding]}.`;
    return list.fail('signature', 'signature_malformed', text, { value: received, received });
  }
  const pieces = outcome.match?.pieces ?? outcome.shown;
  if (!pieces) {
    const text = `The signed content can't be put together: ${outcome.lack ?? 'nothing can be read'}.`;
    return list.fail('content', 'part_missing', text, { value: scheme.signedContent, received });
  }
  const bytes = pieces.reduce((total, piece) => total + piece.bytes.length, 0);
  list.pass('content', `${bytes} bytes are signed.`, scheme.signedContent);
  const facts = {
    received: outcome.match?.signature ?? received,
    signedContent: previewPieces(pieces),
    secretFingerprint: fingerprint,
    ...(envelope.ageSeconds === undefined ? {} : { ageSeconds: envelope.ageSeconds }),
  };
  if (!outcome.match) {
    const text = 'Not genuine with this key: the signature does not hold.';
    return list.fail('signature', 'no_matching_signature', text, { ...facts, value: received });
  }
  list.pass('signature', 'The signature holds.', facts.received);
  const digestProblem = bodyDigestProblem(scheme, request, crypto);
  if (digestProblem) return list.fail('content', 'claim_mismatch', digestProblem, facts);
  const { ageProblem } = envelope;
  if (ageProblem) {
    return list.refuse(ageProblem.code, `The signature holds, but it is refused. ${ageProblem.text}`, facts);
  }
  return list.genuine('Genuine: the signature holds with this key.', facts);
}
