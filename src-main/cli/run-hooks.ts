import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { open, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { secretForms } from '#core/http/mask.ts';

/** What a run asks the terminal for: each answers what its address says. */
export type Hook = () => Promise<number | string>;

/** Addresses on this machine, for as long as a command runs. */
export interface RunHooks {
  url(name: string): string;
  close(): Promise<void>;
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Serves hooks on a port of this machine under a path that nobody guesses, so that the engine (in this process or in a `serve`
 * beside it) can read what only the terminal may: commands, files, databases.
 */
export async function serveHooks(hooks: Readonly<Record<string, Hook>>): Promise<RunHooks> {
  const path = crypto.randomUUID();
  const server: Server = createServer((request, response) => {
    const [, word, name = ''] = (request.url ?? '').split('/');
    const hook = word === path ? hooks[name] : undefined;
    if (!hook) {
      response.writeHead(404).end();
      return;
    }
    hook().then(
      (answer) => response.end(String(answer)),
      (error: unknown) => response.writeHead(500).end(reason(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: (name) => `http://127.0.0.1:${port}/${path}/${name}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A counter or a restart takes a moment; what takes longer hangs. */
const commandTimeoutMs = 30_000;

/** Runs a command line with the system's shell; its standard output. */
export function commandHook(commandLine: string): Hook {
  const run = promisify(execFile);
  const [shell, flag] = process.platform === 'win32' ? ['cmd.exe', '/c'] : ['/bin/sh', '-c'];
  return async () => (await run(shell, [flag, commandLine], { timeout: commandTimeoutMs })).stdout.trim();
}

/** The first value of a query's first row, read without leave to write. */
export function sqliteHook(file: string, query: string): Hook {
  return async () => {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const statement = db.prepare<[], unknown>(query).pluck();
      if (!statement.readonly) throw new Error('the query writes: only reading is allowed');
      return String(statement.get() ?? 0);
    } finally {
      db.close();
    }
  };
}

/** Bytes that a process has in memory, as the system's `ps` tells. */
export function memoryHook(pid: number): Hook {
  const run = promisify(execFile);
  return async () => Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout.trim()) * 1024;
}

/** How many lines that a log got since now hold a secret. */
export async function logHook(file: string, secrets: readonly string[]): Promise<Hook> {
  const from = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const forms = secretForms(secrets);
  return async () => {
    const handle = await open(file).catch(() => null);
    if (!handle) return 0;
    let lines = 0;
    try {
      for await (const line of handle.readLines({ start: from })) {
        if (forms.some((form) => line.includes(form))) lines++;
      }
    } finally {
      await handle.close();
    }
    return lines;
  };
}
