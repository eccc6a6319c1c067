import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRequest } from '#core/http/text/read-request.ts';
import { root } from '../../../scripts/lib/paths.mjs';

const fixture = (name: string): Buffer => readFileSync(path.join(root, 'test/fixtures/dumps', name));
const bodyText = (body: Uint8Array): string => Buffer.from(body).toString();

const body = '{"id":"evt_1","amount":"1.50"}';
const signature = 'sha256=0123456789abcdef';

/** What every form below holds. */
const expected = {
  method: 'POST',
  url: 'https://api.example.com/hooks?x=1',
  signature,
  body,
};

const seen = (input: string | Uint8Array) => {
  const { request } = readRequest(input);
  const header = request.rawHeaders.find(([name]) => name.toLowerCase() === 'x-hub-signature-256');
  return { method: request.method, url: request.url, signature: header?.[1], body: bodyText(request.body) };
};

const headers = {
  Host: 'api.example.com',
  'Content-Type': 'application/json',
  'X-Hub-Signature-256': signature,
  'X-Forwarded-Proto': 'https',
};

describe('a request, from what people have of it', () => {
  it.each([
    [
      'raw HTTP',
      `POST /hooks?x=1 HTTP/1.1\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\r\n')}\r\n\r\n${body}`,
    ],
    [
      'raw HTTP',
      `:method: POST\n:path: /hooks?x=1\n:authority: api.example.com\n:scheme: https\ncontent-type: application/json\nx-hub-signature-256: ${signature}\n\n${body}`,
    ],
    [
      'a cURL line',
      `$ curl 'https://api.example.com/hooks?x=1' -H 'X-Hub-Signature-256: ${signature}' --data-raw '${body}'`,
    ],
    [
      'a fetch call',
      `fetch("https://api.example.com/hooks?x=1", {\n  "headers": ${JSON.stringify(headers)},\n  "body": ${JSON.stringify(body)},\n  "method": "POST"\n});`,
    ],
    [
      'a fetch call',
      `await fetch("https://api.example.com/hooks?x=1", ${JSON.stringify({ headers, body, method: 'POST', mode: 'cors', credentials: 'include' })})`,
    ],
    [
      'HAR',
      JSON.stringify({
        log: {
          entries: [
            {
              request: {
                method: 'POST',
                url: 'https://api.example.com/hooks?x=1',
                headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
                postData: { mimeType: 'application/json', text: body },
              },
            },
          ],
        },
      }),
    ],
    // API Gateway 1, 2 and a function URL whose body is base64.
    [
      'a log entry',
      JSON.stringify({
        resource: '/{proxy+}',
        httpMethod: 'POST',
        path: '/hooks?x=1',
        headers: null,
        multiValueHeaders: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [value]]),
        ),
        body,
        isBase64Encoded: false,
      }),
    ],
    [
      'a log entry',
      JSON.stringify(
        {
          version: '2.0',
          rawPath: '/hooks',
          rawQueryString: 'x=1',
          headers,
          requestContext: { http: { method: 'POST', path: '/hooks' } },
          body: Buffer.from(body).toString('base64'),
          isBase64Encoded: true,
        },
        null,
        2,
      ),
    ],
    [
      'a log entry',
      `2026-11-21T10:00:00Z INFO request ${JSON.stringify({ req: { method: 'post', originalUrl: '/hooks?x=1', headers, rawBody: { type: 'Buffer', data: [...Buffer.from(body)] }, body: { parsed: true } } })}`,
    ],
    [
      'a log entry',
      JSON.stringify({
        method: 'POST',
        url: 'https://api.example.com/hooks?x=1',
        rawHeaders: Object.entries(headers).flat(),
        body,
      }),
    ],
    [
      'a log entry',
      JSON.stringify({
        method: 'POST',
        url: 'https://api.example.com/hooks?x=1',
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]),
        ),
        content: body,
      }),
    ],
  ])('%s', (form, text) => {
    expect(readRequest(text).form).toBe(form);
    expect(seen(text)).toEqual(expected);
    expect(seen(Buffer.from(text))).toEqual(expected);
  });

  it('headers and a body without a request line, said to be assumed', () => {
    const { request } = readRequest(
      `Content-Type: application/json\nX-Hub-Signature-256: ${signature}\n\n${body}`,
    );
    expect(request).toMatchObject({ method: 'POST', url: '/' });
    expect(request.notes).toEqual(['No request line is here: it was taken as POST /.']);
    expect(bodyText(request.body)).toBe(body);
  });

  it('a parsed body in a log, said to be a guess', () => {
    const { request } = readRequest(
      JSON.stringify({ headers, method: 'POST', url: '/hooks', body: JSON.parse(body) }),
    );
    expect(bodyText(request.body)).toBe(body);
    expect(request.notes[0]).toContain('whose bytes are lost');
  });

  it.each(['tcpdump-x.txt', 'tcpdump-xx.txt', 'tcpdump-v-x.txt', 'xxd.txt', 'hexdump-c.txt', 'request.bin'])(
    'what the tool itself wrote: %s, to the byte',
    (name) => {
      const raw = fixture('request.bin');
      const { request } = readRequest(fixture(name));
      expect(Buffer.from(request.body)).toEqual(raw.subarray(raw.indexOf('\r\n\r\n') + 4));
      expect(request.rawHeaders).toContainEqual(['X-GitHub-Event', 'push']);
      expect(request.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/github\?x=1$/);
      expect(request.notes).toEqual([]);
    },
  );

  it('packets that tcpdump -A printed, as far as they show it', () => {
    const { request } = readRequest(fixture('tcpdump-a.txt'));
    expect(request.rawHeaders).toContainEqual(['X-GitHub-Event', 'push']);
    expect(request.notes.at(-1)).toContain('tcpdump -A shows bytes that are no ASCII as dots');
  });

  it.each([
    ['', 'Nothing is here'],
    ['hello', 'is no request line'],
    ['hello there', 'is neither a path nor a URL'],
    ['{"some":"thing"}', 'This JSON is neither a HAR file nor a request'],
    ["fetch('/x', {method: 'POST'})", "This fetch call can't be read"],
    [
      '00000000: 6465 6164 6265 6566 6465 6164 6265 6566  deadbeefdeadbeef',
      'This dump has no HTTP request in it',
    ],
  ])('%s: says what is wrong', (text, message) => {
    expect(() => readRequest(text)).toThrow(message);
  });

  it('takes time in proportion to a hostile text', () => {
    for (const text of [
      `{${'['.repeat(200_000)}`,
      `a {"${'x {"'.repeat(50_000)}`,
      `fetch("${'\\"'.repeat(50_000)}`,
    ])
      expect(() => readRequest(text)).toThrow();
  });
});
