import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '#core/bytes/crc32.ts';
import { lossyText, utf8 } from '#core/bytes/encoding.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { spanAt, withValueAt } from '#core/json/spans.ts';
import { locate } from '#core/signing/schemes/locate.ts';
import { signatureFormat } from '#core/signing/schemes/signature-format.ts';
import { evaluate, joinPieces, type Scope } from '#core/signing/schemes/signed-content.ts';
import { parseTemplate } from '#core/signing/schemes/template.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';
import { header, json, request } from './support.ts';

function filled(template: string, from: SignedRequest, scope: Partial<Scope> = {}): string {
  const { pieces, missing } = evaluate(parseTemplate(template), {
    crypto: nodeCrypto,
    request: from,
    ...scope,
  });
  return missing.length > 0 ? `missing ${missing.join(' ')}` : lossyText(joinPieces(pieces));
}

const form = (body: string, url = 'https://example.com/a?b=1') =>
  request({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body, url });

describe('a template', () => {
  const from = request({
    method: 'post',
    url: 'https://example.com:8443/hooks/a?x=1&y=%20#top',
    headers: { 'X-Id': 'A1' },
    body: '{"a":{"b":1.50,"big":12345678901234567890,"yes":true,"no":null},"l":["p","q"]}',
  });

  it.each([
    ['{method} {path} {query} {pathQuery}', 'POST /hooks/a x=1&y=%20 /hooks/a?x=1&y=%20'],
    ['{url}', 'https://example.com:8443/hooks/a?x=1&y=%20'],
    ['{urlWithoutPort}', 'https://example.com/hooks/a?x=1&y=%20'],
    ['{header:x-id}:{lower:header:x-id}:{query:x}', 'A1:a1:1'],
    ['{json:/a/b} {json:/a/big} {json:/a/yes} {json:/l/1}', '1.50 12345678901234567890 true q'],
    ['[{json?:/a/no}{json?:/zz}]', '[]'],
    ['{optional}id:{query:none};{end}{optional}x:{query:x};{end}', 'x:1;'],
    ['\\{body\\}\\n\\\\', '{body}\n\\'],
    ['{json:/zz}{header:Nope}', 'missing json:/zz header:Nope'],
    ['{timestamp}', 'missing timestamp'],
  ])('%s', (template, text) => {
    expect(filled(template, from)).toBe(text);
  });

  it('hashes and sums parts', () => {
    const abc = request({ body: 'abc' });
    expect(filled('{hash-hex:sha1:body}', abc)).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(filled('{hash-base64:md5:body}', abc)).toBe('kAFQmDzST7DWlj99KOF/cg==');
    expect(filled('{crc32:body}', abc)).toBe('891568578');
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
  });

  it.each([
    ['{bogus}', '{bogus}'],
    ['{hash-hex:sha3:body}', 'sha3'],
    ['{json:a}', 'begins with /'],
    ['{header:}', 'without a name'],
    ['{body', 'never closes'],
    ['{optional}{body}', 'without {end}'],
  ])('that can not be read is refused by name: %s', (template, words) => {
    expect(() => parseTemplate(template)).toThrow(expect.objectContaining({ code: 'scheme_invalid' }));
    expect(() => parseTemplate(template)).toThrow(words);
  });

  it('sorts form fields as Twilio does, and has none for other bodies', () => {
    expect(filled('{sortedFormParams}', form('Tag=b&Tag=a&Tag=a&Zed=1&a=2%20x'))).toBe('TagaTagbZed1a2 x');
    expect(filled('{sortedFormParams}', from)).toBe('');
  });

  it('builds the URL as Plivo does', () => {
    const get = { ...request({ url: 'https://e.com/?b=2&a=1' }), method: 'GET' };
    expect(filled('{plivoUrl}', get)).toBe('https://e.com/?a=1&b=2');
    expect(filled('{plivoUrl}', form('z=1&c=2'))).toBe('https://example.com/a?b=1.c2z1');
    expect(filled('{plivoUrl}', form('z=1&c=2', 'https://e.com/a'))).toBe('https://e.com/a?c2z1');
  });
});

