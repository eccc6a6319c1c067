import { execFile, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RequestCodeFormat, requestCode } from '#core/http/text/code/index.ts';
import type { WireCopy } from '#core/http/wire-copy.ts';
import { testDir } from '../../support/temp-dir.ts';

const run = promisify(execFile);

interface Language {
  format: RequestCodeFormat;
  file: string;
  command: string;
  args: string[];
  /** Tells whether all that it takes is here. */
  probe: string[];
}

const languages: Language[] = [
  { format: 'fetch', file: 'send.mjs', command: process.execPath, args: [], probe: ['--version'] },
  { format: 'python', file: 'send.py', command: 'python3', args: [], probe: ['-c', 'import requests'] },
  { format: 'go', file: 'send.go', command: 'go', args: ['run'], probe: ['version'] },
  { format: 'php', file: 'send.php', command: 'php', args: [], probe: ['--version'] },
];

interface Seen {
  method: string | undefined;
  target: string | undefined;
  headers: Map<string, string>;
  body: string;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

const requests: Record<string, Omit<WireCopy, 'url'>> = {
  'a signed JSON event': {
    method: 'POST',
    httpVersion: '1.1',
    rawHeaders: [
      ['Host', 'example.com'],
      ['Content-Type', 'application/json'],
      ['X-Hub-Signature-256', 'sha256=00ff'],
      ['Content-Length', '999'],
      ['Connection', 'keep-alive'],
    ],
    body: bytes('{"a":"Zürich \\u2028 \u2028 $HOME \\"quoted\\" `$' + '{x}` <?php #{y}","b":1}\r\n\ttail\n'),
  },
  'bytes that are no text': {
    method: 'PUT',
    httpVersion: '1.1',
    rawHeaders: [
      ['Content-Type', 'application/octet-stream'],
      ['X-Odd', 'caf\u00e9 "$x" \\ \'y\''],
    ],
    body: Uint8Array.from({ length: 256 }, (_, at) => at),
  },
  'headers of one name, and no body': {
    method: 'DELETE',
    httpVersion: '1.1',
    rawHeaders: [
      ['X-Twice', 'one'],
      ['X-Twice', 'two'],
      ['X-Empty', ''],
    ],
    body: new Uint8Array(),
  },
};

describe('a request as a program that sends it', () => {
  let seen: Seen[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = new Map<string, string>();
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      const name = request.rawHeaders[at]?.toLowerCase() ?? '';
      const value = request.rawHeaders[at + 1] ?? '';
      headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
    }
    const body = Buffer.concat(chunks).toString('base64');
    seen.push({ method: request.method, target: request.url, headers, body });
    response.end('taken');
  });
  let dir: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  describe.each(languages)('in $format', ({ format, file, command, args, probe }) => {
    const missing = spawnSync(command, probe).status !== 0;
    it.skipIf(missing).each(Object.keys(requests))(
      `%s arrives as it was${missing ? ` (skipped: ${command} or its library is not here)` : ''}`,
      async (name) => {
        const given = requests[name] as Omit<WireCopy, 'url'>;
        dir = await testDir('code');
        await mkdir(dir, { recursive: true });
        const { port } = server.address() as AddressInfo;
        const url = `http://127.0.0.1:${port}/hooks/x?a=1&b=%20c`;
        await writeFile(path.join(dir, file), requestCode[format]({ ...given, url }));
        seen = [];
        const { stdout } = await run(command, [...args, file], {
          cwd: dir,
          env: { ...process.env, GOFLAGS: '-mod=mod' },
        });
        expect(stdout).toContain('taken');
        expect(seen).toHaveLength(1);
        const [arrived] = seen;
        expect(arrived?.method).toBe(given.method);
        expect(arrived?.target).toBe('/hooks/x?a=1&b=%20c');
        expect(arrived?.body).toBe(Buffer.from(given.body).toString('base64'));
        const wanted = new Map<string, string>();
        for (const [header, value] of given.rawHeaders) {
          const key = header.toLowerCase();
          if (['host', 'content-length', 'connection'].includes(key)) continue;
          wanted.set(key, wanted.has(key) ? `${wanted.get(key)}, ${value}` : value);
        }
        for (const [header, value] of wanted)
          expect([header, arrived?.headers.get(header)]).toEqual([header, value]);
      },
    );
  });
});
