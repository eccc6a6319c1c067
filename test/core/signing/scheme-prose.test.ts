import { describe, expect, test } from 'vitest';
import { allProviders } from '#core/providers/registry.ts';
import { schemesOf } from '#core/providers/schemes-of.ts';
import { Scheme, type SchemeInput } from '#core/signing/schemes/scheme.ts';
import { contentInWords, schemeInWords } from '#core/signing/schemes/scheme-prose.ts';

const words = (scheme: SchemeInput) => schemeInWords(Scheme.parse(scheme)).join(' ');
const header = { at: { in: 'header', name: 'X-Sig' } } as const;

describe('a scheme in words', () => {
  test.each([
    ['{body}', 'the body as it came'],
    ['{timestamp}.{body}', 'the timestamp, then “.”, then the body as it came'],
    ['{base64:body}', 'base64 of the body as it came'],
    ['{path}?{sortedQuery}', 'the path, then “?”, then the query with its pairs sorted'],
    ['{canonicalJson}', 'the body as canonical JSON (RFC 8785)'],
    [
      '{method}\\n{hash-hex:sha256:body}',
      'the method, then a line break, then the SHA256 (hex) of the body as it came',
    ],
    [
      '{lower:query:id}{header?:X-Id}',
      'lower case of the query’s id, then the header X-Id, where there is one',
    ],
    ['{field:keyId}', 'the agreed value keyId'],
  ])('says what %s is', (template, said) => {
    expect(contentInWords(template)).toBe(said);
  });

  test('names derived keys, truncation, HTTP dates and keys chosen by id', () => {
    const said = words({
      kind: 'hmac',
      key: 'sha256-of-utf8',
      truncateBytes: 20,
      signature: { ...header, format: 'key={keyId},sig={signature}' },
      timestamp: { at: { in: 'header', name: 'Date' }, unit: 'http-date', toleranceSeconds: 300 },
      secretByKeyId: true,
    });
    expect(said).toContain('cut to its first 20 bytes');
    expect(said).toContain('the SHA-256 of the secret’s text');
    expect(said).toContain('an HTTP date (RFC 1123)');
    expect(said).toContain('More than 300 seconds of age are rejected');
    expect(said).toContain('<key id>:<secret>');
  });

  test('names RSA-PSS, ECDSA’s form, a token’s algorithm and what a message signature covers', () => {
    expect(words({ kind: 'asymmetric', algorithm: 'rsa-pss-sha256', signature: header })).toContain(
      'RSA-PSS (SHA256)',
    );
    const raw = {
      kind: 'asymmetric',
      algorithm: 'ecdsa-p384-sha384',
      form: 'raw',
      signature: header,
    } as const;
    expect(words(raw)).toMatch(/ECDSA \(P384, SHA384\).*r and s one after the other/);
    const token = { kind: 'jwt', algorithm: 'PS256', at: { in: 'header', name: 'Authorization' } } as const;
    expect(words(token)).toMatch(/PS256; the secret is the public key.*says nothing of the body/);
    const message = { kind: 'http-signature', algorithm: 'ed25519' } as const;
    expect(words(message)).toMatch(/RFC 9421.*@method, @target-uri, content-digest.*RFC 9530/);
    expect(words({ ...message, components: ['@method'] })).toContain('The body is not bound by it');
  });

  test('has whole sentences for every scheme of every provider', () => {
    for (const provider of allProviders) {
      for (const scheme of schemesOf(provider)) {
        const sentences = schemeInWords(scheme);
        expect(sentences.length, provider.id).toBeGreaterThan(0);
        for (const sentence of sentences) expect(sentence, provider.id).toMatch(/^[A-Z“].*\.$/s);
        expect(sentences.join(' '), provider.id).not.toMatch(/undefined|\[object/);
      }
    }
  });
});
