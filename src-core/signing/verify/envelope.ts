import type { SignedRequest } from '../../http/request.ts';
import { spanText } from '../../numbers/duration.ts';
import { knownFields } from '../schemes/fields.ts';
import { describeLocator, locate, locateAll, unfitAt } from '../schemes/locate.ts';
import type { AsymmetricScheme, HmacScheme, TimestampRule } from '../schemes/scheme.ts';
import {
  type Candidate,
  maxCandidates,
  type SignatureFormat,
  signatureFormat,
} from '../schemes/signature-format.ts';
import { parseTemplate, type Template } from '../schemes/template.ts';
import type { FieldValues } from '../schemes/terms.ts';
import { checkAge, parseTimestamp } from '../schemes/timestamps.ts';
import type { Checklist } from './checklist.ts';
import type { Verdict, VerdictCode } from './verdict.ts';
import type { VerifyContext } from './verify-context.ts';

/** The kinds whose signature stands beside the request, over a content made by a template. */
export type ContentScheme = HmacScheme | AsymmetricScheme;

/** A scheme's templates and format, parsed once. */
export interface CompiledScheme {
  template: Template;
  /** `template` first, then what the provider's verifier accepts besides. */
  templates: readonly Template[];
  format: SignatureFormat;
  place: string;
}

const compiledSchemes = new WeakMap<ContentScheme, CompiledScheme>();

/** Throws scheme_invalid where a template or format can't be read. */
export function compiled(scheme: ContentScheme): CompiledScheme {
  const known = compiledSchemes.get(scheme);
  if (known) return known;
  const template = parseTemplate(scheme.signedContent);
  const made: CompiledScheme = {
    template,
    templates: [template, ...(scheme.alsoSigned ?? []).map(parseTemplate)],
    format: signatureFormat(scheme.signature.format, scheme.signature.separator),
    place: describeLocator(scheme.signature.at),
  };
  compiledSchemes.set(scheme, made);
  return made;
}

