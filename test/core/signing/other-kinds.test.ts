import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64, latin1Text, lossyText, toBase64, toBase64Url, utf8 } from '#core/bytes/encoding.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import { changed, check, header, request, scheme, signedRequest, vectorNowMs, without } from './support.ts';

const pem = (pair: KeyPairKeyObjectResult) => ({
  publicKey: String(pair.publicKey.export({ type: 'spki', format: 'pem' })),
  privateKey: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
});
const ed25519 = pem(generateKeyPairSync('ed25519'));
const p256 = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }));

const asymmetric = (algorithm: Extract<Scheme, { kind: 'asymmetric' }>['algorithm']) =>
  scheme({
    kind: 'asymmetric',
    algorithm,
    signedContent: '{timestamp}{body}',
    signature: { at: header('X-Sig') },
    timestamp: { at: header('X-Time'), toleranceSeconds: 60 },
  });

describe.each([
  ['ed25519', ed25519],
  ['ecdsa-p256-sha256', p256],
  ['ecdsa-p256-sha1', p256],
  ['rsa-sha1', rsa],
  ['rsa-sha256', rsa],
  ['rsa-sha512', rsa],
] as const)('a signature with %s', (algorithm, pair) => {
  const by = asymmetric(algorithm);
  const good = signedRequest(by, request(), pair.privateKey);

  it('holds with the public key and with the private one', () => {
    expect(check(by, good, [pair.publicKey]).code).toBe('genuine');
    expect(check(by, good, [pair.privateKey]).code).toBe('genuine');
  });

  it('is refused for another body, key, encoding or age', () => {
    expect(check(by, { ...good, body: utf8('x') }, [pair.publicKey]).code).toBe('no_matching_signature');
    expect(
      check(
        by,
        changed(good, 'X-Sig', () => '***'),
        [pair.publicKey],
      ).code,
    ).toBe('signature_malformed');
    expect(
      check(
        by,
        changed(good, 'X-Sig', () => 'AAAA'),
        [pair.publicKey],
      ).code,
    ).toBe('no_matching_signature');
    expect(check(by, good, [pair.publicKey], vectorNowMs + 61_000).code).toBe('timestamp_too_old');
    expect(check(by, good, ['not a key']).code).toBe('secret_malformed');
    expect(check(by, good, []).code).toBe('secret_missing');
  });

  it('needs a private key to be made', () => {
    expect(() => signedRequest(by, request(), pair.publicKey)).toThrow(
      expect.objectContaining({ code: 'secret_malformed' }),
    );
  });
});

describe('a key of another kind', () => {
  it('is called malformed, not a signature that fails', () => {
    const good = signedRequest(asymmetric('rsa-sha256'), request(), rsa.privateKey);
    expect(check(asymmetric('rsa-sha256'), good, [p256.publicKey]).code).toBe('secret_malformed');
  });
});

describe('a JSON Web Token', () => {
  const jwt = (algorithm: 'HS256' | 'RS256' | 'ES256') =>
    scheme({
      kind: 'jwt',
      algorithm,
      at: { ...header('Authorization'), format: 'Bearer {jwt}' },
      claims: { iss: 'Test', sub: '{url}' },
      digests: [{ claim: 'hash', of: 'body' }],
      toleranceSeconds: 300,
      stamps: ['iat', 'nbf', 'exp', 'jti'],
    });
  const hs = jwt('HS256');
  const good = signedRequest(hs, request(), 'secret');
  const withClaims = (claims: Record<string, unknown>) => signedRequest(hs, request(), 'secret', { claims });

  it.each([
    ['HS256', 'secret', 'secret'],
    ['RS256', rsa.privateKey, rsa.publicKey],
    ['ES256', p256.privateKey, p256.publicKey],
  ] as const)('signed with %s holds for its own request alone', (algorithm, privateKey, publicKey) => {
    const by = jwt(algorithm);
    const made = signedRequest(by, request(), privateKey);
    expect(check(by, made, [publicKey]).code).toBe('genuine');
    expect(check(by, { ...made, body: utf8('x') }, [publicKey]).code).toBe('claim_mismatch');
    expect(check(by, { ...made, url: 'https://example.com/other' }, [publicKey]).code).toBe('claim_mismatch');
    expect(check(by, made, ['other']).ok).toBe(false);
  });

  it('is refused outside its times', () => {
    expect(check(hs, good, ['secret'], vectorNowMs + 300_000).code).toBe('timestamp_too_old');
    expect(check(hs, good, ['secret'], vectorNowMs - 1000).code).toBe('timestamp_in_future');
    expect(check(hs, withClaims({ jti: '1' }), ['secret']).code).toBe('timestamp_missing');
    expect(check(hs, withClaims({ iat: 1_759_999_699 }), ['secret']).code).toBe('timestamp_too_old');
    expect(check(hs, withClaims({ iat: 1_759_999_700 }), ['secret']).code).toBe('genuine');
  });

  it('of another algorithm is refused, `none` above all', () => {
    const none = `${toBase64Url(utf8('{"alg":"none"}'))}.${toBase64Url(utf8('{"iss":"Test"}'))}.`;
    expect(
      check(
        hs,
        changed(good, 'Authorization', () => `Bearer ${none}`),
        ['secret'],
      ).code,
    ).toBe('signature_malformed');
    const confused = signedRequest(jwt('HS256'), request(), rsa.publicKey);
    expect(check(jwt('RS256'), confused, [rsa.publicKey]).code).toBe('signature_malformed');
  });

  it.each(['', 'x', 'Bearer', 'Bearer a.b', 'Bearer a.b.c.d', 'Bearer ..', 'Basic eHg6eQ=='])(
    'of the form %j is malformed',
    (value) => {
      expect(
        check(
          hs,
          changed(good, 'Authorization', () => value),
          ['secret'],
        ).code,
      ).toBe('signature_malformed');
    },
  );

  it('is missing when the header is', () => {
    expect(check(hs, without(good, 'Authorization'), ['secret']).code).toBe('signature_missing');
  });
});