describe('a locator', () => {
  it('never throws, whatever the request holds', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (body, url, type) => {
        const from = request({ body, url, headers: { 'Content-Type': type } });
        for (const at of [
          header('x'),
          json('/a/0'),
          { in: 'query', name: 'a' } as const,
          { in: 'form', name: 'a' } as const,
        ]) {
          expect(() => locate(at, from)).not.toThrow();
        }
      }),
    );
  });

  it('reads JSON inside a form field, and fields of multipart forms', () => {
    expect(locate(json('/a'), form(`payload=${encodeURIComponent('{"a":"b"}')}`))).toBe('b');
    const multipart = request({
      headers: { 'Content-Type': 'multipart/form-data; boundary=XX' },
      body: '--XX\r\nContent-Disposition: form-data; name="json"\r\n\r\n{"a":"c"}\r\n--XX--\r\n',
    });
    expect(locate(json('/a'), multipart)).toBe('c');
    expect(locate({ in: 'form', name: 'json' }, multipart)).toBe('{"a":"c"}');
  });

  it('sees nothing that an object merely inherits', () => {
    expect(locate(json('/constructor/name'), request({ body: '{}' }))).toBeUndefined();
  });

  it('reads numbered and alternative headers', () => {
    const from = request({ headers: { 'X-Sig-2': 'b', 'Other-Sig': 'o' } });
    expect(locate(header('x-sig-*'), from)).toBe('b');
    expect(locate({ ...header('Sig'), alsoNamed: ['other-sig'] }, from)).toBe('o');
  });
});

describe('JSON text', () => {
  it('gives every value the span that JSON.parse would read', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(undefined, 2),
        (object, indent) => {
          const text = JSON.stringify(object, null, indent);
          const parsed: Record<string, unknown> = JSON.parse(text);
          for (const key of Object.keys(parsed)) {
            const span = spanAt(text, `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
            expect(span && JSON.parse(text.slice(span.start, span.end))).toEqual(parsed[key]);
          }
        },
      ),
    );
  });

  it('gains members where they are missing', () => {
    expect(withValueAt('{}', '/a/b', '1')).toBe('{"a":{"b":1}}');
    expect(withValueAt('{"a":{"c":2} }', '/a/b', '1')).toBe('{"a":{"c":2,"b":1} }');
    expect(withValueAt('[1]', '/a', '1')).toBeNull();
  });
});

describe("a signature's format", () => {
  it.each([
    [
      't={timestamp},v1={signature}',
      ',',
      't=1,v1=a=,v0=x,v1=b',
      [
        { timestamp: '1', signature: 'a=' },
        { timestamp: '1', signature: 'b' },
      ],
    ],
    ['t={timestamp}, v1={signature}', undefined, 't=1, v1=a', [{ timestamp: '1', signature: 'a' }]],
    [
      'ts={timestamp};h1={signature}',
      ';',
      'ts=1;h1=a;h1=b',
      [
        { timestamp: '1', signature: 'a' },
        { timestamp: '1', signature: 'b' },
      ],
    ],
    [
      '{timestamp},{signature}',
      ',',
      '1,a,b',
      [
        { timestamp: '1', signature: 'a' },
        { timestamp: '1', signature: 'b' },
      ],
    ],
    [
      '{keyId}|{signature}',
      '&',
      'p|a&q|b',
      [
        { keyId: 'p', signature: 'a' },
        { keyId: 'q', signature: 'b' },
      ],
    ],
    ['v1,{signature}', ' ', 'v1,a v1a,b v1,c', [{ signature: 'a' }, { signature: 'c' }]],
    ['HMAC {signature}', undefined, 'hmac a', [{ signature: 'a' }]],
    ['sha256={signature}', undefined, 'sha1=a', []],
  ])('%s with %s', (format, separator, value, candidates) => {
    expect(signatureFormat(format, separator).read(value)).toEqual(candidates);
  });

  it('survives any value', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(
          't={timestamp},v1={signature}',
          '{timestamp},{signature}',
          '{keyId}|{signature}',
          'v1,{signature}',
        ),
        (value, format) => {
          for (const separator of [undefined, ',', ' ', '&', ';']) {
            expect(() => signatureFormat(format, separator).read(value)).not.toThrow();
          }
        },
      ),
    );
  });
});
