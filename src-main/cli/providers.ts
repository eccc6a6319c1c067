import type { Command } from 'commander';
import { originInWords } from '#core/providers/provider-facts.ts';
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
        const { facts } = await client.providers.facts({ id });
        console.log(
          table(
            facts.map(({ subject, statement, origin }) => [
              faint(subject),
              statement,
              paint(origin === 'ours' ? 'yellow' : 'green', originInWords[origin]),
            ]),
          ),
        );
        console.log('');
        console.log(table(provider.events.map(({ type, description }) => [`  ${type}`, faint(description)])));
      }),
    );
}
