import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh folder outside of any checkout. Remove it with `removeDir`, or use `testDir`. */
export const makeTempDir = (name = 'test'): Promise<string> =>
  mkdtemp(path.join(tmpdir(), `tacklebox-${name}-`));

export const removeDir = (dir: string): Promise<void> =>
  rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

/** A fresh folder that goes when the running test has finished. */
export async function testDir(name = 'test'): Promise<string> {
  const dir = await makeTempDir(name);
  onTestFinished(() => removeDir(dir));
  return dir;
}
