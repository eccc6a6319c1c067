import type { Crypto } from '../../bytes/crypto.ts';
import { type Bytes, utf8 } from '../../bytes/encoding.ts';
import type { SignedRequest } from '../../http/request.ts';
import { decodeSignature, encodeSignature, encodingNames } from '../schemes/encodings.ts';
import { fingerprintOf, keyFormatNames, keyOf } from '../schemes/key.ts';
import { trialsOf } from '../schemes/key-ids.ts';
import type { HmacScheme } from '../schemes/scheme.ts';
import type { Candidate } from '../schemes/signature-format.ts';
import {
  type ContentPiece,
  evaluate,
  isWhole,
  joinPieces,
  lackText,
  previewPieces,
} from '../schemes/signed-content.ts';
import type { Template } from '../schemes/template.ts';
import { bodyDigestProblem } from '../verify/body-digest.ts';
import { Checklist } from '../verify/checklist.ts';
import { compiled, type Envelope, isVerdict, readEnvelope } from '../verify/envelope.ts';
import type { Verdict } from '../verify/verdict.ts';
import type { VerifyContext } from '../verify/verify-context.ts';

/** How people write a hash's name. */
export const hashTitles = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  'sha3-224': 'SHA3-224',
  'sha3-256': 'SHA3-256',
  'sha3-384': 'SHA3-384',
  'sha3-512': 'SHA3-512',
} as const;

/** The digest that is the signature: keyed, or plain with the secret inside the content. */
export function digestOf(scheme: HmacScheme, key: Bytes, content: Bytes, crypto: Crypto): Bytes {
  const digest =
    scheme.construction === 'hmac'
      ? crypto.hmac(scheme.hash, key, content)
      : crypto.hash(scheme.hash, content);
  return digest.subarray(0, scheme.truncateBytes);
}

interface Attempt {
  candidate: Candidate;
  expected: string;
  pieces: ContentPiece[];
  secret: string;
}

interface Tried {
  match?: Attempt;
  /** What is shown where nothing matches: the first secret, content and candidate. */
  first?: Attempt;
  /** Why the content can't be put together, where it can't. */
  lack?: string;
}

/** Signatures may each bring a time of their own (a list of `t=…,v1=…`): so many of them are worth a digest of the body. */
const maxContents = 8;

function tryContent(
  scheme: HmacScheme,
  template: Template,
  secret: string,
  key: Bytes,
  candidates: readonly Candidate[],
  envelope: Envelope,
  request: SignedRequest,
  crypto: Crypto,
  tried: Tried,
): void {
  const expectedFor = new Map<string | undefined, Omit<Attempt, 'candidate'>>();
  for (const candidate of candidates) {
    const timestamp = envelope.timestampOf(candidate);
    let attempt = expectedFor.get(timestamp);
    if (!attempt) {
      if (expectedFor.size >= maxContents) return;
      const { id, nonce, fields } = envelope;
      const content = evaluate(template, { crypto, request, timestamp, id, nonce, secret, fields });
      if (!isWhole(content)) {
        tried.lack ??= lackText(content);
        continue;
      }
      const { pieces } = content;
      const digest = digestOf(scheme, key, joinPieces(pieces), crypto);
      attempt = { expected: encodeSignature(digest, scheme.encoding), pieces, secret };
      expectedFor.set(timestamp, attempt);
    }
    tried.first ??= { ...attempt, candidate };
    if (crypto.equal(utf8(attempt.expected), utf8(candidate.signature))) {
      tried.match = { ...attempt, candidate };
      return;
    }
  }
}

const schemeSentence = (scheme: HmacScheme): string => {
  const hash = hashTitles[scheme.hash];
  const what =
    scheme.construction === 'hmac' ? `HMAC with ${hash}` : `Plain ${hash} with the secret in the content`;
  return `${what}, as ${encodingNames[scheme.encoding]}, in ${compiled(scheme).place}.`;
};

