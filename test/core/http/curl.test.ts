import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import { curlText } from '#core/http/text/curl.ts';

const request = {
  method: 'POST',
  url: 'http://127.0.0.1:4665/v1/hooks/whk_1?a=b&c',
  rawHeaders: [],
  httpVersion: '1.1',
  body: utf8(''),
};

/** The arguments that a real shell hands to curl. */
function argumentsOf(line: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync('bash', ['-c', script]).toString('utf8').split('\0').slice(0, -1);
}

describe('a request as a cURL line', () => {
  it('leaves to curl what curl works out by itself', () => {
    const line = curlText({
      ...request,
      rawHeaders: [
        ['Host', 'example.com'],
        ['Content-Length', '2'],
        ['Content-Type', 'application/json'],
        ['X-Empty', ''],
      ],
      body: utf8('{}'),
    });
    expect(argumentsOf(line)).toEqual([
      request.url,
      '-H',
      'Content-Type: application/json',
      '-H',
      'X-Empty;',
      '--data-binary',
      '{}',
    ]);
  });

  it('hands any text to curl unchanged through a real shell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        // What can't stand in a line is piped, see below.
        fc.pre(!/\p{Cc}/u.test(text));
        const args = argumentsOf(curlText({ ...request, body: utf8(text) }));
        expect(args.at(-1)).toBe(text);
        expect(args[0]).toBe(request.url);
      }),
      { numRuns: 25 },
    );
  });

  it('pipes bodies that are no text', () => {
    const line = curlText({ ...request, body: new Uint8Array([0xff, 0x00, 0x10]) });
    expect(line).toContain('/wAQ');
    expect(line).toContain('--data-binary @-');
  });
});
