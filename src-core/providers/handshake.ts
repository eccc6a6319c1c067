import type { Crypto } from '../bytes/crypto.ts';
import { findHeader, queryOf, type SignedRequest } from '../http/request.ts';
import type { Json } from '../json/value.ts';
import { locate, valueAt } from '../signing/schemes/locate.ts';
import { formOf, jsonOf } from '../signing/schemes/parsed-body.ts';
import { fillHandshake, type HandshakeValues, MissingPart } from './handshake-template.ts';
import type { HandshakeRule, Provider } from './provider.ts';

export interface HandshakeContext {
  secret?: string;
  /** Values agreed on with the provider beforehand, such as Meta's `verifyToken`. */
  config?: Record<string, string>;
  /** The address under which the provider knows the endpoint (eBay signs it). */
  endpointUrl?: string;
  crypto: Crypto;
  /** Whether the request's signature holds; null where there was nothing to check. */
  signatureOk: boolean | null;
}

export interface HandshakeAnswer {
  ruleId: string;
  status: number;
  headers: [string, string][];
  body: string;
  /** The endpoint's secret from now on, as the provider just told it. */
  newSecret?: string;
  /** What a person still has to do. */
  manualStep?: string;
}

const fits = (wanted: string, found: string | null | undefined): boolean => {
  const present = found !== null && found !== undefined;
  if (wanted === '*') return present;
  return wanted === '!' ? !present : present && found.toLowerCase() === wanted.toLowerCase();
};

const every = <V>(wanted: Record<string, V> | undefined, holds: (name: string, value: V) => boolean) =>
  Object.entries(wanted ?? {}).every(([name, value]) => holds(name, value));

/** Compares no deeper than `wanted` goes: a hostile body may be nested without end. */
function isSameJson(wanted: Json, found: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === found;
  if (typeof found !== 'object' || found === null || Array.isArray(found) !== Array.isArray(wanted))
    return false;
  const entries = Object.entries(wanted);
  return (
    Object.keys(found).length === entries.length &&
    entries.every(
      ([key, value]) => Object.hasOwn(found, key) && isSameJson(value, valueAt(found, `/${escaped(key)}`)),
    )
  );
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

function jsonFits(pointer: string, wanted: Json, request: SignedRequest): boolean {
  const json = jsonOf(request);
  const found = json ? valueAt(json.value, pointer) : undefined;
  if (wanted === '*') return found !== undefined;
  if (wanted === '!') return found === undefined;
  return isSameJson(wanted, found);
}

function matches({ match }: HandshakeRule, request: SignedRequest): boolean {
  if (match.method !== undefined && request.method.toUpperCase() !== match.method) return false;
  if (match.emptyBody !== undefined && (request.body.length === 0) !== match.emptyBody) return false;
  const query = match.query && new URLSearchParams(queryOf(request));
  return (
    every(match.header, (name, wanted) => fits(wanted, findHeader(request.rawHeaders, name))) &&
    every(match.query, (name, wanted) => fits(wanted, query?.get(name))) &&
    every(match.form, (name, wanted) => fits(wanted, formOf(request).get(name))) &&
    every(match.json, (pointer, wanted) => jsonFits(pointer, wanted, request))
  );
}

function wrongToken(rule: HandshakeRule, values: HandshakeValues): boolean {
  const agreed = rule.token && values.config?.[rule.token.config];
  return agreed !== undefined && rule.token !== undefined && locate(rule.token.at, values.request) !== agreed;
}

function answerBy(rule: HandshakeRule, values: HandshakeValues): HandshakeAnswer {
  const { status, contentType, headers, body } = rule.respond;
  const filled = Object.entries(headers).map(([name, template]): [string, string] => [
    name,
    fillHandshake(template, values, false),
  ]);
  const asJson = contentType?.includes('json') ?? false;
  return {
    ruleId: rule.id,
    status,
    headers: contentType === undefined ? filled : [['Content-Type', contentType], ...filled],
    body: fillHandshake(body, values, asJson),
    newSecret: rule.secretFrom && locate(rule.secretFrom, values.request),
    manualStep: rule.manualStep && fillHandshake(rule.manualStep, values, false),
  };
}

const rejection = (ruleId: string, status: number, manualStep?: string): HandshakeAnswer => ({
  ruleId,
  status,
  headers: [],
  body: '',
  manualStep,
});

/**
 * The answer to a handshake by the provider's rule; undefined where the request is none. A handshake that has to be signed
 * and isn't gets 401, a wrong token 403, and one that needs a value which nobody has set gets 503, with a word about it.
 */
export function answerHandshake(
  provider: Provider,
  request: SignedRequest,
  context: HandshakeContext,
): HandshakeAnswer | undefined {
  const rule = provider.handshakes.find((candidate) => matches(candidate, request));
  if (!rule) return undefined;
  if (rule.signed && context.signatureOk === false) return rejection(rule.id, 401);
  const { secret, config, endpointUrl, crypto } = context;
  const values: HandshakeValues = { request, secret, config, endpointUrl, crypto };
  if (wrongToken(rule, values)) return rejection(rule.id, 403);
  try {
    return answerBy(rule, values);
  } catch (error) {
    if (!(error instanceof MissingPart)) throw error;
    const step = `${provider.name}’s handshake needs ${error.message}: set it for this endpoint, then let ${provider.name} try again.`;
    return rejection(rule.id, 503, step);
  }
}
