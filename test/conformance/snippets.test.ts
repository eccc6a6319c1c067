import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { allProviders } from '#core/providers/registry.ts';
import { snippetFor } from '#core/signing/snippets/index.ts';
import { snippetSubjects } from '../support/snippet-cases.ts';
import { casesByChance } from '../support/snippet-chance.ts';
import {
  interpreterIsThere,
  runSnippets,
  type SnippetCode,
  snippetDrivers,
} from '../support/snippet-drivers.ts';

/** Requests by chance for each provider, besides those that are written down. */
const byChance = 60;

const subjects = snippetSubjects.map((subject, seed) => ({
  provider: subject.provider,
  cases: [...subject.cases, ...casesByChance(subject, byChance, seed)],
}));

describe.each(snippetDrivers)('the $language snippets, run by $command', async (driver) => {
  const there = await interpreterIsThere(driver);

  test.skipIf(!there)(
    `say what the engine says, of every provider that they cover${there ? '' : ` (skipped: ${driver.command}${driver.needsFile ? ` or ${driver.needsFile}` : ''} is not installed)`}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), `snippets-${driver.language}-`));
      try {
        const covered: SnippetCode[] = subjects.flatMap(({ provider, cases }) => {
          const code = snippetFor(provider.scheme, driver.language, provider.name);
          return code === null ? [] : [{ id: provider.id, code, cases }];
        });
        const answers = z.array(z.array(z.boolean())).parse(await runSnippets(driver, folder, covered));
        const wrong = covered.flatMap(({ id, cases }, row) =>
          cases.flatMap((one, column) =>
            answers[row]?.[column] === one.genuine
              ? []
              : [`${id}: ${one.title} is ${one.genuine ? 'genuine' : 'not genuine'}`],
          ),
        );
        expect(wrong).toEqual([]);
        expect(answers).toHaveLength(covered.length);
        expect(covered.length).toBeGreaterThan(160);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    // Compilers take their time on a busy machine.
    180_000,
  );
});

test('every provider whose secret is shared has a snippet in the languages that read bodies', () => {
  const isShared = ({ scheme }: (typeof allProviders)[number]) =>
    scheme.kind === 'hmac' || ['payload-field', 'static-token', 'basic'].includes(scheme.kind);
  const lacking = allProviders
    .filter(isShared)
    .flatMap(({ id, name, scheme }) =>
      (['node', 'python', 'php', 'ruby', 'go'] as const)
        .filter((language) => snippetFor(scheme, language, name) === null)
        .map((language) => `${id} in ${language}`),
    );
  expect(lacking).toEqual([]);
});

test('a good part of the requests by chance is genuine, and a good part is not', () => {
  const all = subjects.flatMap(({ cases }) => cases.slice(-byChance));
  const genuine = all.filter((one) => one.genuine).length;
  expect(genuine / all.length).toBeGreaterThan(0.3);
  expect(genuine / all.length).toBeLessThan(0.8);
});

test.skip('the csharp snippets say what the engine says (skipped: they need .NET 8, which Debian does not package)', () => {
  // Mono's compiler stops at C# 7 and knows neither ranges nor HashData.
});
