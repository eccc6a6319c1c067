import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireProvider } from '#core/providers/require-provider.ts';
import { sign } from '#core/signing/sign/sign.ts';
import { frameworks, type SnippetFramework } from '#core/signing/snippets/frameworks.ts';
import { snippetFor, snippetHandler } from '#core/signing/snippets/index.ts';
import type { SnippetLanguage } from '#core/signing/snippets/languages.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

const run = promisify(execFile);
const secret = 'a secret ✓';
const body = new TextEncoder().encode('{"a": 1,\n "b":"Zoë ☕"}\n');

/** One that signs body alone, one with a time, one with method and address. */
const providers = ['github', 'slack', 'hubspot'].map(requireProvider);

const handlerOf = (id: SnippetFramework, provider = providers[0]) => {
  const handler = provider && snippetHandler(provider.scheme, id);
  if (!handler) throw new Error(`There is no handler for ${id}.`);
  return handler;
};

function signedHeaders(provider: (typeof providers)[number], url: string): Record<string, string> {
  const request = { method: 'POST', url, rawHeaders: [], body };
  const { headers } = sign(provider.scheme, request, secret, { crypto: nodeCrypto, nowMs: Date.now() });
  return { 'content-type': 'application/json', ...Object.fromEntries(headers) };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frameworks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(files: Record<string, string>, name: string): Promise<string> {
  const home = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), text);
  }
  return home;
}

const codeOf = (provider: (typeof providers)[number], language: SnippetLanguage) =>
  snippetFor(provider.scheme, language, provider.name) ?? '';

/** The answer to a genuine request and to one whose body was changed. */
async function answers(
  provider: (typeof providers)[number],
  url: string,
  post: (headers: Record<string, string>, body: Uint8Array) => Promise<number>,
): Promise<[genuine: number, changed: number]> {
  const headers = signedHeaders(provider, url);
  const changed = body.map((byte, at) => (at === 6 ? byte ^ 1 : byte));
  return [await post(headers, body), await post(headers, changed)];
}

describe.each(providers)('of $name, a handler', (provider) => {
  test('of Fastify answers 200 to what is genuine and 401 to what is not', async () => {
    const { code } = handlerOf('fastify', provider);
    const home = await write(
      {
        'webhook.mjs': codeOf(provider, 'node'),
        'app.mjs': `process.env.WEBHOOK_SECRET = ${JSON.stringify(secret)};\n${code}`,
      },
      `fastify-${provider.id}`,
    );
    await symlink(resolve('node_modules'), join(home, 'node_modules'));
    const { app } = await import(join(home, 'app.mjs'));
    const url = 'http://example.com/hooks?x=%2F';
    const post = async (headers: Record<string, string>, payload: Uint8Array) => {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/hooks?x=%2F',
        headers: { ...headers, host: 'example.com' },
        payload: Buffer.from(payload),
      });
      return statusCode;
    };
    expect(await answers(provider, url, post)).toEqual([200, 401]);
    await app.close();
  });

  test('of Next.js answers 200 to what is genuine and 401 to what is not', async () => {
    const { code } = handlerOf('nextjs', provider);
    const home = await write(
      { 'webhook.mjs': codeOf(provider, 'node'), 'route.mjs': code },
      `nextjs-${provider.id}`,
    );
    process.env.WEBHOOK_SECRET = secret;
    const { POST } = await import(join(home, 'route.mjs'));
    const url = 'https://example.com/hooks?x=%2F';
    const post = async (headers: Record<string, string>, payload: Uint8Array) =>
      (await POST(new Request(url, { method: 'POST', headers, body: new Uint8Array(payload) }))).status;
    expect(await answers(provider, url, post)).toEqual([200, 401]);
    delete process.env.WEBHOOK_SECRET;
  });
});

const isThere = (command: string, ...rest: string[]) =>
  run(command, rest).then(
    () => true,
    () => false,
  );
const goIsThere = await isThere('go', 'version');

test.skipIf(!goIsThere)(
  `the handler of net/http answers 200 to what is genuine and 401 to what is not${goIsThere ? '' : ' (skipped: go is not installed)'}`,
  async () => {
    const [github] = providers;
    if (!github) throw new Error('No provider.');
    const code = handlerOf('net-http')
      .code.replace(
        'http.ListenAndServe("127.0.0.1:3000", nil)',
        'l, _ := net.Listen("tcp", "127.0.0.1:0")\n\tprintln(l.Addr().String())\n\thttp.Serve(l, nil)',
      )
      .replace('\t"net/http"', '\t"net"\n\t"net/http"');
    const home = await write(
      {
        'go.mod': 'module example.com/app\ngo 1.18\n',
        'main.go': code,
        'webhook/webhook.go': codeOf(github, 'go'),
      },
      'net-http',
    );
    await run('go', ['build', '-o', 'app', '.'], { cwd: home });
    const child: ChildProcess = spawn(join(home, 'app'), {
      env: { ...process.env, WEBHOOK_SECRET: secret },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    try {
      const [line]: unknown[] = child.stderr ? await once(child.stderr, 'data') : [];
      const url = `http://${String(line).trim()}/hooks`;
      const post = async (headers: Record<string, string>, payload: Uint8Array) =>
        (await fetch(url, { method: 'POST', headers, body: new Uint8Array(payload) })).status;
      expect(await answers(github, url, post)).toEqual([200, 401]);
    } finally {
      child.kill();
      await once(child, 'exit');
    }
  },
  120_000,
);

/** Reads Java without resolving what it imports. */
const javaParser = `import com.sun.source.util.JavacTask;
import javax.tools.*;
import java.util.*;
class Parse {
  public static void main(String[] files) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    var manager = compiler.getStandardFileManager(problems, null, null);
    var task = (JavacTask) compiler.getTask(null, manager, problems, null, null, manager.getJavaFileObjects(files));
    task.parse();
    if (!problems.getDiagnostics().isEmpty()) throw new Exception(problems.getDiagnostics().toString());
  }
}
`;

const parsers: Partial<
  Record<SnippetLanguage, { command: string; file: string; ask: (file: string) => string[] }>
> = {
  node: { command: process.execPath, file: 'handler.mjs', ask: (file) => ['--check', file] },
  python: {
    command: 'python3',
    file: 'handler.py',
    ask: (file) => ['-c', `import ast; ast.parse(open(${JSON.stringify(file)}).read())`],
  },
  php: { command: 'php', file: 'handler.php', ask: (file) => ['-l', file] },
  ruby: { command: 'ruby', file: 'handler.rb', ask: (file) => ['-c', file] },
  go: { command: 'gofmt', file: 'handler.go', ask: (file) => ['-e', '-l', file] },
  java: { command: 'java', file: 'Handler.java', ask: (file) => ['Parse.java', file] },
};

describe.each(frameworks.filter(({ checked }) => checked !== 'not run'))(
  'the handler of $name',
  async ({ id, language }) => {
    const parser = parsers[language];
    const there =
      parser !== undefined && (await isThere(parser.command, language === 'go' ? '-h' : '--version'));
    test.skipIf(!there && language !== 'go')(
      `is what its language's parser reads${there || language === 'go' ? '' : ` (skipped: ${parser?.command} is not installed)`}`,
      async () => {
        if (!parser || (language === 'go' && !goIsThere)) return;
        for (const provider of providers) {
          const home = await write(
            { [parser.file]: handlerOf(id, provider).code, 'Parse.java': javaParser },
            `parse-${id}-${provider.id}`,
          );
          await run(parser.command, parser.ask(parser.file), { cwd: home });
        }
      },
      60_000,
    );
  },
);
