import type { Command } from 'commander';
import type { TlsHost } from '#core/contract/tls.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command, group } from './command.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openSession, withSession } from './session.ts';
import { type TlsFlags, tlsFrom, withTlsFlags } from './tls-flags.ts';

const row = ({ host, authorities, certificate, hasKey }: TlsHost): string[] => [
  paint('bold', host),
  authorities.map(({ subject }) => subject).join('; ') || faint('no authority'),
  certificate
    ? `offers ${certificate.subject} until ${certificate.notAfter}${hasKey ? '' : ' (no key)'}`
    : faint('no client certificate'),
];

const list = () =>
  command('list', 'What is trusted and offered at which hosts.').action((flags: CommonFlags) =>
    withSession(openSession(flags), async ({ client }) => {
      const { items } = await client.tls.hosts({});
      if (flags.json) return printJson({ items });
      console.log(items.length === 0 ? 'Nothing is set for any host.' : table(items.map(row)));
    }),
  );

const set = () =>
  withTlsFlags(
    command('set', 'Trust authorities at a host, or offer it a client certificate. Replaces what was set.'),
  )
    .argument('<host>', 'api.example.com, api.example.com:8443, *.example.com, or * for all')
    .action(async (host: string, flags: CommonFlags & TlsFlags) => {
      const identity = await tlsFrom(flags);
      await withSession(openSession(flags), async ({ client }) => {
        const made = await client.tls.setHost({ host, ...identity });
        if (flags.json) printJson(made);
        else console.log(table([row(made)]));
      });
    });

const remove = () =>
  command('remove', 'End what was set for a host. Exits 1 where nothing was.')
    .argument('<host>', 'as it was set')
    .action((host: string, flags: CommonFlags) =>
      withSession(openSession(flags), async ({ client }) => {
        const { removed } = await client.tls.removeHost({ host });
        if (flags.json) printJson({ removed });
        else console.log(removed ? `${host} is as any other host again` : `Nothing is set for ${host}`);
        if (!removed) process.exitCode = exitStatus.answerIsNo;
      }),
    );

/** `tacklebox tls hosts …` */
export const tlsHostsCommand = (): Command =>
  group('hosts', 'Authorities and client certificates (mTLS) of hosts that requests are sent to.', [
    list(),
    set(),
    remove(),
  ]);
