import type { Command } from 'commander';
import { confidenceInWords, describeScheme } from '#core/providers/describe-scheme.ts';
import { type CommonFlags, command } from './command.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openScratchSession, withSession } from './session.ts';

/** `tacklebox providers [ID]`: what is known of whom. */
export function providersCommand(): Command {
  return command('providers', 'List the providers, or show one with its events and scheme.')
    .argument('[id]', 'a provider, such as stripe')
    .action((id: string | undefined, flags: CommonFlags) =>
      withSession(openScratchSession(), async ({ client }) => {
        if (id === undefined) {
          const { items } = await client.providers.list({});
          if (flags.json) return printJson({ items });
          console.log(
            table(
              items.map((provider) => [
                paint('bold', provider.id),
                `${provider.eventTypes.length} events`,
                provider.schemeKind,
                faint(provider.summary),
              ]),
            ),
          );
          return;
        }
        const provider = await client.providers.get({ id });
        if (flags.json) return printJson(provider);
        console.log(
          `${paint('bold', provider.name)}  ${faint(provider.docsUrl ?? '')}\n${provider.summary}\n`,
        );
        console.log(
          table([
            ...describeScheme(provider.scheme).map(([label, text]) => [faint(label), text]),
            [faint('Secret'), provider.secret.description],
            [faint('Facts'), confidenceInWords[provider.confidence]],
          ]),
        );
        console.log('');
        console.log(table(provider.events.map(({ type, description }) => [`  ${type}`, faint(description)])));
      }),
    );
}
