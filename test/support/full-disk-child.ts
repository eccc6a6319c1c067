/**
 * An engine on a small disk of its own, for which it is started in a mount namespace: fills it, then frees it again. Argument: an
 * empty folder. Prints one line of JSON with what it saw.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { createConnection } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '#main/engine/create-engine.ts';
import { send } from './http.ts';

const [mount = ''] = process.argv.slice(2);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'none', mount]);
const dataDir = path.join(mount, 'data');
const bugs: string[] = [];
const start = () =>
  createEngine({
    host: 'serve',
    version: '0.0.0',
    dataDir,
    receiverPort: 0,
    onBug: (error, where) => bugs.push(`${where}: ${error}`),
  });
const engine = await start();
const made = await engine.dispatch('endpoints.create', { name: 'Full' });
const { url } = (made.ok ? made.result : {}) as { url: string };
await engine.parts.history.keepReserve();
const { bavail, bsize } = statfsSync(mount);
// Somebody else takes all but the last megabytes.
takeDisk('most', bavail * bsize - 12_000_000);

/** Writes until so much is written, or the disk is full. */
function takeDisk(name: string, bytes: number): void {
  const file = openSync(path.join(mount, name), 'w');
  try {
    for (let written = 0; written < bytes; ) written += writeSync(file, Buffer.alloc(4096));
  } catch {
    // It is full.
  }
  closeSync(file);
}

const body = 'x'.repeat(60_000);
let kept = 0;
let status = 200;
while (status === 200 && kept < 5000) {
  status = (await send(url, { method: 'POST', body })).status;
  if (status === 200) kept += 1;
}
takeDisk('rest', Number.POSITIVE_INFINITY);
const full = (await send(url, { method: 'POST', body })).status;
const retention = await engine.dispatch('settings.update', {
  retention: { maxDeliveries: 100_000, maxAgeDays: null, maxBytes: null },
});
const deleted = await engine.dispatch('deliveries.delete', { filter: {} });
const count = deleted.ok ? (deleted.result as { count: number }).count : 0;
let after = 0;
for (let tries = 0; tries < 100 && after !== 200; tries++) {
  after = (await send(url, { method: 'POST', body: 'small' })).status;
  if (after !== 200) await sleep(50);
}
await engine.close();

// With space again, the next start finds all that was acknowledged.
rmSync(path.join(mount, 'most'));
const again = await start();
const info = await again.dispatch('system.info', {});
const left = info.ok ? (info.result as { counts: { deliveries: number } }).counts.deliveries : 0;
await again.close();

// Nothing holds the port any more.
const port = Number(new URL(url).port);
const isFree = await new Promise<boolean>((resolve) => {
  const socket = createConnection({ port, host: '127.0.0.1' });
  socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
});
// The last capture is one more.
console.log(
  JSON.stringify({ kept, found: count + left - 1, status, full, retention, deleted, after, isFree, bugs }),
);
