import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { testDir } from '../support/temp-dir.ts';

const unshared = ['--user', '--map-root-user', '--mount'];

/** A disk of one's own takes a mount namespace, which some machines don't give. */
const canMount =
  spawnSync('unshare', [...unshared, 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' }).status ===
  0;

it.skipIf(!canMount)(
  'on a full disk senders are told so, and trimming and deleting work and make room again (needs a mount namespace)',
  async () => {
    const dir = await testDir('disk');
    const child = path.join(import.meta.dirname, '../support/full-disk-child.ts');
    const { stdout } = await promisify(execFile)('unshare', [...unshared, process.execPath, child, dir]);
    const seen = JSON.parse(stdout) as Record<string, unknown> & { kept: number };
    expect(seen.kept).toBeGreaterThan(10);
    // Nothing that was acknowledged is lost: it was deleted, or is there.
    expect(seen.found).toBe(seen.kept);
    expect(seen).toMatchObject({ status: 502, full: 502, after: 200, isFree: true });
    expect(seen.retention).toMatchObject({ ok: true });
    expect(seen.deleted).toMatchObject({ ok: true });
    expect(seen.bugs).toEqual([]);
  },
);
