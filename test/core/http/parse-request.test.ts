import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin1, utf8, utf8Text } from '#core/bytes/encoding.ts';
import { curlText } from '#core/http/text/curl.ts';
import { harEntry, harLog } from '#core/http/text/har.ts';
import { parseCurl } from '#core/http/text/parse-curl.ts';
import { parseHar } from '#core/http/text/parse-har.ts';
import { parseHttp } from '#core/http/text/parse-http.ts';
import { httpText } from '#core/http/text/raw-http.ts';
import type { WireCopy } from '#core/http/wire-copy.ts';

/** Names that neither a hop, nor curl, nor a body's length has a say in. */
const headerName = fc.stringMatching(/^X-[A-Za-z0-9-]{1,12}$/);
/** A character a byte, as headers arrive; blanks at the ends are no part of a value. */
const headerValue = fc
  .array(
    fc
      .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa1, max: 0xff }))
      .map((code) => String.fromCharCode(code)),
  )
  .map((characters) => characters.join('').trim());
const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }).map(utf8),
  fc.uint8Array({ maxLength: 64 }),
  fc.json().map(utf8),
);

const anyRequest = fc
  .record({
    method: fc.constantFrom('POST', 'PUT', 'GET', 'DELETE', 'PATCH'),
    path: fc.stringMatching(/^\/[a-z0-9/%._~-]{0,12}(\?[a-z0-9=&%[\]{}']{0,12})?$/),
    headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 5 }),
    body: anyBody,
  })
  .map(
    ({ method, path, headers, body }): WireCopy => ({
      method,
      url: `https://h.test${path}`,
      httpVersion: '1.1',
      rawHeaders: [['Host', 'h.test'], ['Content-Type', 'text/plain'], ...headers],
      body,
    }),
  );

const withoutHost = ({ rawHeaders }: WireCopy) => rawHeaders.filter(([name]) => name !== 'Host');

describe('what Tacklebox writes, it reads', () => {
  it('as a cURL line', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const read = parseCurl(curlText(request));
        expect(read).toEqual({ ...request, rawHeaders: withoutHost(request), notes: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('as a HAR entry, and as an archive of several', () => {
    fc.assert(
      fc.property(fc.array(anyRequest, { minLength: 1, maxLength: 3 }), (requests) => {
        const entries = requests.map((request) =>
          harEntry({ request, answer: null, startedAtMs: 0, durationMs: null, phases: null }),
        );
        const read = parseHar(JSON.stringify(harLog('1', entries))).map(({ request }) => request);
        expect(read).toEqual(requests.map((request) => ({ ...request, notes: [] })));
        expect(parseHar(JSON.stringify(entries[0]))[0].request).toEqual(read[0]);
      }),
    );
  });

  it('as raw HTTP', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(parseHttp(httpText(request))).toEqual({ ...request, notes: [] });
      }),
    );
  });
});

describe('raw HTTP', () => {
  const head = 'POST /hooks?a=1 HTTP/1.1\nHost: api.example.com\nX-Twice: 1\nx-twice: 2';

  it('is read with either line end, with headers in their order and case', () => {
    const lf = parseHttp(`${head}\n\n{"a":1}`);
    expect(lf).toEqual(parseHttp(`${head}\n\n{"a":1}`.replaceAll('\n', '\r\n')));
    expect(lf).toMatchObject({ method: 'POST', url: 'https://api.example.com/hooks?a=1' });
    expect(lf.rawHeaders).toEqual([
      ['Host', 'api.example.com'],
      ['X-Twice', '1'],
      ['x-twice', '2'],
    ]);
  });

  it('takes its address from the request line, from what a proxy says, or from Host', () => {
    const url = (text: string) => parseHttp(text).url;
    expect(url('POST http://h.test:8080/a HTTP/1.1\nHost: other')).toBe('http://h.test:8080/a');
    expect(url('POST /a HTTP/1.1\nHost: localhost:3000')).toBe('http://localhost:3000/a');
    expect(url('POST /a HTTP/1.1\nHost: inner\nX-Forwarded-Host: h.test\nX-Forwarded-Proto: http')).toBe(
      'http://h.test/a',
    );
    expect(url('POST /a HTTP/1.1')).toBe('/a');
  });

  it('gives back by Content-Length what an editor changed', () => {
    const body = (text: string) => utf8Text(parseHttp(text).body);
    expect(body('POST / HTTP/1.1\nContent-Length: 2\n\n{}\n\n')).toBe('{}');
    const restored = parseHttp('POST / HTTP/1.1\nContent-Length: 4\n\na\nb');
    expect(utf8Text(restored.body)).toBe('a\r\nb');
    expect(restored.notes).toEqual([expect.stringContaining('CRLF')]);
  });

  it('says so where Content-Length does not fit, and checks what is there', () => {
    const { body, notes } = parseHttp('POST / HTTP/1.1\nContent-Length: 9\n\n{}');
    expect(utf8Text(body)).toBe('{}');
    expect(notes).toEqual([expect.stringMatching(/says 9 bytes, but 2/)]);
  });

  it('keeps a body that is no text', () => {
    const body = Uint8Array.of(0xff, 0x0a, 0x0d, 0);
    const bytes = Uint8Array.of(
      ...utf8('POST / HTTP/1.1\r\nX-Name: '),
      ...latin1('é'),
      ...utf8('\r\n\r\n'),
      ...body,
    );
    expect(parseHttp(bytes)).toMatchObject({ body, rawHeaders: [['X-Name', 'é']] });
  });

  it.each([
    ['', 'Nothing is here'],
    ['{"a":1}', 'no request line'],
    ['POST / HTTP/1.1\nHost: a\n{"a":1}', 'Header line 2'],
    ['POST / HTTP/1.1\nX Y: 1', 'Header line 1'],
    ['POST relative HTTP/1.1\nHost: a', '"relative" is neither a path nor a URL'],
    ['POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n2\r\n{}\r\n0\r\n\r\n', 'still in chunks'],
  ])('%j is refused with its place', (text, named) => {
    expect(() => parseHttp(text)).toThrow(named);
  });
});