describe('a secret that travels itself', () => {
  const token = scheme({ kind: 'static-token', header: 'Authorization', format: 'Bearer {secret}' });
  const basic = scheme({ kind: 'basic' });
  const field = scheme({ kind: 'payload-field', pointer: '/value/*/clientState' });
  const body = '{"value":[{"clientState":"a"},{"clientState":"b"}]}';

  it.each([
    ['in a header', token, 'tok'],
    ['as Basic credentials', basic, 'user:päss'],
    ['in every item of the payload', field, 'state'],
  ])('%s is compared and never shown', (_, by, secret) => {
    const good = signedRequest(by, request({ body }), secret);
    const verdicts = [check(by, good, [secret]), check(by, good, ['other-secret']), check(by, good, [])];
    expect(verdicts.map(({ code }) => code)).toEqual(['genuine', 'no_matching_signature', 'secret_missing']);
    expect(JSON.stringify(verdicts)).not.toMatch(new RegExp(`"${secret}"|other-secret`));
  });

  it('is compared by its bytes on the wire, where a header beyond ASCII is read as Latin-1', () => {
    const asRead = latin1Text(utf8('Bearer töken'));
    expect(check(token, request({ headers: { Authorization: asRead } }), ['töken']).code).toBe('genuine');
  });

  it('has to be in every item', () => {
    const one = request({ body: '{"value":[{"clientState":"a"},{}]}' });
    expect(check(field, one, ['a']).code).toBe('signature_missing');
    expect(check(field, request({ body: '{"value":[]}' }), ['a']).code).toBe('signature_missing');
    expect(check(field, request({ body: 'not json' }), ['a']).code).toBe('signature_missing');
  });

  it('is missing or malformed by its own codes', () => {
    expect(check(token, request(), ['t']).code).toBe('signature_missing');
    expect(check(token, request({ headers: { authorization: 'Token t' } }), ['t']).code).toBe(
      'signature_malformed',
    );
    expect(check(basic, request({ headers: { authorization: 'Basic ***' } }), ['a:b']).code).toBe(
      'signature_malformed',
    );
  });
});