/** What a request says about its signature, read and found sound. */
export interface Envelope {
  candidates: Candidate[];
  /** The key that a candidate says it was signed with. */
  keyIdOf(candidate: Candidate): string | undefined;
  /** Values of the scheme's fields that are known. */
  fields: FieldValues;
  /** By candidate where the timestamp stands inside the signature, else the same for all. */
  timestampOf(candidate: Candidate): string | undefined;
  id: string | undefined;
  nonce: string | undefined;
  ageSeconds: number | undefined;
  /** Set where the signature may hold and is refused for its age all the same. */
  ageProblem: { code: VerdictCode; text: string } | null;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A field in which a signature is for another than the known value, as `publicKey x`; null where there is none. */
function otherField(candidate: Candidate | undefined, fields: FieldValues): string | null {
  const other = Object.entries(candidate?.fields ?? {}).find(
    ([name, value]) => fields[name] !== undefined && fields[name] !== value,
  );
  return other ? `${other[0]} ${fields[other[0]]}` : null;
}

function readCandidates(
  scheme: ContentScheme,
  request: SignedRequest,
  fields: FieldValues,
  list: Checklist,
): Candidate[] | Verdict {
  const { format, place } = compiled(scheme);
  const values = locateAll(scheme.signature.at, request);
  const [first] = values;
  if (first === undefined) {
    const unfit = unfitAt(scheme.signature.at, request);
    if (unfit !== null) {
      const text = `The signature can't be read: ${unfit}.`;
      return list.fail('header', 'signature_malformed', text);
    }
    return list.fail('header', 'signature_missing', `The signature is missing: the request lacks ${place}.`);
  }
  const candidates = values.slice(0, maxCandidates).flatMap((value) => format.read(value));
  candidates.splice(maxCandidates);
  if (candidates.length === 0) {
    const text = `${capitalised(place)} does not have the form ${scheme.signature.format}.`;
    return list.fail('header', 'signature_malformed', text, { value: first, received: first.slice(0, 300) });
  }
  const named = candidates.find((candidate) => otherField(candidate, fields) === null);
  if (!named) {
    const text = `No signature is for ${otherField(candidates[0], fields)}.`;
    return list.fail('header', 'claim_mismatch', text, { value: first, received: first.slice(0, 300) });
  }
  const own = candidates.filter((candidate) => otherField(candidate, fields) === null);
  const count = candidates.length === 1 ? '' : ` with ${candidates.length} signatures`;
  list.pass('header', `${capitalised(place)} is there${count}.`, first.slice(0, 300));
  return own;
}

/** Where the timestamp stands, in words. */
function timestampPlace(rule: TimestampRule, place: string): string {
  return rule.at.in === 'signature' ? place : describeLocator(rule.at);
}

const unitNames = {
  'unix-seconds': 'Unix seconds',
  'unix-ms': 'Unix milliseconds',
  iso8601: 'ISO 8601',
  'http-date': 'an HTTP date',
};

function readAge(
  rule: TimestampRule,
  text: string,
  place: string,
  nowMs: number,
  list: Checklist,
): Pick<Envelope, 'ageSeconds' | 'ageProblem'> | Verdict {
  const ms = parseTimestamp(text, rule.unit);
  if (ms === null) {
    const sentence = `The timestamp in ${place} is not ${unitNames[rule.unit]}.`;
    return list.fail('timestamp', 'timestamp_malformed', sentence, { value: text });
  }
  const { ageSeconds, problem } = checkAge(ms, nowMs, rule);
  const bound = rule.toleranceSeconds === null ? '' : ` ${spanText(rule.toleranceSeconds)} are allowed.`;
  if (problem === null) {
    const when = ageSeconds < 0 ? `${spanText(ageSeconds)} ahead of now` : `${spanText(ageSeconds)} old`;
    list.pass('timestamp', `The timestamp is ${when}.`, text);
    return { ageSeconds, ageProblem: null };
  }
  const old = problem === 'too_old';
  const sentence = old
    ? `The timestamp is too old: ${spanText(ageSeconds)}.${bound}`
    : `The timestamp is ${spanText(ageSeconds)} in the future.${bound} One of the two clocks is wrong.`;
  list.note('timestamp', sentence, text);
  return {
    ageSeconds,
    ageProblem: { code: old ? 'timestamp_too_old' : 'timestamp_in_future', text: sentence },
  };
}

/** Tells an ended check from what it was to read. */
export function isVerdict(value: object): value is Verdict {
  return 'steps' in value;
}

/** Reads signature, timestamp and id, adding a step for each; a verdict where the check ends with one of them. */
export function readEnvelope(
  scheme: ContentScheme,
  request: SignedRequest,
  context: VerifyContext,
  list: Checklist,
): Envelope | Verdict {
  const { template, place } = compiled(scheme);
  const fields = knownFields(scheme, context.fields);
  const candidates = readCandidates(scheme, request, fields, list);
  if (!Array.isArray(candidates)) return candidates;

  const rule = scheme.timestamp;
  const outside = rule && rule.at.in !== 'signature' ? locate(rule.at, request) : undefined;
  const timestampOf = (candidate: Candidate) => (rule?.at.in === 'signature' ? candidate.timestamp : outside);
  let age: Pick<Envelope, 'ageSeconds' | 'ageProblem'> = { ageSeconds: undefined, ageProblem: null };
  if (rule) {
    const text = candidates.map(timestampOf).find((found) => found !== undefined);
    const where = timestampPlace(rule, place);
    if (text !== undefined) {
      const read = readAge(rule, text, where, context.nowMs, list);
      if (isVerdict(read)) return read;
      age = read;
    } else if (rule.at.in !== 'signature' && unfitAt(rule.at, request) !== null) {
      const sentence = `The timestamp can't be read: ${unfitAt(rule.at, request)}.`;
      return list.fail('timestamp', 'timestamp_malformed', sentence, { received: candidates[0]?.signature });
    } else if (template.uses('timestamp') || rule.toleranceSeconds !== null) {
      const sentence = `The timestamp is missing: it belongs in ${where}.`;
      return list.fail('timestamp', 'timestamp_missing', sentence, { received: candidates[0]?.signature });
    }
  }

  const id = scheme.id && locate(scheme.id, request);
  if (scheme.id && template.uses('id')) {
    const where = describeLocator(scheme.id);
    if (id === undefined) {
      const unfit = unfitAt(scheme.id, request);
      const sentence =
        unfit === null ? `The id is missing: it belongs in ${where}.` : `The id can't be read: ${unfit}.`;
      return list.fail('id', 'id_missing', sentence, {
        received: candidates[0]?.signature,
      });
    }
    list.pass('id', `The id stands in ${where}.`, id.slice(0, 300));
  }
  const keyId = scheme.keyId && locate(scheme.keyId, request);
  return {
    candidates,
    fields,
    keyIdOf: (candidate) => candidate.keyId ?? keyId,
    timestampOf,
    id,
    nonce: scheme.nonce && locate(scheme.nonce, request),
    ...age,
  };
}
