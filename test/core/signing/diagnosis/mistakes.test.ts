import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64, latin1, lossyText, toBase64, utf8 } from '#core/bytes/encoding.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { type DiagnoseContext, diagnose, diagnoseInTurns } from '#core/signing/diagnosis/diagnose.ts';
import { knownMistakes } from '#core/signing/diagnosis/known-mistakes.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import {
  changed,
  github,
  header,
  request,
  scheme,
  signedRequest,
  standardWebhooks,
  stripe,
  vectorNowMs,
} from '../support.ts';
import { faults } from './faults.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A bound in tries, the same on every machine. */
const maxTries = 4000;
function bounded() {
  let tries = 0;
  return { clock: () => tries++, budgetMs: maxTries };
}

const causesOf = (
  by: Scheme,
  from: SignedRequest,
  secrets: string[],
  context: Partial<DiagnoseContext> = {},
) => diagnose(by, from, secrets, { crypto: nodeCrypto, nowMs: vectorNowMs, ...bounded(), ...context }).causes;

/** The id of the first proven cause. */
const proven = (...args: Parameters<typeof causesOf>) => causesOf(...args).find((cause) => cause.proven)?.id;

type Hmac = Extract<Scheme, { kind: 'hmac' }>;
const hmac = (by: Scheme): Hmac => {
  if (by.kind !== 'hmac') throw new Error('an HMAC scheme is needed');
  return by;
};

const form = (body: string) =>
  request({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body });

/** Signed with one body, received with another. */
const swapped = (
  signed: string | Uint8Array,
  received: string | Uint8Array,
  from = request(),
): SignedRequest => {
  const bytes = (body: string | Uint8Array) => (typeof body === 'string' ? utf8(body) : body);
  return { ...signedRequest(github, { ...from, body: bytes(signed) }, secret), body: bytes(received) };
};

const square = scheme({
  kind: 'hmac',
  signedContent: '{url}{body}',
  signature: { at: header('X-Square') },
});
const at = (url: string) => request({ url });
const seenAs = (signed: string, seen: string) => ({
  ...signedRequest(square, at(signed), secret),
  url: seen,
});