function mismatch(
  scheme: HmacScheme,
  first: Attempt,
  envelope: Envelope,
  crypto: Crypto,
  list: Checklist,
): Verdict {
  const facts = {
    received: first.candidate.signature.slice(0, 300),
    expected: first.expected,
    signedContent: previewPieces(first.pieces),
    secretFingerprint: fingerprintOf(first.secret, crypto),
    ...(envelope.ageSeconds === undefined ? {} : { ageSeconds: envelope.ageSeconds }),
  };
  const { candidates } = envelope;
  if (candidates.every(({ signature }) => decodeSignature(signature, scheme.encoding) === null)) {
    const text = `The signature is not ${encodingNames[scheme.encoding]}.`;
    return list.fail('signature', 'signature_malformed', text, { ...facts, value: facts.received });
  }
  const text =
    candidates.length === 1
      ? 'Not genuine with this secret: the signature does not match.'
      : `Not genuine with this secret: none of the ${candidates.length} signatures matches.`;
  return list.fail('signature', 'no_matching_signature', text, { ...facts, value: facts.received });
}

/** The verdict where secrets are chosen by key id, and none is for the one that the request names. */
export function noneNamed({ candidates, keyIdOf }: Envelope, list: Checklist): Verdict {
  const [named] = candidates.flatMap((candidate) => keyIdOf(candidate) ?? []);
  const which = named === undefined ? 'that the request does not name' : JSON.stringify(named.slice(0, 100));
  const received = candidates[0]?.signature.slice(0, 300);
  return list.fail('secret', 'no_matching_signature', `None of the secrets is for the key id ${which}.`, {
    received,
  });
}

/** Checks an HMAC (or a plain hash with the secret inside) against every secret that may hold. */
export function verifyHmac(
  scheme: HmacScheme,
  request: SignedRequest,
  secrets: readonly string[],
  context: VerifyContext,
): Verdict {
  const { crypto } = context;
  const list = new Checklist();
  const { templates } = compiled(scheme);
  list.pass('scheme', schemeSentence(scheme));
  const envelope = readEnvelope(scheme, request, context, list);
  if (isVerdict(envelope)) return envelope;
  if (secrets.length === 0) return list.fail('secret', 'secret_missing', 'There is no secret to check with.');

  const tried: Tried = {};
  let problem: string | undefined;
  const trials = trialsOf(secrets, envelope.candidates, scheme.secretByKeyId, envelope.keyIdOf);
  if (trials.length === 0) return noneNamed(envelope, list);
  for (const { secret, candidates } of trials) {
    const read = keyOf(secret, scheme.key, crypto);
    if ('problem' in read) {
      problem ??= read.problem;
      continue;
    }
    for (const template of templates) {
      tryContent(scheme, template, secret, read.key, candidates, envelope, request, crypto, tried);
      if (tried.match) break;
    }
    if (tried.match) break;
  }

  const shown = tried.match ?? tried.first;
  if (!shown) {
    if (tried.lack) {
      const text = `The signed content can't be put together: ${tried.lack}.`;
      return list.fail('content', 'part_missing', text, { value: scheme.signedContent });
    }
    return list.fail('secret', 'secret_malformed', problem ?? 'The secret holds no key.');
  }
  const fingerprint = fingerprintOf(shown.secret, crypto);
  list.pass('secret', `The key is ${keyFormatNames[scheme.key]}.`, fingerprint);
  const bytes = shown.pieces.reduce((total, piece) => total + piece.bytes.length, 0);
  list.pass('content', `${bytes} bytes are signed.`, scheme.signedContent);
  if (!tried.match) return mismatch(scheme, shown, envelope, crypto, list);

  list.pass('signature', 'The signature matches.', shown.expected);
  const facts = {
    received: shown.candidate.signature,
    expected: shown.expected,
    signedContent: previewPieces(shown.pieces),
    secretFingerprint: fingerprint,
    ...(envelope.ageSeconds === undefined ? {} : { ageSeconds: envelope.ageSeconds }),
  };
  const digestProblem = bodyDigestProblem(scheme, request, crypto);
  if (digestProblem) return list.fail('content', 'claim_mismatch', digestProblem, facts);
  const { ageProblem } = envelope;
  if (ageProblem) {
    return list.refuse(
      ageProblem.code,
      `The signature matches, but it is refused. ${ageProblem.text}`,
      facts,
    );
  }
  return list.genuine('Genuine: the signature matches this secret.', facts);
}
