import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { TlsInfo } from '#core/contract/tls.ts';
import { trustInstructions } from '#core/tls/trust-instructions.ts';
import { type CommonFlags, command, group } from './command.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openSession, withSession } from './session.ts';
import { tlsHostsCommand } from './tls-hosts.ts';

function show(info: TlsInfo, flags: CommonFlags): void {
  if (flags.json) {
    printJson(info);
    return;
  }
  console.log(
    table([
      [faint('HTTPS'), info.url ?? info.problem ?? 'off: `tacklebox serve --tls`, or Settings'],
      [faint('Authority'), info.fingerprint],
      [faint('Until'), info.notAfter],
      [faint('Holds for'), info.names.join(', ')],
    ]),
  );
}

const info = () =>
  command('info', 'The certificate authority made here, and whether the receiver serves HTTPS.').action(
    (flags: CommonFlags) =>
      withSession(openSession(flags), async ({ client }) => show(await client.tls.info({}), flags)),
  );

const exported = () =>
  command('export', 'Write the certificate of the authority, which clients are to trust, as PEM.')
    .argument('[file]', '- for stdout', 'tacklebox-ca.pem')
    .action((file: string, flags: CommonFlags) =>
      withSession(openSession(flags), async ({ client }) => {
        const { certificate, fingerprint } = await client.tls.info({});
        if (file === '-') {
          process.stdout.write(certificate);
          return;
        }
        await writeFile(file, certificate);
        if (flags.json) printJson({ path: path.resolve(file), fingerprint });
        else console.log(`${path.resolve(file)}  ${faint(fingerprint)}`);
      }),
    );

const rotate = () =>
  command('rotate', 'Make a new authority. What trusted the old one has to be told of the new one.').action(
    (flags: CommonFlags) =>
      withSession(openSession(flags), async ({ client }) => show(await client.tls.rotate({}), flags)),
  );

const instructions = () =>
  command('instructions', 'How Node, curl, Python, browsers and systems are told to trust the authority.')
    .argument('[file]', 'where its certificate was exported to', 'tacklebox-ca.pem')
    .action((file: string, flags: CommonFlags) => {
      const list = trustInstructions(path.resolve(file));
      if (flags.json) return printJson({ instructions: list });
      console.log(table(list.map(({ system, steps }) => [paint('bold', system), steps])));
    });

/** `tacklebox tls …` */
export const tlsCommand = (): Command =>
  group(
    'tls',
    'HTTPS: the certificate authority made here and how to trust it; what is trusted where requests are sent.',
    [info(), exported(), rotate(), instructions(), tlsHostsCommand()],
  );