describe('a cURL line', () => {
  const url = 'https://h.test/hooks';
  const bodyOf = (options: string) => utf8Text(parseCurl(`curl ${url} ${options}`).body);

  it('is read as people paste it', () => {
    const read = parseCurl(`$ curl -sS -XPOST "${url}" \\
      -H 'Content-Type: application/json' -H "X-Signature: t=1,v1=\\"a\\"" \\
      --data-raw $'{"text":"it\\'s \\u00e9\\n"}' --compressed | jq .`);
    expect(read).toMatchObject({
      method: 'POST',
      url,
      rawHeaders: [
        ['Content-Type', 'application/json'],
        ['X-Signature', 't=1,v1="a"'],
      ],
    });
    expect(utf8Text(read.body)).toBe('{"text":"it\'s é\n"}');
  });

  it('has the body that curl would send', () => {
    expect(bodyOf("-d a=1 -d b='2 3'")).toBe('a=1&b=2 3');
    expect(bodyOf("--data-urlencode 'name=é /&' --data-urlencode '=x y' --data-urlencode 'p q'")).toBe(
      'name=%C3%A9+%2F%26&x+y&p+q',
    );
    expect(bodyOf("--json '{\"a\":' --json '1}'")).toBe('{"a":1}');
    expect(bodyOf("--data-raw '@not a file'")).toBe('@not a file');
    expect(bodyOf("--data-binary $'a\\x00\\n'")).toBe('a\0\n');
    expect(bodyOf('--data="a b"')).toBe('a b');
  });

  it('has the method, the type and the authorization that curl would add', () => {
    const read = (options: string) => parseCurl(`curl ${options} ${url}`);
    expect(read('').method).toBe('GET');
    expect(read('-d a').method).toBe('POST');
    expect(read('-I').method).toBe('HEAD');
    expect(read('-d a').rawHeaders).toEqual([['Content-Type', 'application/x-www-form-urlencoded']]);
    expect(read("-d a -H 'Content-Type:'").rawHeaders).toEqual([]);
    expect(read("-H 'X-Empty;'").rawHeaders).toEqual([['X-Empty', '']]);
    expect(read('--json {}').rawHeaders).toEqual([
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
    ]);
    expect(read('-u me:secret').rawHeaders).toEqual([['Authorization', 'Basic bWU6c2VjcmV0']]);
    expect(read('-G -d a=1').url).toBe(`${url}?a=1`);
    expect(parseCurl('curl h.test').url).toBe('http://h.test');
  });

  it.each([
    ['', 'Nothing is here'],
    ['wget https://h.test', 'not with curl'],
    ['curl -X POST', 'no URL'],
    [`curl ${url} \\\n -H 'X-Open: 1`, 'Line 2: a single quote is opened'],
    [`curl ${url} \\\n -d "a`, 'Line 2: a double quote is opened'],
    [`curl ${url} -d "$BODY"`, '$BODY'],
    [`curl ${url} -d "$(cat body)"`, 'a command stands in the text'],
    [`curl ${url} -d @body.json`, 'body.json'],
    [`curl ${url} \\\n  -F a=b`, 'Line 2: -F'],
    [`curl ${url} -H nonsense`, '"nonsense" has no "Name: value"'],
    [`curl ${url} -d a more`, '"more" stands where a second URL'],
    [`curl ${url} -d`, '-d stands at the end'],
    ['curl ^"https://h.test^"', 'Windows'],
    ["curl 'http://'", 'is no URL'],
  ])('%j is refused with its place', (text, named) => {
    expect(() => parseCurl(text)).toThrow(named);
  });
});

describe('HAR', () => {
  it.each([
    ['{', 'This is no JSON'],
    ['{"log":{"entries":[]}}', 'holds no entries'],
    ['{"request":{"method":"POST","url":"/relative"}}', 'request.url'],
    ['{"log":{"entries":[{"request":{"url":"http://h.test"}}]}}', 'log.entries.0.request.method'],
  ])('%s is refused with the path of what is wrong', (text, named) => {
    expect(() => parseHar(text)).toThrow(named);
  });

  it('puts a form together where the body as sent is missing, and says so', () => {
    const request = {
      method: 'POST',
      url: 'https://h.test/',
      headers: [{ name: ':authority', value: 'h.test' }],
      postData: { params: [{ name: 'a', value: 'é' }] },
    };
    const [read] = parseHar(JSON.stringify({ request }));
    expect(utf8Text(read.request.body)).toBe('a=%C3%A9');
    expect(read.request.rawHeaders).toEqual([]);
    expect(read.request.notes).toHaveLength(1);
  });
});
