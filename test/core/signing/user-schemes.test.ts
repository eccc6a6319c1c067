import { constants, createHash, createHmac, generateKeyPairSync, sign as signWith } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#core/json/canonical.ts';
import { duplicateKey } from '#core/json/duplicate-key.ts';
import { Scheme, StoredScheme } from '#core/signing/schemes/scheme.ts';
import { checkAge, parseTimestamp } from '#core/signing/schemes/timestamps.ts';
import { check, header, request, scheme, signedRequest, vectorNowMs } from './support.ts';

const at = header('X-Sig');
const body = '{"b":[1,2],"a":"é"}';
const messagesOf = (input: unknown): string[] =>
  (Scheme.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a scheme of one’s own', () => {
  it.each([
    [
      'a key nobody knows',
      { kind: 'hmac', hsh: 'sha1', signature: { at } },
      '"hsh" here; did you mean "hash"?',
    ],
    [
      'one deep inside',
      { kind: 'hmac', signature: { at, frmat: '{signature}' } },
      'signature: there is no "frmat" here; did you mean "format"?',
    ],
    [
      'one of a timestamp',
      { kind: 'hmac', signature: { at }, timestamp: { at, tolerance: 300 } },
      'did you mean "toleranceSeconds"?',
    ],
    [
      'one of a token',
      { kind: 'jwt', algorithm: 'HS256', at: { in: 'body' }, claim: {} },
      'did you mean "claims"?',
    ],
  ])('is rejected with the nearest known name: %s', (_, input, message) => {
    expect(messagesOf(input).join('\n')).toContain(message);
  });

  it.each([
    [
      'an unknown part',
      { kind: 'hmac', signature: { at }, signedContent: '{timestmp}.{body}' },
      'signedContent: ',
    ],
    ['an open brace', { kind: 'hmac', signature: { at }, signedContent: '{body' }, 'signedContent: '],
    ['an {end} alone', { kind: 'hmac', signature: { at }, signedContent: '{end}{body}' }, 'signedContent: '],
    ['another content', { kind: 'hmac', signature: { at }, alsoSigned: ['{body}', '{x}'] }, 'alsoSigned.1: '],
    [
      'a format without a signature',
      { kind: 'hmac', signature: { at, format: 'v1=' } },
      'signature.format: ',
    ],
    [
      'a token’s format',
      { kind: 'jwt', algorithm: 'HS256', at: { in: 'header', name: 'A', format: 'x' } },
      'at.format: ',
    ],
    [
      'a claim',
      { kind: 'jwt', algorithm: 'HS256', at: { in: 'body' }, claims: { sub: '{nope}' } },
      'claims.sub: ',
    ],
    [
      'a field that isn’t there',
      { kind: 'hmac', signature: { at }, signedContent: '{field:x}{body}' },
      'signedContent: ',
    ],
    ['a token in a header', { kind: 'static-token', header: 'A', format: 'Bearer' }, 'format: '],
  ])('is rejected where a template can’t be read: %s', (_, input, where) => {
    expect(messagesOf(input).join('\n')).toContain(where);
  });

  it('that was kept with an unreadable template finds nothing genuine, and throws nothing', () => {
    const kept = StoredScheme.parse({
      kind: 'hmac',
      signature: { at },
      signedContent: '{end}{body}{optional}',
    });
    const verdict = check(kept, request({ headers: { 'X-Sig': '00' } }), ['s']);
    expect(verdict).toMatchObject({ ok: false, code: 'signature_malformed' });
    expect(verdict.summary).toContain('{end}');
  });
});

