import { describe, expect, it } from 'vitest';
import { curlText } from '#core/http/text/curl.ts';
import { parseCurl } from '#core/http/text/parse-curl.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import type { WireCopy } from '#core/http/wire-copy.ts';
import { targetOf, urlOfTarget } from '#core/http/wire-target.ts';

const copyOf = (target: string): WireCopy => ({
  method: 'POST',
  url: urlOfTarget(target, 'http://127.0.0.1:4665'),
  target,
  httpVersion: '1.1',
  rawHeaders: [['Host', '127.0.0.1:4665']],
  body: new Uint8Array(),
});

describe('a target as it was on the wire', () => {
  const rewritten = [
    '/a/../b/./c?x=/../y',
    '/a/%2e%2E/b',
    '/a#b?c#d',
    'http://other.example/abs/../path?q#f',
    '*',
    "/it's",
    '/\xe9\xff?\xfc',
  ];
  it('is never rewritten in a cURL line, nor in raw HTTP', () => {
    for (const target of [...rewritten, '/plain?q=[1]&r={2}', '/']) {
      const copy = copyOf(target);
      expect(targetOf(parseCurl(curlText(copy)))).toBe(target);
      expect(httpText(copy).split('\r\n', 1)).toEqual([`POST ${target} HTTP/1.1`]);
    }
  });

  it('needs no words of its own where curl would send it as it stands', () => {
    expect(curlText(copyOf('/v1/hooks/whk_1?a=b.c..d'))).not.toContain('--request-target');
    for (const target of rewritten.filter((text) => text !== "/it's")) {
      expect(curlText(copyOf(target))).toContain('--request-target');
    }
  });

  it('makes a URL of any text, without failing', () => {
    for (const target of ['http://[', '', '*', '//', '/\\', 'nonsense', 'http://a:b@c:99999/']) {
      expect(() => new URL(urlOfTarget(target, 'http://127.0.0.1:4665'))).not.toThrow();
    }
  });
});