const cases: [
  id: string,
  by: Scheme,
  from: SignedRequest,
  secrets: string[],
  context?: Partial<DiagnoseContext>,
][] = [
  ['secret-url-encoded', github, signedRequest(github, request(), 'a+b/c='), ['a%2Bb%2Fc%3D']],
  ['secret-prefix-stripped', stripe, signedRequest(stripe, request(), secret), [secret.slice(6)]],
  ['secret-prefix-kept', github, signedRequest(github, request(), 'abc-def'), ['whsec_abc-def']],
  ['secret-newline-missing', github, signedRequest(github, request(), 'abc\n'), ['abc']],
  ['secret-case', github, signedRequest(github, request(), 'abcdef12'), ['ABCDEF12']],
  [
    'secret-decoded-after-prefix',
    github,
    signedRequest({ ...hmac(github), key: 'whsec-base64' }, request(), secret),
    [secret],
  ],
  [
    'secret-decoded-from-hex',
    github,
    signedRequest({ ...hmac(github), key: 'hex' }, request(), 'abcdefabcdef12'),
    ['abcdefabcdef12'],
  ],
  [
    'secret-text-after-prefix',
    standardWebhooks,
    signedRequest({ ...hmac(standardWebhooks), key: 'utf8' }, request(), secret.slice(6)),
    [secret],
  ],
  [
    'secret-encoded-to-base64',
    github,
    signedRequest(github, request(), toBase64(utf8('plain-secret'))),
    ['plain-secret'],
  ],
  [
    'secret-utf16',
    github,
    signedRequest({ ...hmac(github), key: 'hex' }, request(), '610062002d00'),
    ['ab-'],
  ],
  [
    'signature-text',
    github,
    changed(
      signedRequest(github, request(), secret),
      'X-Hub-Signature-256',
      (text) => `sha256="${text.slice(7)}"`,
    ),
    [secret],
  ],
  [
    'signature-text',
    github,
    changed(
      signedRequest(github, request(), secret),
      'X-Hub-Signature-256',
      (text) => `sha256=${toBase64(utf8(text.slice(7)))}`,
    ),
    [secret],
  ],
  [
    'signature-cut-short',
    github,
    changed(signedRequest(github, request(), secret), 'X-Hub-Signature-256', (text) => text.slice(0, 47)),
    [secret],
  ],
  [
    'hash-without-secret',
    github,
    signedRequest({ ...hmac(github), construction: 'plain-hash' }, request(), secret),
    [secret],
  ],
  [
    'hmac-missing',
    { ...hmac(github), construction: 'plain-hash', signedContent: '{body}{secret}' },
    signedRequest(github, request(), secret),
    [secret],
  ],
  ['url-without-query', square, seenAs('https://example.com/a', 'https://example.com/a?b=1'), [secret]],
  ['url-path-only', square, seenAs('/a?b=1', 'https://example.com/a?b=1'), [secret]],
  ['url-escapes', square, seenAs('https://example.com/a%2fb', 'https://example.com/a%2Fb'), [secret]],
  [
    'url-query-sorted',
    square,
    seenAs('https://example.com/?a=1&b=2', 'https://example.com/?b=2&a=1'),
    [secret],
  ],
  [
    'timestamp-of-other-header',
    standardWebhooks,
    signedRequest(
      {
        ...hmac(standardWebhooks),
        timestamp: { at: header('X-Time'), unit: 'unix-seconds', toleranceSeconds: null, refuseFuture: true },
      },
      request({ headers: { 'webhook-timestamp': '1760000100' } }),
      secret,
    ),
    [secret],
  ],
  [
    'scheme-of-other',
    github,
    signedRequest(stripe, request(), secret),
    [secret],
    { otherSchemes: [{ label: 'Stripe', scheme: stripe }] },
  ],
  ['form-re-encoded', github, swapped('a=b+c&d=%2F', 'a=b%20c&d=%2F', form('')), [secret]],
  ['form-payload-only', github, swapped('{"a":1}', 'payload=%7B%22a%22%3A1%7D', form('')), [secret]],
  ['form-payload-unwrapped', github, swapped('payload=%7B%22a%22%3A1%7D', '{"a":1}'), [secret]],
  ['form-sorted', github, swapped('a=1&b=2', 'b=2&a=1', form('')), [secret]],
  ['body-latin1', github, swapped(latin1('{"a":"é"}'), '{"a":"é"}'), [secret]],
  ['body-space-removed', github, swapped('{"a":1} ', '{"a":1}'), [secret]],
  ['body-unicode-normalised', github, swapped('{"a":"é"}', '{"a":"e\u0301"}'), [secret]],
  ['body-decoded-base64', github, swapped(toBase64(utf8('{"a":1}')), '{"a":1}'), [secret]],
  ['body-reprinted-dotnet', github, swapped('{"a":"\\u0022\\u00E9\\u002B"}', '{"a":"\\"é+"}'), [secret]],
  ['body-reprinted-ascii', github, swapped('{"a":"\\u00e9/"}', '{ "a": "é/" }'), [secret]],
  ['body-reprinted-html-safe', github, swapped('{"a":"\\u003c"}', '{ "a": "<" }'), [secret]],
  ['body-unstringified', github, swapped('"{\\"a\\":1}"', '{"a":1}'), [secret]],
  [
    'content-other-id',
    standardWebhooks,
    signedRequest(
      { ...hmac(standardWebhooks), id: header('X-Request-Id') },
      request({ headers: { 'webhook-id': 'msg_9' } }),
      secret,
    ),
    [secret],
  ],
  [
    'content-of-other-provider',
    stripe,
    signedRequest({ ...hmac(stripe), signedContent: 'v0:{timestamp}:{body}' }, request(), secret),
    [secret],
  ],
  [
    'content-hashed-first',
    github,
    signedRequest({ ...hmac(github), signedContent: '{hash-hex:sha256:body}' }, request(), secret),
    [secret],
  ],
];

describe('a known mistake is proven by its name', () => {
  it.each(cases)('%s', (id, by, from, secrets, context) => {
    expect(proven(by, from, secrets, context)).toBe(id);
  });

  it('secret-pem-newlines', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const by = scheme({
      kind: 'asymmetric',
      algorithm: 'ecdsa-p256-sha256',
      signature: { at: header('X-Sig') },
    });
    const privateKey = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const publicKey = String(pair.publicKey.export({ type: 'spki', format: 'pem' }));
    const good = signedRequest(by, request(), privateKey);
    expect(proven(by, good, [publicKey.replaceAll('\n', '\\n')])).toBe('secret-pem-newlines');
  });

  it('timestamp-form', () => {
    const by = scheme({
      kind: 'hmac',
      signedContent: '{timestamp}{body}',
      signature: { at: header('X-Sig') },
      timestamp: { at: header('X-Time'), unit: 'iso8601' },
    });
    const good = signedRequest(by, request(), secret, { timestamp: '2025-10-09T08:53:20Z' });
    expect(
      proven(
        by,
        changed(good, 'X-Time', () => '2025-10-09T08:53:20.000Z'),
        [secret],
      ),
    ).toBe('timestamp-form');
  });

  it('timestamp-unit, when the signature holds and milliseconds are read as seconds', () => {
    const inMs: Scheme = {
      ...hmac(stripe),
      timestamp: { at: { in: 'signature' }, unit: 'unix-ms', toleranceSeconds: 300, refuseFuture: true },
    };
    const strict: Scheme = {
      ...hmac(stripe),
      timestamp: { at: { in: 'signature' }, unit: 'unix-seconds', toleranceSeconds: 300, refuseFuture: true },
    };
    expect(proven(strict, signedRequest(inMs, request(), secret), [secret])).toBe('timestamp-unit');
  });

  it('has a case for every mistake there is', () => {
    const named = new Set([
      ...cases.map(([id]) => id),
      ...faults.flatMap(({ ids }) => ids),
      'secret-pem-newlines',
      'timestamp-form',
    ]);
    expect(knownMistakes.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });
});

