import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { snippetFor } from '#core/signing/snippets/index.ts';
import { snippetSubjects } from '../support/snippet-cases.ts';
import { interpreterIsThere, runSnippets, snippetDrivers } from '../support/snippet-drivers.ts';

describe.each(snippetDrivers)('the $language snippets, run by $command', async (driver) => {
  const there = await interpreterIsThere(driver);

  test.skipIf(!there)(
    `accept what is genuine and refuse what is not${there ? '' : ` (skipped: ${driver.command}${driver.needsFile ? ` or ${driver.needsFile}` : ''} is not installed)`}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), `snippets-${driver.language}-`));
      try {
        const subjects = snippetSubjects.flatMap(({ provider, cases }) => {
          const code = snippetFor(provider.scheme, driver.language, provider.name);
          return code === null ? [] : [{ id: provider.id, code, cases }];
        });
        const answers = z.array(z.array(z.boolean())).parse(await runSnippets(driver, folder, subjects));
        const wrong = subjects.flatMap(({ id, cases }, row) =>
          cases.flatMap((one, column) =>
            answers[row]?.[column] === one.genuine ? [] : [`${id}: ${one.title}`],
          ),
        );
        expect(wrong).toEqual([]);
        expect(answers).toHaveLength(subjects.length);
        expect(subjects.length).toBeGreaterThan(snippetSubjects.length - 10);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    // Compilers take their time on a busy machine.
    180_000,
  );
});

test.skip('the csharp snippets accept what is genuine and refuse what is not (skipped: they need .NET 8, which Debian does not package)', () => {
  // Mono's compiler stops at C# 7 and knows neither ranges nor HashData.
});