describe('every term, by a signature that node:crypto makes on its own', () => {
  const secret = 'secret';
  const hmac = (text: string, key: string | Buffer = secret, hash = 'sha256') =>
    createHmac(hash, key).update(text).digest('hex');
  const url = 'https://api.example:8443/in/b?b=2&a=1&a=0&c=%20x';
  const canonical = '{"a":"é","b":[1,2]}';
  const contents: [template: string, text: string][] = [
    ['{base64:body}', Buffer.from(body).toString('base64')],
    ['{base64url:body}.{timestamp}', `${Buffer.from(body).toString('base64url')}.1760000000`],
    ['{sortedQuery}', 'a=0&a=1&b=2&c=%20x'],
    ['{host}|{path}|{urlWithoutQuery}', 'api.example:8443|/in/b|https://api.example:8443/in/b'],
    ['{canonicalJson}', canonical],
    ['{hash-base64:sha3-256:body}', createHash('sha3-256').update(body).digest('base64')],
    [
      '{upper:lower:method}{hash-hex:sha256:canonicalJson}',
      `POST${createHash('sha256').update(canonical).digest('hex')}`,
    ],
    ['{field:account}/{body}', `acct_1/${body}`],
  ];
  it.each(contents)('content %s', (signedContent, text) => {
    const by = scheme({
      kind: 'hmac',
      signedContent,
      signature: { at },
      timestamp: { at: header('X-Time') },
      fields: [{ name: 'account', label: 'Account', madeUp: 'acct_1' }],
    });
    const headers = { 'X-Time': '1760000000', 'X-Sig': hmac(text) };
    const verdict = check(by, request({ url, headers, body }), [secret], vectorNowMs, { account: 'acct_1' });
    expect(verdict.code).toBe('genuine');
    const signed = signedRequest(by, request({ url, body }), secret, { timestamp: '1760000000' });
    expect(signed.rawHeaders).toContainEqual(['X-Sig', hmac(text)]);
  });

  it.each([
    ['sha256-of-utf8', createHash('sha256').update(secret).digest()],
    ['sha256-hex-of-utf8', createHash('sha256').update(secret).digest('hex')],
  ] as const)('key %s', (key, bytes) => {
    const by = scheme({ kind: 'hmac', key, signature: { at } });
    const good = request({ headers: { 'X-Sig': hmac(body, bytes as Buffer) }, body });
    expect(check(by, good, [secret]).code).toBe('genuine');
    expect(signedRequest(by, request({ body }), secret).rawHeaders).toContainEqual([
      'X-Sig',
      hmac(body, bytes as Buffer),
    ]);
  });

  it.each(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'] as const)('hash %s', (hash) => {
    const by = scheme({ kind: 'hmac', hash, signature: { at } });
    expect(signedRequest(by, request({ body }), secret).rawHeaders).toContainEqual([
      'X-Sig',
      hmac(body, secret, hash),
    ]);
  });

  it('a truncated signature holds whole or not at all', () => {
    const by = scheme({ kind: 'hmac', truncateBytes: 16, signature: { at } });
    const of = (signature: string) =>
      check(by, request({ headers: { 'X-Sig': signature }, body }), [secret]).ok;
    expect(of(hmac(body).slice(0, 32))).toBe(true);
    expect([hmac(body), hmac(body).slice(0, 30), hmac(body).slice(0, 34), ''].map(of)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(signedRequest(by, request({ body }), secret).rawHeaders).toContainEqual([
      'X-Sig',
      hmac(body).slice(0, 32),
    ]);
  });

  const pem = (
    key: { export(options: { type: 'pkcs8' | 'spki'; format: 'pem' }): string | Buffer },
    type: 'pkcs8' | 'spki',
  ) => String(key.export({ type, format: 'pem' }));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' });
  const asymmetric = [
    ['rsa-pss-sha256', undefined, rsa, 'sha256'],
    ['rsa-pss-sha384', undefined, rsa, 'sha384'],
    ['rsa-pss-sha512', undefined, rsa, 'sha512'],
    ['rsa-sha384', undefined, rsa, 'sha384'],
    ['ecdsa-p256-sha256', 'raw', p256, 'sha256'],
    ['ecdsa-p256-sha256', 'der', p256, 'sha256'],
    ['ecdsa-p384-sha384', 'raw', p384, 'sha384'],
    ['ecdsa-p384-sha384', undefined, p384, 'sha384'],
    ['ecdsa-p521-sha512', 'raw', p521, 'sha512'],
  ] as const;
  it.each(asymmetric)('%s, %s', (algorithm, form, pair, digest) => {
    const by = scheme({ kind: 'asymmetric', algorithm, form, signature: { at } });
    const padding = algorithm.startsWith('rsa-pss')
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {};
    const dsaEncoding = form === 'raw' ? 'ieee-p1363' : 'der';
    const theirs = signWith(digest, Buffer.from(body), { key: pair.privateKey, dsaEncoding, ...padding });
    const publicKey = pem(pair.publicKey, 'spki');
    const of = (signature: string, text = body) =>
      check(by, request({ headers: { 'X-Sig': signature }, body: text }), [publicKey]).ok;
    expect(of(theirs.toString('base64'))).toBe(true);
    expect(of(theirs.toString('base64'), `${body} `)).toBe(false);
    expect(
      check(by, signedRequest(by, request({ body }), pem(pair.privateKey, 'pkcs8')), [publicKey]).ok,
    ).toBe(true);
    const otherForm = signWith(digest, Buffer.from(body), {
      key: pair.privateKey,
      dsaEncoding: form === 'raw' ? 'der' : 'ieee-p1363',
      ...padding,
    });
    if (form) expect(of(otherForm.toString('base64'))).toBe(false);
    const wrongCurve = pem((pair === p256 ? p384 : p256).publicKey, 'spki');
    expect(
      check(by, request({ headers: { 'X-Sig': theirs.toString('base64') }, body }), [wrongCurve]),
    ).toMatchObject({
      code: 'secret_malformed',
    });
  });
});

