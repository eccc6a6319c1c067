/**
 * Installs the providers' own libraries here, as the lockfile has them and without running their scripts, and takes away
 * what only compilers and debuggers read: over half of what they weigh.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const unused = /\.([cm]?ts|map|md|flow)$/;

const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: folder,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status === 0) {
  const files = readdirSync(path.join(folder, 'node_modules'), { recursive: true, withFileTypes: true });
  for (const file of files) {
    if (file.isFile() && unused.test(file.name)) rmSync(path.join(file.parentPath, file.name));
  }
}
process.exitCode = status ?? 1;
