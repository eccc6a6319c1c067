import { type Command, Option } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { frameworkIds, type SnippetFramework } from '#core/signing/snippets/frameworks.ts';
import {
  type SnippetLanguage,
  snippetLanguageNames,
  snippetLanguages,
} from '#core/signing/snippets/languages.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { printJson } from './output.ts';
import { openScratchSession, withSession } from './session.ts';

interface SnippetFlags extends CommonFlags {
  provider: string;
  language?: SnippetLanguage;
  framework?: SnippetFramework;
}

/** On stderr, so that what is piped stays code. */
const tell = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

/** `tacklebox snippet`: verification code to paste. Exit status 1 where a scheme is beyond a short one. */
export function snippetCommand(): Command {
  return command('snippet', 'Print code that verifies a provider’s signatures.')
    .requiredOption('--provider <id>', 'whose scheme, such as github')
    .addOption(
      new Option('--language <language>', 'the language (default: the framework’s, else node)').choices([
        ...snippetLanguages,
      ]),
    )
    .addOption(
      new Option('--framework <framework>', 'print a handler of this framework as well').choices([
        ...frameworkIds,
      ]),
    )
    .action(({ provider, language, framework, json }: SnippetFlags) =>
      withSession(openScratchSession(), async ({ client }) => {
        const snippet = await client.signatures.snippet({ provider, language, framework });
        if (json) printJson(snippet);
        else if (snippet.code !== null) {
          process.stdout.write(snippet.code);
          const name = snippetLanguageNames[snippet.language];
          if (snippet.checked === 'not run') tell(`Not run: Tacklebox has no ${name} to test it with.`);
          if (snippet.handler) {
            process.stdout.write(`\n${snippet.handler.code}`);
            tell(`Two files: the check, then the handler for ${snippet.handler.name}, which calls it.`);
            if (snippet.handler.checked !== 'run')
              tell(
                snippet.handler.checked === 'parsed'
                  ? `Not run: ${snippet.handler.name} is not where Tacklebox is tested; the handler was parsed.`
                  : `Not run: the handler for ${snippet.handler.name} was never compiled.`,
              );
          }
        }
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
