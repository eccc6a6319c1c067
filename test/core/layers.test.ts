import { spawnSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

const forbidden: [file: string, specifier: string][] = [
  ['src-core/signing/x.ts', '#main/engine/engine.ts'],
  ['src-core/signing/x.ts', '#renderer/ui/button.tsx'],
  ['src-core/signing/x.ts', '../../src-main/engine/engine.ts'],
  ['src-core/signing/x.ts', 'node:crypto'],
  ['src-core/signing/x.ts', 'electron'],
  ['src-core/signing/x.ts', 'fastify'],
  ['src-core/signing/x.ts', 'react'],
  ['src-core/bytes/x.ts', '../json/value.ts'],
  ['src-core/errors/x.ts', '../http/request.ts'],
  ['src-core/numbers/x.ts', '../contract/define.ts'],
  ['src-core/json/x.ts', '../http/request.ts'],
  ['src-core/http/text/x.ts', '../../delivery/attempt.ts'],
  ['src-core/http/x.ts', '../signing/sign/sign.ts'],
  ['src-core/signing/kinds/x.ts', '../../providers/provider.ts'],
  ['src-core/signing/x.ts', '#core/contract/index.ts'],
  ['src-core/delivery/x.ts', '../contract/define.ts'],
  ['src-core/providers/catalog/x.ts', '../../contract/define.ts'],
  ['src-core/retry/simulation/x.ts', '../../mutation/deck.ts'],
  ['src-core/mutation/x.ts', '../contract/define.ts'],
  ['src-main/engine/x.ts', '#renderer/ui/button.tsx'],
  ['src-main/engine/x.ts', '../../src-renderer/ui/button.tsx'],
  ['src-main/engine/x.ts', '#preload/preload.ts'],
  ['src-main/engine/x.ts', 'electron'],
  ['src-main/transports/x.ts', 'electron'],
  ['src-main/cli/x.ts', 'electron'],
  ['src-main/desktop/x.ts', '#renderer/app/app.tsx'],
  ['src-preload/x.ts', '#main/engine/engine.ts'],
  ['src-preload/x.ts', '../src-renderer/app/app.tsx'],
  ['src-renderer/app/x.ts', '#main/engine/engine.ts'],
  ['src-renderer/platform/x.ts', '../../src-main/engine/engine.ts'],
  ['src-renderer/platform/x.ts', '#preload/preload.ts'],
  ['src-renderer/app/x.ts', 'electron'],
  ['src-renderer/app/x.ts', 'node:fs'],
  ['src-renderer/features/inbox/x.ts', '#main/engine/engine.ts'],
  ['src-renderer/features/inbox/x.ts', '#renderer/features/compose/compose-view.tsx'],
  ['src-renderer/features/inbox/x.ts', '../compose/compose-view.tsx'],
  ['src-renderer/features/inbox/x.ts', '#renderer/app/app.tsx'],
  ['src-renderer/features/inbox/x.ts', '../../app/app.tsx'],
  ['src-renderer/features/inbox/list/x.ts', '../../compose/compose-view.tsx'],
  ['src-renderer/features/inbox/list/x.ts', '../../../app/app.tsx'],
  ['src-renderer/webhook/x.ts', '../features/inbox/inbox-view.tsx'],
  ['src-renderer/webhook/timeline/x.ts', '#renderer/app/app.tsx'],
  ['src-renderer/ui/x.ts', '#renderer/webhook/state-tag.tsx'],
  ['src-renderer/ui/x.ts', '../webhook/state-tag.tsx'],
  ['src-renderer/ui/x.ts', '#renderer/features/inbox/inbox-view.tsx'],
  ['src-renderer/ui/x.ts', '../features/inbox/inbox-view.tsx'],
  ['src-renderer/ui/x.ts', '../platform/client.ts'],
  ['src-renderer/ui/x.ts', '#core/delivery/delivery.ts'],
  ['src-renderer/ui/x.ts', 'node:fs'],
];

const allowed: [file: string, specifier: string][] = [
  ['src-core/signing/x.ts', '../bytes/encoding.ts'],
  ['src-core/signing/x.ts', 'zod'],
  ['src-core/signing/kinds/x.ts', '../../http/request.ts'],
  ['src-core/delivery/x.ts', '../retry/policy.ts'],
  ['src-core/mutation/x.ts', '../providers/provider.ts'],
  ['src-core/contract/x.ts', '../delivery/delivery.ts'],
  ['src-main/engine/x.ts', '#core/signing/sign.ts'],
  ['src-main/engine/x.ts', 'node:fs'],
  ['src-main/desktop/x.ts', 'electron'],
  ['src-preload/x.ts', 'electron'],
  ['src-renderer/features/inbox/x.ts', '#renderer/ui/button.tsx'],
  ['src-renderer/features/inbox/x.ts', '#renderer/platform/client.ts'],
  ['src-renderer/features/inbox/x.ts', '#core/delivery/delivery.ts'],
  ['src-renderer/features/inbox/list/x.ts', '../inbox-store.ts'],
  ['src-renderer/webhook/x.ts', '#core/delivery/delivery.ts'],
  ['src-renderer/webhook/x.ts', '#renderer/ui/button.tsx'],
  ['src-renderer/ui/x.ts', '#core/bytes/encoding.ts'],
  ['src-renderer/ui/x.ts', '#core/json/value.ts'],
];

/** The file that imports the specifier and does nothing else: named by its row, so that a folder can have several. */
const probeOf = (file: string, row: number) => file.replace(/x\.ts$/, `probe-${row}.ts`);

/** Rows whose import the linter refuses, as if each stood in the sources. */
async function refusedRows(rows: typeof forbidden): Promise<Set<number>> {
  const dir = await makeTempDir('layers');
  try {
    await cp(path.join(root, 'biome.json'), path.join(dir, 'biome.json'));
    await mkdir(path.join(dir, '.git'));
    for (const [row, [file, specifier]] of rows.entries()) {
      const probe = path.join(dir, probeOf(file, row));
      await mkdir(path.dirname(probe), { recursive: true });
      await writeFile(probe, `import { thing } from '${specifier}';\n\nthing();\n`);
    }
    const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github', dir];
    const { stdout, stderr } = spawnSync(path.join(root, 'node_modules/.bin/biome'), args, {
      cwd: dir,
      encoding: 'utf8',
    });
    const lines = (stdout + stderr).split('\n').filter((line) => line.includes('noRestrictedImports'));
    const isStopped = (file: string, row: number) => lines.some((line) => line.includes(probeOf(file, row)));
    return new Set(rows.flatMap(([file], row) => (isStopped(file, row) ? [row] : [])));
  } finally {
    await removeDir(dir);
  }
}

describe('the layers', () => {
  let refused: Set<number>;
  const rows = [...forbidden, ...allowed];
  beforeAll(async () => {
    refused = await refusedRows(rows);
  });

  test.each(forbidden.map((row, at) => [...row, at] as const))(
    '%s may not import %s',
    (_file, _specifier, at) => {
      expect(refused).toContain(at);
    },
  );

  test.each(allowed.map((row, at) => [...row, at] as const))('%s may import %s', (_file, _specifier, at) => {
    expect(refused).not.toContain(forbidden.length + at);
  });
});