describe('choosing the secret by key id', () => {
  const by = scheme({
    kind: 'hmac',
    signature: { at, format: '{keyId}={signature}', separator: ',' },
    secretByKeyId: true,
  });
  const sig = (key: string) => createHmac('sha256', key).update(body).digest('hex');
  const of = (value: string, secrets: string[]) =>
    check(by, request({ headers: { 'X-Sig': value }, body }), secrets);

  it('tries the named one and no other', () => {
    expect(of(`k1=${sig('one')}`, ['k1:one', 'k2:two']).ok).toBe(true);
    expect(of(`k2=${sig('one')}`, ['k1:one', 'k2:two']).ok).toBe(false);
    expect(of(`k3=${sig('one')}`, ['k1:one', 'k2:two'])).toMatchObject({
      code: 'no_matching_signature',
      summary: expect.stringContaining('"k3"'),
    });
    expect(of(`k3=${sig('one')},k1=${sig('one')}`, ['k1:one']).ok).toBe(true);
    expect(of(`one=${sig('one')}`, ['one']).ok).toBe(false);
  });

  it('signs with the name before the secret', () => {
    expect(signedRequest(by, request({ body }), 'k1:one').rawHeaders).toContainEqual([
      'X-Sig',
      `k1=${sig('one')}`,
    ]);
    expect(() => signedRequest(by, request({ body }), 'one')).toThrow('<key id>:<secret>');
  });

  it('reads the name from a header of its own', () => {
    const named = scheme({ kind: 'hmac', signature: { at }, keyId: header('X-Key'), secretByKeyId: true });
    const signed = signedRequest(named, request({ body }), 'k1:one');
    expect(signed.rawHeaders).toContainEqual(['X-Key', 'k1']);
    expect(check(named, signed, ['k2:two', 'k1:one']).ok).toBe(true);
    expect(check(named, signed, ['k2:one']).ok).toBe(false);
  });

  it('takes the key of a set that a token’s kid names', () => {
    const token = scheme({
      kind: 'jwt',
      algorithm: 'ES256',
      at: { in: 'header', name: 'T' },
      header: { kid: 'b' },
    });
    const pairs = ['a', 'b'].map(() => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
    const keys = pairs.map(({ publicKey }, n) => ({
      ...publicKey.export({ format: 'jwk' }),
      kid: 'ab'.charAt(n),
    }));
    const pem = String(pairs[1]?.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const signed = signedRequest(token, request({ body }), pem);
    expect(check(token, signed, [JSON.stringify({ keys })]).ok).toBe(true);
    expect(check(token, signed, [JSON.stringify({ keys: keys.slice(0, 1) })]).ok).toBe(false);
  });
});

describe('times', () => {
  it('without a zone are UTC, wherever this runs', () => {
    const utc = Date.UTC(2025, 9, 9, 8, 53, 20);
    expect(parseTimestamp('2025-10-09T08:53:20', 'iso8601')).toBe(utc);
    expect(parseTimestamp('2025-10-09 08:53:20', 'iso8601')).toBe(utc);
    expect(parseTimestamp('2025-10-09T08:53:20.123456', 'iso8601')).toBe(utc + 123);
    expect(parseTimestamp('2025-10-09T10:53:20+02:00', 'iso8601')).toBe(utc);
    expect(parseTimestamp('2025-10-09T10:53:20+0200', 'iso8601')).toBe(utc);
    expect(parseTimestamp('2025-10-09T10:53:20+02', 'iso8601')).toBe(utc);
    expect(parseTimestamp('2025-10-09T08:53:20z', 'iso8601')).toBe(utc);
    expect(parseTimestamp('2025-10-09T08:53:20 GMT', 'iso8601')).toBeNull();
    expect(parseTimestamp('2025-13-09T08:53:20', 'iso8601')).toBeNull();
  });

  it('read HTTP dates, and nothing that only looks like one', () => {
    const utc = Date.UTC(1994, 10, 6, 8, 49, 37);
    expect(parseTimestamp('Sun, 06 Nov 1994 08:49:37 GMT', 'http-date')).toBe(utc);
    for (const text of [
      'Mon, 06 Nov 1994 08:49:37 GMT',
      'Sun, 6 Nov 1994 08:49:37 GMT',
      'Sun, 31 Feb 1994 08:49:37 GMT',
      'Sun, 06 Nov 1994 08:49:37 EST',
      '784111777',
    ])
      expect(parseTimestamp(text, 'http-date')).toBeNull();
    const by = scheme({
      kind: 'hmac',
      signedContent: '{timestamp}\\n{body}',
      signature: { at },
      timestamp: { at: header('Date'), unit: 'http-date', toleranceSeconds: 300 },
    });
    const signed = signedRequest(by, request({ body }), 's');
    expect(signed.rawHeaders).toContainEqual(['Date', new Date(vectorNowMs).toUTCString()]);
    expect(check(by, signed, ['s'], vectorNowMs + 300_999).ok).toBe(true);
    expect(check(by, signed, ['s'], vectorNowMs + 301_000).code).toBe('timestamp_too_old');
  });

  it('are compared as the rule’s clock says', () => {
    const rule = { at, toleranceSeconds: 5, refuseFuture: true, unit: 'unix-seconds' } as const;
    const problem = (nowMs: number, more: object) => checkAge(10_000, nowMs, { ...rule, ...more }).problem;
    expect(problem(15_999, {})).toBeNull();
    expect(problem(15_001, { clock: 'exact' })).toBe('too_old');
    expect(problem(15_499, { clock: 'rounded-seconds' })).toBeNull();
    expect(problem(15_500, { clock: 'rounded-seconds' })).toBe('too_old');
    expect(problem(9_999, { futureSeconds: 0 })).toBe('in_future');
    expect(problem(10_000, { futureSeconds: 0 })).toBeNull();
  });
});

describe('canonical JSON', () => {
  it('is that of RFC 8785 (3.2.2, 3.2.3, appendix B)', () => {
    const given = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
    const wanted = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
    expect(canonicalJson(given)).toBe(wanted);
    const keys = String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`;
    const order = [
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ];
    const printed = canonicalJson(keys) ?? '';
    expect(order.map((value) => printed.indexOf(value))).toEqual(
      order.map((value) => printed.indexOf(value)).sort((a, b) => a - b),
    );
    const numbers: [given: string, printed: string][] = [
      ['0', '0'],
      ['-0', '0'],
      ['5e-324', '5e-324'],
      ['1.7976931348623157e308', '1.7976931348623157e+308'],
      ['9007199254740992', '9007199254740992'],
      ['295147905179352830000', '295147905179352830000'],
      ['9.999999999999997e22', '9.999999999999997e+22'],
      ['1e23', '1e+23'],
      ['0.000001', '0.000001'],
      ['9.999999999999997e-7', '9.999999999999997e-7'],
    ];
    for (const [text, number] of numbers) expect(canonicalJson(text)).toBe(number);
  });

  it('is none where the text could be read in two ways', () => {
    for (const text of [
      '{"a":1,"a":2}',
      String.raw`"\ud800"`,
      '1e999',
      '{',
      '',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
    ])
      expect(canonicalJson(text)).toBeNull();
  });

  it('finds a key given twice, however it is written and wherever it stands', () => {
    expect(duplicateKey('{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}')).toBeNull();
    expect(duplicateKey(String.raw`{"a":1,"\u0061":2}`)).toBe('a');
    expect(duplicateKey('[[{"x":{"a":"\\"a\\":", "a" : 2}}]]')).toBe('a');
    expect(duplicateKey('{"a":"a","b":["a","a"]}')).toBeNull();
  });
});
