import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  parseDictionary,
  parseItem,
  parseList,
  printDictionary,
  printItem,
  printList,
} from '#core/http/structured-fields.ts';
import { httpSignatureAlgorithms } from '#core/signing/schemes/http-signature-scheme.ts';
import { Scheme } from '#core/signing/schemes/scheme.ts';
import { changed, check, request, scheme, signedRequest, vectorNowMs, without } from './support.ts';

/** RFC 9421, appendix B: the test request and the keys of B.1. */
const digest =
  'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';
const published = (input?: string, signature?: string) =>
  request({
    url: 'https://example.com/foo?param=Value&Pet=dog',
    headers: {
      Host: 'example.com',
      Date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      'Content-Type': 'application/json',
      'Content-Digest': digest,
      'Content-Length': '18',
      ...(input === undefined ? {} : { 'Signature-Input': input }),
      ...(signature === undefined ? {} : { Signature: signature }),
    },
    body: '{"hello": "world"}',
  });
const created = 1_618_884_473;
const rsaPss = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2
+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+
oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq
gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W
Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4
aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI
2wIDAQAB
-----END PUBLIC KEY-----`;
const ed25519 = 'JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=';

type Algorithm = (typeof httpSignatureAlgorithms)[number];
const by = (algorithm: Algorithm, more: object = {}): Scheme =>
  scheme({ kind: 'http-signature', algorithm, required: [], toleranceSeconds: 60, ...more });

describe('RFC 9421, appendix B', () => {
  const pss: [label: string, components: string, more: string, signature: string][] = [
    [
      'sig-b21',
      '()',
      ';nonce="b3k2pp5k7z-50gnwp.yemd"',
      'd2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==',
    ],
    [
      'sig-b22',
      '("@authority" "content-digest" "@query-param";name="Pet")',
      ';tag="header-example"',
      'LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==',
    ],
    [
      'sig-b23',
      '("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length")',
      '',
      'bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==',
    ],
  ];
  it.each(pss)('%s with rsa-pss-sha512', (label, components, more, signature) => {
    const params =
      label === 'sig-b22'
        ? `;created=${created};keyid="test-key-rsa-pss"${more}`
        : `;created=${created};keyid="test-key-rsa-pss"${more}`;
    const from = published(`${label}=${components}${params}`, `${label}=:${signature}:`);
    expect(check(by('rsa-pss-sha512'), from, [rsaPss], created * 1000).code).toBe('genuine');
    const another = changed(from, 'Signature-Input', (text) =>
      text.replace(String(created), String(created + 1)),
    );
    expect(check(by('rsa-pss-sha512'), another, [rsaPss], created * 1000).code).toBe('no_matching_signature');
  });

  const b26Input =
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const b26 =
    'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:';
  it('B.2.6, ed25519: verifies, and not with a part of it changed', () => {
    const from = published(b26Input, b26);
    const verdict = check(by('ed25519'), from, [ed25519], created * 1000);
    expect(verdict).toMatchObject({ code: 'genuine', binding: { open: ['the body', 'the address'] } });
    for (const name of ['Date', 'Content-Type', 'Content-Length']) {
      expect(
        check(
          by('ed25519'),
          changed(from, name, (value) => `${value}x`),
          [ed25519],
          created * 1000,
        ).code,
      ).toBe('no_matching_signature');
    }
    expect(check(by('ed25519'), { ...from, method: 'PUT' }, [ed25519], created * 1000).ok).toBe(false);
  });
});

describe('an HTTP Message Signature', () => {
  const pairs = {
    'rsa-pss-sha512': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    'rsa-v1_5-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    'ecdsa-p256-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'ecdsa-p384-sha384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    ed25519: () => generateKeyPairSync('ed25519'),
  };
  it.each(httpSignatureAlgorithms)('is made and found genuine: %s', (algorithm) => {
    const components = [
      '@method',
      '@target-uri',
      '@authority',
      '@scheme',
      '@request-target',
      '@path',
      '@query',
      '"@query-param";name="a%20b"',
      'content-digest',
      'x-dict',
      '"x-dict";sf',
      '"x-dict";key="b"',
      '"x-lines";bs',
    ];
    const own = by(algorithm, {
      components,
      required: undefined,
      parameters: ['created', 'expires', 'nonce', 'alg', 'keyid'],
      tag: 'app',
      label: 'mine',
    });
    const from = request({
      url: 'https://Example.com:443/a?a%20b=1%2B1&c',
      headers: [
        ['X-Dict', 'a=1,   b=2;x=1'],
        ['X-Lines', ' one'],
        ['X-Lines', 'two '],
      ],
    });
    const pair = algorithm === 'hmac-sha256' ? null : pairs[algorithm]();
    const pem = (type: 'pkcs8' | 'spki') =>
      pair === null
        ? 'secret'
        : String(
            (type === 'pkcs8' ? pair.privateKey : pair.publicKey).export({
              type: type as 'spki',
              format: 'pem',
            }),
          );
    const signed = signedRequest(own, from, pem('pkcs8'));
    expect(check(own, signed, [pem('spki')]).code).toBe('genuine');
    expect(check(own, { ...signed, body: new Uint8Array([1]) }, [pem('spki')]).code).toBe('claim_mismatch');
    expect(check(own, { ...signed, url: `${signed.url}&d` }, [pem('spki')]).code).toBe(
      'no_matching_signature',
    );
    expect(check(own, without(signed, 'Signature'), [pem('spki')]).code).toBe('signature_missing');
    expect(check(own, signed, [pem('spki')], vectorNowMs + 301_000).code).toBe('timestamp_too_old');
  });

  const hmac = by('hmac-sha256', {
    components: ['@method', '@target-uri', 'content-digest'],
    required: undefined,
  });
  const good = signedRequest(hmac, request(), 'secret');
  const refused: [what: string, bend: (text: string) => string][] = [
    ['a component twice', (text) => text.replace('"@method"', '"@method" "@method"')],
    ['less than is required', (text) => text.replace(' "content-digest"', '')],
    ['@status', (text) => text.replace('"@method"', '"@status"')],
    ['a part of another request', (text) => text.replace('"@method"', '"@method";req')],
    ['an unknown parameter', (text) => text.replace('"@method"', '"@method";x')],
    ['an upper-case name', (text) => text.replace('"@method"', '"Date"')],
    ['another algorithm', (text) => `${text};alg="ed25519"`],
    ['a time that is none', (text) => text.replace(/created=\d+/, 'created="1"')],
    ['no time', (text) => text.replace(/;created=\d+/, '')],
    ['no structured field', (text) => `${text},`],
  ];
  it.each(refused)('is refused with %s', (_, bend) => {
    expect(check(hmac, changed(good, 'Signature-Input', bend), ['secret']).ok).toBe(false);
  });

  it('is looked for under every label, and one that holds is enough', () => {
    const twice = signedRequest(
      by('hmac-sha256', { label: 'other', components: ['@method'], required: undefined }),
      good,
      'another',
    );
    expect(check(hmac, twice, ['secret']).ok).toBe(true);
    const input = twice.rawHeaders.find(([name]) => name === 'Signature-Input')?.[1] ?? '';
    expect([...(parseDictionary(input)?.keys() ?? [])]).toEqual(['sig1', 'other']);
    const tagged = by('hmac-sha256', { tag: 'app', components: ['@method'], required: undefined });
    expect(check(tagged, twice, ['secret', 'another']).ok).toBe(false);
    expect(check(tagged, signedRequest(tagged, twice, 'third'), ['third']).ok).toBe(true);
  });

  it('binds the body by every digest that is known, and by none that is not', () => {
    const of = (value: string) => {
      const covered = by('hmac-sha256', { components: ['content-digest'], required: ['content-digest'] });
      const from = signedRequest(
        by('hmac-sha256', { components: ['"content-digest"'], required: [] }),
        request(),
        'secret',
      );
      void covered;
      return check(
        by('hmac-sha256'),
        changed(from, 'Content-Digest', () => value),
        ['secret'],
      );
    };
    expect(of('md5=:AAAA:').ok).toBe(false);
    expect(of('sha-256=:AAAA:').ok).toBe(false);
  });

  it('chooses its key by keyid', () => {
    const named = by('hmac-sha256', { components: ['@method'], required: undefined, secretByKeyId: true });
    const signed = signedRequest(named, request(), 'k1:one');
    expect(check(named, signed, ['k2:two', 'k1:one']).ok).toBe(true);
    expect(check(named, signed, ['k2:one']).code).toBe('no_matching_signature');
  });

  it('is a scheme whose components are looked at where it comes in', () => {
    const messages = (components: string[]) =>
      Scheme.safeParse({ kind: 'http-signature', algorithm: 'ed25519', components }).error?.issues.map(
        ({ path }) => path.join('.'),
      );
    expect(messages(['@method', '@metod'])).toEqual(['components.1']);
    expect(messages(['"@method";req'])).toEqual(['components.0']);
    expect(messages(['"x'])).toEqual(['components.0']);
    expect(messages(['@query-param'])).toEqual(['components.0']);
    expect(messages(['"@query-param";name="a"', 'x-anything'])).toBeUndefined();
  });
});

describe('structured fields (RFC 9651)', () => {
  it('are read and printed in one form', () => {
    const dictionaries: [given: string, printed: string | null][] = [
      ['a=1,b=2', 'a=1, b=2'],
      ['a=?1, b, c;x=?0', 'a, b, c;x=?0'],
      ['  a=(1 2);q="x"  ', 'a=(1 2);q="x"'],
      ['a=1, b=2, a=3', 'a=3, b=2'],
      ['a=:aGk=:, b=@1659578233, c=%"f%c3%bc"', 'a=:aGk=:, b=@1659578233, c=%"f%c3%bc"'],
      ['a=1.50, b=-0.0, c=tok/en:1*', 'a=1.5, b=0.0, c=tok/en:1*'],
      ['', ''],
      ['a=1,', null],
      ['a=1 b=2', null],
      ['A=1', null],
      ['a=', null],
      ['a=(1', null],
      ['a=(1,2)', null],
      ['a="\u00e9"', null],
      ['a=1234567890123456', null],
      ['a=1.2345', null],
      ['a=1.', null],
      ['a=?2', null],
      ['a="x', null],
      ['a="\\x"', null],
      ['a=%"%C3"', null],
      ['=1', null],
    ];
    for (const [given, printed] of dictionaries) {
      const read = parseDictionary(given);
      expect(read && printDictionary(read), given).toBe(printed);
    }
    expect(printList(parseList('a, (b c);d, "e\\"\\\\"') ?? [])).toBe('a, (b c);d, "e\\"\\\\"');
    const item = parseItem(' text;a;b=1 ');
    expect(item && printItem(item)).toBe('text;a;b=1');
    expect(parseItem('a b')).toBeNull();
  });

  it('agree with another library about what can be read', async () => {
    const theirs = await import('structured-headers');
    const alphabet = [
      'a',
      'b',
      '=',
      ',',
      ' ',
      ';',
      '"',
      '(',
      ')',
      '1',
      '.',
      '-',
      ':',
      '?',
      '@',
      '*',
      '\\',
      '\t',
    ];
    let seed = 7;
    const next = () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff);
    for (let n = 0; n < 20_000; n++) {
      const text = Array.from(
        { length: 1 + (next() % 12) },
        () => alphabet[(next() >> 8) % alphabet.length],
      ).join('');
      let wanted: string | null;
      try {
        wanted = theirs.serializeDictionary(theirs.parseDictionary(text));
      } catch {
        wanted = null;
      }
      const read = parseDictionary(text);
      expect(read && printDictionary(read), text).toBe(wanted);
    }
  });
});
