import { describe, expect, it } from 'vitest';
import type { SignedRequest } from '#core/http/request.ts';
import { providerById } from '#core/providers/registry.ts';
import type { Locator, Scheme } from '#core/signing/schemes/scheme.ts';
import { check, request, vectorNowMs, without } from './support.ts';
import { secretOf, type Vector, vectors } from './vectors.ts';

/** Every published vector of a provider whose own scheme signs the body, or nothing but what the request carries. */
const published = vectors.flatMap((vector) => {
  const scheme = providerById(vector.provider)?.scheme;
  return scheme && vector.name === 'published' ? [{ vector, scheme }] : [];
});
type Case = (typeof published)[number];

const requestOf = (vector: Vector): SignedRequest =>
  request({
    method: vector.method,
    headers: vector.headers,
    body: vector.body,
    ...(vector.url === undefined ? {} : { url: vector.url }),
  });

const codeOf = ({ vector, scheme }: Case, from: SignedRequest, nowMs = vectorNowMs) =>
  check(scheme, from, [secretOf(vector)], nowMs).code;

const titled = (cases: Case[]) => cases.map((one) => [one.vector.provider, one] as const);

/** Signs the whole body, so that any bit of it counts. */
function bindsBody(scheme: Scheme): boolean {
  switch (scheme.kind) {
    case 'hmac':
    case 'asymmetric':
      return /\{(body|hash-\w+:\w+:body)\}/.test(scheme.signedContent);
    case 'jwt':
      return scheme.digests.some((digest) => digest.of === 'body');
    default:
      return false;
  }
}

/** Headers that the scheme reads: the signature's, the timestamp's, the id's. */
function headersRead(scheme: Scheme): string[] {
  const named = (at: Locator | { in: 'signature' } | undefined) =>
    at?.in === 'header' ? [at.name.replace('*', '1')] : [];
  switch (scheme.kind) {
    case 'hmac':
    case 'asymmetric':
      return [
        ...named(scheme.signature.at),
        ...named(scheme.timestamp?.at),
        ...named(scheme.id),
        ...named(scheme.nonce),
      ];
    case 'jwt':
      return scheme.at.in === 'header' ? [scheme.at.name] : [];
    case 'static-token':
      return [scheme.header];
    case 'basic':
      return ['Authorization'];
    default:
      return [];
  }
}

const toleranceOf = (scheme: Scheme) =>
  scheme.kind === 'hmac' || scheme.kind === 'asymmetric'
    ? (scheme.timestamp?.toleranceSeconds ?? null)
    : null;

describe('a genuine delivery is refused once', () => {
  it.each(titled(published.filter(({ scheme }) => bindsBody(scheme))))(
    'a bit of its body is flipped: %s',
    (_, one) => {
      const from = requestOf(one.vector);
      for (const at of [0, Math.floor(from.body.length / 2), from.body.length - 1]) {
        const body = from.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
        expect(codeOf(one, { ...from, body })).not.toBe('genuine');
      }
    },
  );

  it.each(titled(published.filter(({ scheme }) => headersRead(scheme).length > 0)))(
    'a header that it needs is missing: %s',
    (_, one) => {
      for (const name of headersRead(one.scheme)) {
        const code = codeOf(one, without(requestOf(one.vector), name));
        expect(code, name).toMatch(/^(signature|timestamp|id|part)_missing$/);
      }
    },
  );

  it.each(titled(published.filter(({ scheme }) => toleranceOf(scheme) !== null)))(
    'it is stale: %s',
    (_, one) => {
      const toleranceMs = (toleranceOf(one.scheme) ?? 0) * 1000;
      expect(codeOf(one, requestOf(one.vector), vectorNowMs + toleranceMs + 2000)).toBe('timestamp_too_old');
    },
  );

  it.each(titled(published.filter(({ scheme }) => 'id' in scheme && scheme.id?.in === 'header')))(
    'its id is another’s: %s',
    (_, one) => {
      const name =
        'id' in one.scheme && one.scheme.id?.in === 'header' ? one.scheme.id.name.toLowerCase() : '';
      const from = requestOf(one.vector);
      const rawHeaders = from.rawHeaders.map(([key, value]): [string, string] =>
        key.toLowerCase() === name ? [key, `${value}0`] : [key, value],
      );
      expect(codeOf(one, { ...from, rawHeaders })).toBe('no_matching_signature');
    },
  );

  it.each(
    titled(published.filter(({ scheme }) => 'timestamp' in scheme && scheme.timestamp?.at.in === 'header')),
  )('its timestamp is another: %s', (_, one) => {
    const at = 'timestamp' in one.scheme ? one.scheme.timestamp?.at : undefined;
    const name = at?.in === 'header' ? at.name.toLowerCase() : '';
    const from = requestOf(one.vector);
    const rawHeaders = from.rawHeaders.map(([key, value]): [string, string] =>
      key.toLowerCase() === name
        ? [key, value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10))]
        : [key, value],
    );
    expect(codeOf(one, { ...from, rawHeaders })).not.toBe('genuine');
  });
});
