import { type Command, Option } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { type SnippetLanguage, snippetLanguages } from '#core/signing/snippets/languages.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { printJson } from './output.ts';
import { openScratchSession, withSession } from './session.ts';

interface SnippetFlags extends CommonFlags {
  provider: string;
  language: SnippetLanguage;
}

/** `tacklebox snippet`: verification code to paste. Exit status 1 where a scheme is beyond a short one. */
export function snippetCommand(): Command {
  return command('snippet', 'Print code that verifies a provider’s signatures.')
    .requiredOption('--provider <id>', 'whose scheme, such as github')
    .addOption(
      new Option('--language <language>', 'the language').choices([...snippetLanguages]).default('node'),
    )
    .action(({ provider, language, json }: SnippetFlags) =>
      withSession(openScratchSession(), async ({ client }) => {
        const snippet = await client.signatures.snippet({ provider, language });
        if (json) printJson(snippet);
        else if (snippet.code !== null) process.stdout.write(snippet.code);
        if (snippet.code !== null) return;
        process.exitCode = exitStatus.answerIsNo;
        if (!json) {
          throw new TackleboxError(
            'scheme_cannot_sign',
            `The scheme of ${provider} is beyond a short snippet: use the provider's own SDK.`,
          );
        }
      }),
    );
}
