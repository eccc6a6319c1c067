import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron } from 'playwright-core';
import { ensureBuilt } from '../scripts/lib/build.mjs';
import { findElectron, hasDisplay, sandboxArgs } from '../scripts/lib/electron.mjs';
import { root } from '../scripts/lib/paths.mjs';

/**
 * From start to the first answer of `serve` (yardstick: a bare node:http server, started the same way), and from start to a
 * usable window of the desktop app (yardstick: an Electron window with one line of text), with the memory of each at rest.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
/** What was begun at start has ended by then. */
const restMs = 1500;

interface Start {
  startMs: number;
  /** Of all its processes and threads up to there. */
  cpuMs: number;
  memoryMiB: number;
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const medians = (starts: Start[]): Start => ({
  startMs: median(starts.map(({ startMs }) => startMs)),
  cpuMs: median(starts.map(({ cpuMs }) => cpuMs)),
  memoryMiB: median(starts.map(({ memoryMiB }) => memoryMiB)),
});

/** Resident memory of a process, from Linux's own account of it. */
async function residentMiB(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** What processes have used of the CPU, from Linux's own account of their threads. */
async function cpuMsOf(pids: readonly number[]): Promise<number> {
  let ns = 0;
  for (const pid of pids) {
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
      ns += Number(text.split(' ', 1)[0]);
    }
  }
  return ns / 1e6;
}

/** Starts a server that prints its address as the first line, and asks it once. */
async function startServer(args: string[], addressOf: (line: string) => string): Promise<Start> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  await fetch(addressOf(String(line))).then((answer) => answer.arrayBuffer());
  const startMs = performance.now() - startedAt;
  const cpuMs = await cpuMsOf(child.pid === undefined ? [] : [child.pid]);
  await wait(restMs);
  const memoryMiB = await residentMiB(child.pid);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { startMs, cpuMs, memoryMiB };
}

const bareServer = `require('node:http').createServer((q, r) => r.end('ok')).listen(0, '127.0.0.1', function () {
  console.log('http://127.0.0.1:' + this.address().port + '/');
})`;

/** Starts an Electron app and waits for what makes its first window usable. */
async function startWindow(appDir: string, args: string[], usable: string): Promise<Start> {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error('no Electron');
  const startedAt = performance.now();
  const app = await _electron.launch({ executablePath, args: [...sandboxArgs(), appDir, ...args] });
  const page = await app.firstWindow();
  await page.locator(usable).first().waitFor();
  const startMs = performance.now() - startedAt;
  const cpuMs = await cpuMsOf(
    await app.evaluate(({ app: main }) => main.getAppMetrics().map(({ pid }) => pid)),
  );
  await wait(restMs);
  const memoryMiB = await app.evaluate(({ app: main }) =>
    main.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize / 1024, 0),
  );
  await app.close();
  return { startMs, cpuMs, memoryMiB };
}

async function writeHello(dir: string): Promise<void> {
  await writeFile(path.join(dir, 'package.json'), '{"name":"hello","main":"main.js"}');
  await writeFile(
    path.join(dir, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('data:text/html,<nav>hello</nav>'));`,
  );
}

async function repeat(work: () => Promise<Start>): Promise<Start> {
  const starts: Start[] = [];
  for (let round = 0; round < rounds; round++) starts.push(await work());
  return medians(starts);
}

await ensureBuilt();
const dir = await mkdtemp(path.join(tmpdir(), 'tacklebox-bench-start-'));
try {
  const dataDir = path.join(dir, 'data');
  const serveArgs = [
    path.join(root, 'out/main/serve.cjs'),
    '--json',
    '--port',
    '0',
    '--receiver-port',
    '0',
    '--token',
    't',
    '--data-dir',
    dataDir,
  ];
  const bare = await repeat(() => startServer(['-e', bareServer], (line) => line));
  const serve = await repeat(() => startServer(serveArgs, (line) => `${JSON.parse(line).interface}?token=t`));
  const rows: Record<string, Start> = { 'bare node:http': bare, serve };
  let window: number | null = null;
  if (findElectron() !== null && hasDisplay()) {
    const hello = path.join(dir, 'hello');
    await mkdtemp(`${hello}-`).then(async (made) => {
      await writeHello(made);
      rows['Electron hello'] = await repeat(() => startWindow(made, [], 'nav'));
    });
    rows.desktop = await repeat(() =>
      startWindow(root, ['--data-dir', dataDir, '--receiver-port', '0'], 'nav'),
    );
    window = rows.desktop.startMs / (rows['Electron hello']?.startMs ?? Number.NaN);
  } else {
    console.log('The desktop is left out: there is no Electron, or no display (run under xvfb-run).');
  }
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, { startMs, cpuMs, memoryMiB }]) => [
        name,
        {
          'start ms': Math.round(startMs),
          'CPU ms': Math.round(cpuMs),
          'memory MiB': Math.round(memoryMiB),
        },
      ]),
    ),
  );
  console.log(
    JSON.stringify({
      bench: 'start',
      ratio: window ?? serve.startMs / bare.startMs,
      yardstick: window === null ? 'bare node:http' : 'Electron hello world',
      serveToBare: serve.startMs / bare.startMs,
      serveMemoryMiB: serve.memoryMiB,
      rows,
    }),
  );
} finally {
  await rm(dir, { recursive: true, force: true });
}
