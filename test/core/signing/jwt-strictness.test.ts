import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { providerById } from '#core/providers/registry.ts';
import { jwsAlgorithms } from '#core/signing/schemes/jwt-scheme.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { check, request, scheme, signedRequest, vectorNowMs } from './support.ts';

/** Tokens made here by hand, so that nothing of the product has a say in them. */
const secret = 'a-secret-of-more-than-32-characters!';
const nowSeconds = vectorNowMs / 1000;
const part = (text: string) => Buffer.from(text).toString('base64url');
const hmac = (input: string) => createHmac('sha256', secret).update(input).digest('base64url');

function token(claims: string | object, header: string | object = { alg: 'HS256', typ: 'JWT' }): string {
  const text = (value: string | object) => (typeof value === 'string' ? value : JSON.stringify(value));
  const input = `${part(text(header))}.${part(text(claims))}`;
  return `${input}.${hmac(input)}`;
}

const plain = scheme({ kind: 'jwt', algorithm: 'HS256', at: { in: 'header', name: 'Authorization' } });
const verdictOf = (jwt: string, by: Scheme = plain, nowMs = vectorNowMs) =>
  check(by, request({ headers: { Authorization: jwt } }), [secret], nowMs);

describe('a token that could be read in two ways', () => {
  const good = token({ exp: nowSeconds + 60 });
  const [head = '', body = '', tail = ''] = good.split('.');

  it('is the one that is accepted when nothing is strange about it', () => {
    expect(verdictOf(good)).toMatchObject({ ok: true });
  });

  const strange: [what: string, jwt: string][] = [
    ['alg none', token({ exp: nowSeconds + 60 }, { alg: 'none' })],
    ['alg None, without a signature', `${part('{"alg":"None"}')}.${body}.`],
    ['another algorithm', token({}, { alg: 'HS384' })],
    ['no algorithm', token({}, { typ: 'JWT' })],
    ['an algorithm in a list', token({}, '{"alg":["HS256"]}')],
    ['crit', token({}, { alg: 'HS256', crit: ['exp'] })],
    ['an empty crit', token({}, { alg: 'HS256', crit: [] })],
    ['b64 false', token({}, { alg: 'HS256', b64: false })],
    ['alg twice', token({}, '{"alg":"none","alg":"HS256"}')],
    ['alg twice, once escaped', token({}, '{"\\u0061lg":"none","alg":"HS256"}')],
    ['a claim twice', token(`{"exp":1,"exp":${nowSeconds + 60}}`)],
    ['a claim twice, deep inside', token('{"a":[{"b":1,"b":2}]}')],
    ['padding', `${head}.${body}.${tail}=`],
    ['padding in the claims', `${head}.${body}=.${tail}`],
    ['characters of the other alphabet', `${head}.${body}.${tail.slice(0, -1)}+`],
    ['a line break', `${head}.${body}\n.${tail}`],
    ['stray bits at the end', `${head}.${body}.${tail.slice(0, -1)}${tail.endsWith('B') ? 'C' : 'B'}`],
    ['a fourth part', `${good}.x`],
    ['a second dot', `${head}..${tail}`],
    ['claims that are a list', token('[]')],
    ['claims that are no JSON', token('x')],
    [
      'claims that are not UTF-8',
      (() => {
        const input = `${head}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}`;
        return `${input}.${hmac(input)}`;
      })(),
    ],
  ];
  it.each(strange)('is refused: %s', (_, jwt) => {
    expect(verdictOf(jwt).ok).toBe(false);
  });

  it('is refused where a public key is taken for a shared secret', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
    const by = scheme({ kind: 'jwt', algorithm: 'RS256', at: { in: 'header', name: 'Authorization' } });
    const input = `${part('{"alg":"HS256"}')}.${part('{}')}`;
    const forged = `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
    expect(check(by, request({ headers: { Authorization: forged } }), [pem]).ok).toBe(false);
  });
});

describe('times of a token', () => {
  const strange = ['"1"', 'null', 'true', '[]', '{}', '1e999', '"never"'];
  it.each(['exp', 'nbf', 'iat'])('that are no numbers refuse: %s', (claim) => {
    for (const value of strange) {
      expect(verdictOf(token(`{"${claim}":${value}}`))).toMatchObject({
        ok: false,
        code: 'timestamp_malformed',
      });
    }
  });

  it('count the leeway and not a second more', () => {
    const by = scheme({
      kind: 'jwt',
      algorithm: 'HS256',
      at: { in: 'header', name: 'Authorization' },
      leewaySeconds: 10,
    });
    const at = (claims: object) => verdictOf(token(claims), by).code;
    expect(at({ exp: nowSeconds - 9 })).toBe('genuine');
    expect(at({ exp: nowSeconds - 10 })).toBe('timestamp_too_old');
    expect(at({ nbf: nowSeconds + 10 })).toBe('genuine');
    expect(at({ nbf: nowSeconds + 11 })).toBe('timestamp_in_future');
    expect(providerById('livekit')?.scheme).toMatchObject({ leewaySeconds: 10 });
  });
});

describe('what a token binds', () => {
  const monday = providerById('monday')?.scheme ?? plain;
  const exp = nowSeconds + 60;

  it('is said, and never more than it binds', () => {
    const verdict = verdictOf(token({ aud: 'https://a.example/hook', iss: 'me', exp }), monday);
    expect(verdict).toMatchObject({
      ok: true,
      binding: {
        covered: ['iss me', 'aud https://a.example/hook', `exp ${new Date(exp * 1000).toISOString()}`],
        open: ['the body', 'the address'],
      },
    });
    expect(verdict.summary).toContain('does not bind the body');
    expect(verdict.summary).not.toContain('made for this request');
  });

  it.each([
    'monday',
    'google-pubsub-push',
    'gemini',
    'vonage',
    'livekit',
    'plaid',
    'netlify',
    'upstash-qstash',
    'messagebird',
  ])('is told for %s as its scheme has it', (id) => {
    const provider = providerById(id);
    const by = [provider?.scheme, ...(provider?.alternatives ?? []).map((one) => one.scheme)].find(
      (one) => one?.kind === 'jwt',
    );
    if (by?.kind !== 'jwt') throw new Error(`${id} has no token`);
    const pair = by.algorithm.startsWith('RS')
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const key = by.algorithm.startsWith('HS') ? secret : pem;
    const verdict = check(by, signedRequest(by, request(), key), [key]);
    expect(verdict.ok).toBe(true);
    const bindsBody = by.digests.some(({ of }) => of === 'body');
    expect(verdict.binding?.open.includes('the body')).toBe(!bindsBody);
    expect(verdict.summary.includes('does not bind')).toBe(verdict.binding?.open.length !== 0);
    expect(verdict.summary).not.toContain('this request');
  });

  it('has the claims that the documents demand', () => {
    const aud = 'https://a.example/hook';
    expect(verdictOf(token({ exp }), monday)).toMatchObject({ ok: false, code: 'claim_mismatch' });
    expect(verdictOf(token({ aud }), monday)).toMatchObject({ ok: false, code: 'claim_mismatch' });
    expect(verdictOf(token({ aud: '', exp }), monday).ok).toBe(false);
    expect(verdictOf(token({ aud, exp }), monday).ok).toBe(true);
  });

  it('is held to the audience that is known', () => {
    const given = (audience: string, aud: unknown) =>
      check(monday, request({ headers: { Authorization: token({ aud, exp }) } }), [secret], vectorNowMs, {
        audience,
      }).ok;
    expect(given('https://a.example', 'https://a.example')).toBe(true);
    expect(given('https://a.example', ['https://b.example', 'https://a.example'])).toBe(true);
    expect(given('https://a.example', 'https://b.example')).toBe(false);
    expect(given('https://a.example', ['https://b.example'])).toBe(false);
  });
});

describe('every algorithm of JSON Web Tokens', () => {
  const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const;
  const pairFor = (algorithm: string) =>
    algorithm === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : algorithm in curves
        ? generateKeyPairSync('ec', { namedCurve: curves[algorithm as 'ES256'] })
        : generateKeyPairSync('rsa', { modulusLength: 2048 });

  it.each(jwsAlgorithms)('signs and is found genuine: %s', (algorithm) => {
    const by = scheme({ kind: 'jwt', algorithm, at: { in: 'header', name: 'Authorization' } });
    const [own, other] = [pairFor(algorithm), pairFor(algorithm)];
    const pem = ({ privateKey }: typeof own) => String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const publicPem = ({ publicKey }: typeof own) =>
      String(publicKey.export({ type: 'spki', format: 'pem' }));
    const isShared = algorithm.startsWith('HS');
    const signed = signedRequest(by, request(), isShared ? secret : pem(own));
    expect(check(by, signed, [isShared ? secret : publicPem(own)]).code).toBe('genuine');
    expect(check(by, signed, [isShared ? `${secret}x` : publicPem(other)]).ok).toBe(false);
  });

  it('agrees with another library, both ways', async () => {
    const { SignJWT, jwtVerify } = await import('jose');
    for (const algorithm of jwsAlgorithms) {
      const by = scheme({ kind: 'jwt', algorithm, at: { in: 'header', name: 'Authorization' } });
      const pair = pairFor(algorithm);
      const isShared = algorithm.startsWith('HS');
      const text = isShared ? secret : String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
      const key = isShared ? Buffer.from(secret) : pair.privateKey;
      const theirs = await new SignJWT({ a: 1 }).setProtectedHeader({ alg: algorithm }).sign(key);
      expect(check(by, request({ headers: { Authorization: theirs } }), [text]).ok).toBe(true);
      const ours = signedRequest(by, request(), text).rawHeaders.at(-1)?.[1] ?? '';
      await jwtVerify(ours, isShared ? Buffer.from(secret) : pair.publicKey, {
        currentDate: new Date(vectorNowMs),
      });
    }
  });
});
