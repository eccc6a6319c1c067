import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import { curlLine } from '#core/delivery/curl.ts';

const request = {
  method: 'POST',
  url: 'http://127.0.0.1:4665/v1/hooks/whk_1?a=b&c',
  rawHeaders: [],
  body: utf8(''),
};

/** The arguments that a real shell hands to curl. */
function argumentsOf(line: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync('bash', ['-c', script]).toString('utf8').split('\0').slice(0, -1);
}

describe('a request as a cURL line', () => {
  it('leaves to curl what curl works out by itself, and keeps curl from adding headers', () => {
    const line = curlLine({
      ...request,
      rawHeaders: [
        ['Host', 'example.com'],
        ['Content-Length', '2'],
        ['Content-Type', 'application/json'],
        ['X-Empty', ''],
      ],
      body: utf8('{}'),
    });
    expect(line).toContain("-H 'Content-Type: application/json'");
    expect(line).toContain("-H 'X-Empty;'");
    expect(line).toContain("-H 'User-Agent:'");
    expect(line).not.toMatch(/Host|Content-Length/);
    expect(line).toContain("--data-raw '{}'");
  });

  it('hands any text to curl unchanged through a real shell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!text.includes('\0') && text.isWellFormed());
        const args = argumentsOf(curlLine({ ...request, body: utf8(text) }));
        expect(args.at(-1)).toBe(text);
        expect(args[2]).toBe(request.url);
      }),
      { numRuns: 25 },
    );
  });

  it('pipes bodies that are no text', () => {
    const line = curlLine({ ...request, body: new Uint8Array([0xff, 0x00, 0x10]) });
    expect(line).toMatch(/^printf %s '\/wAQ' \| base64 -d \| curl/);
    expect(line).toContain('--data-binary @-');
  });
});
