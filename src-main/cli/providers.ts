import type { Command } from 'commander';
import { Origin, originInWords, originMeans } from '#core/providers/origin.ts';
import type { ProviderFact } from '#core/providers/provider-facts.ts';
import { type CommonFlags, command } from './command.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openScratchSession, withSession } from './session.ts';

/** `tacklebox providers [ID]`: what is known of whom. `providers show ID` is the same as `providers ID`. */
export function providersCommand(): Command {
  return command('providers', 'List the providers, or show one with its events and scheme.')
    .argument('[id]', 'a provider, such as stripe')
    .action((id: string | undefined, flags: CommonFlags) =>
      id === undefined ? listProviders(flags) : showProvider(id, flags),
    )
    .addCommand(
      command('show', 'Show what is known of a provider, and whose word each thing is.')
        .argument('<id>', 'a provider, such as stripe')
        .action((id: string, _flags: CommonFlags, show: Command) =>
          showProvider(id, show.optsWithGlobals<CommonFlags>()),
        ),
    );
}

const listProviders = (flags: CommonFlags) =>
  withSession(openScratchSession(), async ({ client }) => {
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
  });

const showProvider = (id: string, flags: CommonFlags) =>
  withSession(openScratchSession(), async ({ client }) => {
    const provider = await client.providers.get({ id });
    const { facts } = await client.providers.facts({ id });
    if (flags.json) return printJson({ ...provider, facts });
    console.log(`${paint('bold', provider.name)}  ${faint(provider.docsUrl ?? '')}\n${provider.summary}\n`);
    printFacts(facts);
    console.log('');
    console.log(table(provider.events.map(({ type, description }) => [`  ${type}`, faint(description)])));
  });

/** Each fact with whose word it is; where that stands is a number, and the numbers are explained below. */
function printFacts(facts: readonly ProviderFact[]): void {
  const sources = [...new Set(facts.flatMap(({ source }) => source ?? []))];
  const note = (source: string | null) => (source === null ? '' : ` [${sources.indexOf(source) + 1}]`);
  console.log(
    table(
      facts.map(({ subject, statement, origin, source }) => [
        faint(subject),
        paint(origin === 'ours' ? 'yellow' : 'green', `${originInWords[origin]}${note(source)}`),
        statement,
      ]),
    ),
  );
  console.log('');
  for (const origin of Origin.options)
    if (facts.some((fact) => fact.origin === origin))
      console.log(faint(`${originInWords[origin]}: ${originMeans[origin]}`));
  sources.forEach((source, at) => {
    console.log(faint(`[${at + 1}] ${source}`));
  });
}
