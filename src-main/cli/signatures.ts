import type { Command } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { bodyFrom, collect, collectHeader, type SecretFlags, secretFrom } from './inputs.ts';
import { printJson } from './output.ts';
import { openScratchSession, openSession, withSession } from './session.ts';
import { verdictText } from './show-verdict.ts';

interface SignatureFlags extends CommonFlags, SecretFlags {
  provider?: string;
  header?: [string, string][];
  body?: string;
  url?: string;
  method?: string;
}

const withCommonOptions = (base: Command): Command =>
  base
    .option('--provider <id>', 'whose scheme, such as github (see `tacklebox providers`)')
    .option('--secret-file <file>', 'read the secret from a file, or from TACKLEBOX_SECRET')
    .option('--header <name: value>', 'a header of the request (repeatable)', collectHeader)
    .option('--body <file>', 'the body, byte for byte; - for stdin')
    .option('--url <url>', "the request's address, where the scheme signs it")
    .option('--method <method>', "the request's method (default: POST)");

/** `tacklebox sign`: the headers that a provider would send. */
export function signCommand(): Command {
  return withCommonOptions(command('sign', 'Print the headers that a provider would send with a body.'))
    .option('--secret <secret>', 'the signing secret')
    .option('--id <id>', "the event's id, where the scheme signs one")
    .option('--timestamp <time>', 'Unix seconds or ISO 8601 (default: now)')
    .action(async (flags: SignatureFlags & { id?: string; timestamp?: string }) => {
      const secret = await secretFrom(flags);
      if (secret === undefined)
        throw new TackleboxError('secret_missing', 'A secret is needed: give --secret.');
      const body = await bodyFrom(flags.body);
      const { provider, header: headers, url, method, id, timestamp } = flags;
      const result = await withSession(openScratchSession(), ({ client }) =>
        client.signatures.sign({ provider, secret, headers, url, method, id, timestamp, ...body }),
      );
      if (flags.json) return printJson(result);
      for (const [name, value] of Object.entries(result.headers)) console.log(`${name}: ${value}`);
    });
}

/** `tacklebox verify`: exit status 1 where the signature does not hold. */
export function verifyCommand(): Command {
  return withCommonOptions(
    command('verify', 'Check a signature: every step, and why it fails. Exits 1 then.'),
  )
    .option('--secret <secret>', 'a secret that may have signed it (repeatable)', collect)
    .option('--webhook <id>', "use an endpoint's secrets and scheme")
    .option('--now <time>', 'Unix seconds or ISO 8601, to check an old request (default: now)')
    .action(
      async (
        flags: Omit<SignatureFlags, 'secret'> & { secret?: string[]; webhook?: string; now?: string },
      ) => {
        const more = await secretFrom({ secretFile: flags.secretFile });
        const secrets = [...(flags.secret ?? []), ...(more === undefined ? [] : [more])];
        const body = await bodyFrom(flags.body);
        const { provider, header: headers = [], url, method, webhook: webhookId, now } = flags;
        const opening = webhookId === undefined ? openScratchSession() : openSession(flags);
        const verdict = await withSession(opening, ({ client }) =>
          client.signatures.verify({ provider, secrets, headers, url, method, webhookId, now, ...body }),
        );
        if (flags.json) printJson(verdict);
        else console.log(verdictText(verdict));
        if (!verdict.ok) process.exitCode = exitStatus.answerIsNo;
      },
    );
}