describe('a proven cause', () => {
  it('says where in the bytes it lies', () => {
    const [cause] = causesOf(github, swapped('{"a":1}', '{"a":1}\n'), [secret]);
    expect(cause).toMatchObject({
      title: "It becomes genuine when the body's trailing newline is removed: something on the way added it.",
      changes: [{ of: 'body', offset: 7, removedBase64: 'Cg==', insertedBase64: '' }],
    });
  });

  it('lists changes that turn the received body into the signed one', () => {
    const [signed, received] = ['{"a":[1,2],"b":"c"}', '{\n  "a": [\n    1,\n    2\n  ],\n  "b": "c"\n}'];
    const [cause] = causesOf(github, swapped(signed, received), [secret]);
    let [text, shift] = [received, 0];
    for (const { offset, removedBase64, insertedBase64 } of cause?.changes ?? []) {
      const [removed, inserted] = [removedBase64, insertedBase64].map((base64) =>
        lossyText(fromBase64(base64) ?? utf8('')),
      );
      const start = offset + shift;
      text = text.slice(0, start) + inserted + text.slice(start + (removed?.length ?? 0));
      shift += (inserted?.length ?? 0) - (removed?.length ?? 0);
    }
    expect(text).toBe(signed);
  });

  it('never holds a secret', () => {
    const other = 'the-other-secret-value';
    const causes = causesOf(github, signedRequest(github, request(), other), [`${secret}\n`], {
      otherSecrets: [{ label: 'an earlier one of this endpoint', secret: other }],
    });
    expect(causes[0]).toMatchObject({ id: 'secret-of-other', proven: true });
    expect(causes[0]?.title).toContain('an earlier one of this endpoint');
    expect(JSON.stringify(causes)).not.toMatch(new RegExp(`${other}|${secret}`));
  });

  it('comes with fixes for the common frameworks', () => {
    const [cause] = causesOf(github, swapped('{"a":1}', '{ "a": 1 }'), [secret]);
    const places = cause?.fixes.map(({ where }) => where);
    for (const where of [
      'Express',
      'Fastify',
      'Next.js',
      'Flask',
      'Django',
      'FastAPI',
      'Rails',
      'Laravel',
      'Spring',
      'ASP.NET',
      'Go',
    ]) {
      expect(places).toContain(where);
    }
  });
});

describe('what only looks like a cause is never called proven', () => {
  const good = signedRequest(github, request(), secret);
  const first = (from: SignedRequest, by = github, nowMs = vectorNowMs) => {
    const [cause] = causesOf(by, from, [secret], { nowMs });
    return [cause?.id, cause?.proven];
  };

  it.each([
    [
      'body-truncated',
      {
        ...good,
        rawHeaders: [...good.rawHeaders, ['Content-Length', '999']] as [string, string][],
        body: utf8('{"id":'),
      },
    ],
    ['body-characters-lost', { ...good, body: utf8('{"id":"Caf\ufffd"}') }],
    ['signature-not-sent', request()],
    ['secret-wrong', signedRequest(github, request(), 'another')],
  ])('%s', (id, from) => {
    expect(first(from)).toEqual([id, false]);
  });

  it('request-replayed and clock-skew', () => {
    const signed = signedRequest(standardWebhooks, request(), secret);
    expect(first(signed, standardWebhooks, vectorNowMs + 900_000)).toEqual(['request-replayed', false]);
    expect(first(signed, standardWebhooks, vectorNowMs - 900_000)).toEqual(['clock-skew', false]);
  });
});

describe('a search', () => {
  const from = signedRequest(github, request(), 'another');
  const context = { crypto: nodeCrypto, nowMs: vectorNowMs };

  it('ends when its time is up, and says so', () => {
    let now = 0;
    const result = diagnose(github, from, [secret], { ...context, budgetMs: 10, clock: () => now++ });
    expect(result.complete).toBe(false);
    expect(result.tried).toBeLessThan(12);
  });

  it('ends when it is cancelled', () => {
    const result = diagnose(github, from, [secret], { ...context, signal: AbortSignal.abort() });
    expect(result).toMatchObject({ complete: false, tried: 1 });
  });

  it('gives way to others when it runs in turns', async () => {
    let now = 0;
    let pauses = 0;
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    const result = await diagnoseInTurns(
      github,
      from,
      [secret],
      { ...context, clock: () => now++, budgetMs: 4000 },
      pause,
    );
    expect(result.tried).toBeGreaterThan(100);
    expect(pauses).toBeGreaterThan(10);
  });

  it('finds nothing to explain in a genuine request', () => {
    expect(diagnose(github, from, ['another'], context).causes).toEqual([]);
  });
});
