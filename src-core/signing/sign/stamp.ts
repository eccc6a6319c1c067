import type { Crypto } from '../../bytes/crypto.ts';
import { toBase64Url, toHex } from '../../bytes/encoding.ts';
import { uuidOf } from '../../bytes/uuid.ts';
import { TackleboxError } from '../../errors/tacklebox-error.ts';
import { findHeader, type SignedRequest } from '../../http/request.ts';
import { locate } from '../schemes/locate.ts';
import type { FieldValues, Locator, TimestampRule } from '../schemes/terms.ts';
import { formatTimestamp, toUnit } from '../schemes/timestamps.ts';
import { bodyDigestText, needsBodyDigest } from '../verify/body-digest.ts';
import { type ContentScheme, compiled } from '../verify/envelope.ts';
import { withValue, writtenHeader } from './write-value.ts';

export interface SignContext {
  crypto: Crypto;
  nowMs: number;
  /** The event's id; the request's own, else a fresh one, when absent. */
  id?: string;
  /** In the scheme's unit, or Unix seconds, milliseconds or ISO 8601; now when absent. */
  timestamp?: string;
  nonce?: string;
  /** Values for the scheme's fields; those that are missing are made up. */
  fields?: FieldValues | undefined;
  /** Claims of a JSON Web Token, in their order; they win over the scheme's. */
  claims?: Record<string, unknown>;
  /** Rewrite a timestamp that stands inside the body (Linear, Mailgun) even where it is there already. */
  refreshBody?: boolean;
}

/** What the stamps say, once they are in the request. */
export interface Stamped {
  request: SignedRequest;
  timestamp: string | undefined;
  id: string | undefined;
  nonce: string | undefined;
  /** Headers that the scheme writes, besides the signature's. */
  headerNames: (string | undefined)[];
}

const isMessageId = (locator: Locator) =>
  locator.in === 'header' && /^(webhook|svix)-id$/i.test(locator.name);

/** A fresh id in the manner of the scheme: `msg_…` for Standard Webhooks, else a UUID. */
const freshId = (locator: Locator, crypto: Crypto): string =>
  isMessageId(locator)
    ? `msg_${toBase64Url(crypto.randomBytes(24)).replace(/[-_]/g, 'x').slice(0, 27)}`
    : uuidOf(crypto.randomBytes(16));

const inBody = (locator: { in: string }) => locator.in === 'json' || locator.in === 'form';

/** The timestamp to sign with, in the rule's unit. Throws invalid_input for one that can't be read. */
function timestampText(rule: TimestampRule, request: SignedRequest, context: SignContext): string {
  if (context.timestamp !== undefined) {
    const text = toUnit(context.timestamp, rule.unit);
    if (text !== null) return text;
    throw new TackleboxError(
      'invalid_input',
      `The timestamp ${JSON.stringify(context.timestamp.slice(0, 100))} is neither Unix time nor ISO 8601.`,
    );
  }
  const present =
    rule.at.in !== 'signature' && inBody(rule.at) && context.refreshBody !== true
      ? locate(rule.at, request)
      : undefined;
  return present ?? formatTimestamp(context.nowMs, rule.unit);
}

/** Contentful's list: itself, the timestamp, the content type and the headers of the same vendor, sorted. */
function signedHeaderList(listedIn: string, request: SignedRequest): string {
  const vendor = /^x-[a-z0-9]+-/.exec(listedIn.toLowerCase())?.[0] ?? listedIn.toLowerCase();
  const names = request.rawHeaders.map(([name]) => name.toLowerCase());
  const listed = names.filter((name) => name === 'content-type' || name.startsWith(vendor));
  return [...new Set([...listed, listedIn.toLowerCase()])].sort().join(',');
}

/** Puts timestamp, id, nonce and what else the content needs into the request, as the provider would. */
export function stamp(scheme: ContentScheme, original: SignedRequest, context: SignContext): Stamped {
  const { template } = compiled(scheme);
  const { crypto } = context;
  let request = original;
  const headerNames: (string | undefined)[] = [];
  const put = (locator: Locator, value: string) => {
    headerNames.push(writtenHeader(locator));
    if (locate(locator, request) !== value) request = withValue(request, locator, value);
    return value;
  };
  let timestamp: string | undefined;
  const rule = scheme.timestamp;
  if (rule) {
    const isStated = context.timestamp !== undefined || locate(bodyPlace(rule), request) !== undefined;
    const isNeeded = template.uses('timestamp') || !inBody(rule.at) || isStated;
    if (isNeeded) {
      timestamp = timestampText(rule, request, context);
      if (rule.at.in !== 'signature') put(rule.at, timestamp);
    }
  }
  const stampValue = (
    locator: Locator | undefined,
    given: string | undefined,
    fresh: (at: Locator) => string,
  ) => locator && put(locator, given ?? locate(locator, request) ?? fresh(locator));
  const id =
    scheme.id && (template.uses('id') || context.id !== undefined || !inBody(scheme.id))
      ? stampValue(scheme.id, context.id, (at) => freshId(at, crypto))
      : undefined;
  const nonce = stampValue(scheme.nonce, context.nonce, () => toHex(crypto.randomBytes(16)));
  if (scheme.bodyDigest && needsBodyDigest(scheme, request)) {
    put(scheme.bodyDigest.at, bodyDigestText(scheme, request, crypto));
  }
  const list = template.signedHeadersIn;
  if (list !== undefined && findHeader(request.rawHeaders, list) === undefined) {
    put({ in: 'header', name: list }, signedHeaderList(list, request));
  }
  return { request, timestamp, id, nonce, headerNames };
}

/** Where a timestamp inside the body stands; a place that is never there for the others. */
function bodyPlace(rule: TimestampRule): Locator {
  return rule.at.in === 'json' || rule.at.in === 'form' ? rule.at : { in: 'form', name: '' };
}