describe('a strategy', () => {
  const sns = scheme({ kind: 'strategy', strategy: 'aws-sns' });
  const message = '{"Type":"Notification","MessageId":"1","TopicArn":"arn","Message":"Hi","Timestamp":"t"}';

  it.each([
    ['aws-sns', message, rsa],
    ['ebay', '{"a":1}', p256],
    ['fireblocks', '{"a":1}', rsa],
  ] as const)('%s: what is signed here holds, and nothing else does', (strategy, body, pair) => {
    const by = scheme({ kind: 'strategy', strategy });
    const good = signedRequest(by, request({ body }), pair.privateKey);
    expect(check(by, good, [pair.publicKey]).code).toBe('genuine');
    const bent = { ...good, body: utf8(new TextDecoder().decode(good.body).replace(/"(Hi|a)"/, '"Ho"')) };
    expect(check(by, bent, [pair.publicKey]).code).toBe('no_matching_signature');
    expect(check(by, good, ['nonsense']).code).toBe('secret_malformed');
    expect(check(by, request({ body }), [pair.publicKey]).code).toBe('signature_missing');
  });

  it('aws-sns trusts certificates of Amazon alone', () => {
    const from = (url: string) => request({ body: message.replace('{', `{"SigningCertURL":"${url}",`) });
    for (const url of [
      'http://sns.us-east-1.amazonaws.com/a.pem',
      'https://sns.evil.com/a.pem',
      'https://sns.us-east-1.amazonaws.com.evil.com/',
    ]) {
      expect(check(sns, from(url), [rsa.publicKey]).code).toBe('certificate_untrusted');
    }
    expect(check(sns, from('https://sns.us-east-1.amazonaws.com/a.pem'), [rsa.publicKey]).code).toBe(
      'signature_missing',
    );
  });

  it('paypal signs the webhook id along with the CRC of the body', () => {
    const by = scheme({ kind: 'strategy', strategy: 'paypal' });
    const good = signedRequest(by, request(), `WH-1\n${rsa.privateKey}`, {
      timestamp: '2025-10-09T08:53:20Z',
    });
    expect(check(by, good, [`WH-1\n${rsa.publicKey}`]).code).toBe('genuine');
    expect(check(by, good, [`WH-2\n${rsa.publicKey}`]).code).toBe('no_matching_signature');
    expect(check(by, good, [rsa.publicKey]).code).toBe('secret_malformed');
    const elsewhere = {
      ...good,
      rawHeaders: [
        ...good.rawHeaders,
        ['PAYPAL-CERT-URL', 'https://paypal.com.evil.com/c'] as [string, string],
      ],
    };
    expect(check(by, elsewhere, [`WH-1\n${rsa.publicKey}`]).code).toBe('certificate_untrusted');
  });

  it('adyen-hmac turns a list of more than a hundred items away whole, so that a forged one can’t hide behind them', () => {
    const by = scheme({ kind: 'strategy', strategy: 'adyen-hmac' });
    const secret = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
    const item = { NotificationRequestItem: { pspReference: '1', success: 'true', additionalData: {} } };
    const items = (count: number) => JSON.stringify({ notificationItems: Array(count).fill(item) });
    const hundred = signedRequest(by, request({ body: items(100) }), secret);
    expect(check(by, hundred, [secret]).ok).toBe(true);
    const body: { notificationItems: unknown[] } = JSON.parse(lossyText(hundred.body));
    body.notificationItems.push({ NotificationRequestItem: { pspReference: 'forged' } });
    expect(check(by, { ...hundred, body: utf8(JSON.stringify(body)) }, [secret])).toMatchObject({
      ok: false,
      summary: expect.stringContaining('101 notification items'),
    });
    expect(() => signedRequest(by, request({ body: items(101) }), secret)).toThrow('at most 100');
  });

  it.each([
    ['a list', ['1']],
    ['an object', { toString: '1' }],
  ] as const)('adyen-hmac does not take %s for a field that is not there', (what, value) => {
    const by = scheme({ kind: 'strategy', strategy: 'adyen-hmac' });
    const secret = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
    const item = (more: object) =>
      JSON.stringify({
        notificationItems: [{ NotificationRequestItem: { success: 'true', additionalData: {}, ...more } }],
      });
    const signed = signedRequest(by, request({ body: item({}) }), secret);
    expect(check(by, signed, [secret]).ok).toBe(true);
    const { notificationItems } = JSON.parse(lossyText(signed.body));
    const [{ NotificationRequestItem: fields }] = notificationItems;
    for (const name of ['pspReference', 'merchantReference', 'amount']) {
      const bent = { ...fields, [name]: name === 'amount' ? { value } : value };
      const body = utf8(JSON.stringify({ notificationItems: [{ NotificationRequestItem: bent }] }));
      const verdict = check(by, { ...signed, body }, [secret]);
      expect(verdict).toMatchObject({ ok: false, code: 'part_missing' });
      expect(verdict.summary).toContain(`holds ${what} where a text belongs`);
    }
    expect(() => signedRequest(by, request({ body: item({ pspReference: value }) }), secret)).toThrow(what);
  });

  it('adyen-hmac checks every item of the list', () => {
    const by = scheme({ kind: 'strategy', strategy: 'adyen-hmac' });
    const key = '00112233445566778899AABBCCDDEEFF';
    const item = (value: number) =>
      `{"NotificationRequestItem":{"additionalData":{},"amount":{"value":${value},"currency":"EUR"},"success":"true"}}`;
    const good = signedRequest(by, request({ body: `{"notificationItems":[${item(1)},${item(2)}]}` }), key);
    expect(check(by, good, [key]).code).toBe('genuine');
    const bent = {
      ...good,
      body: utf8(new TextDecoder().decode(good.body).replace('"value":2', '"value":3')),
    };
    expect(check(by, bent, [key]).code).toBe('no_matching_signature');
    expect(check(by, request({ body: '{}' }), [key]).code).toBe('signature_missing');
  });
});

describe('base64', () => {
  it('is read back as it was printed', () => {
    expect(fromBase64(toBase64(Uint8Array.of(0, 1, 250)))).toEqual(Uint8Array.of(0, 1, 250));
  });
});
