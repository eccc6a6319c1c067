import { type Command, Option } from 'commander';
import type { ContractClient } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import {
  type SnippetLanguage,
  snippetLanguageNames,
  snippetLanguages,
} from '#core/signing/snippets/languages.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { bodyFrom, collect, collectField, collectHeader, type SecretFlags, secretFrom } from './inputs.ts';
import { faint, printJson } from './output.ts';
import { type RequestFlags, type RequestInput, requestFrom, withRequestFiles } from './request-flags.ts';
import { type SchemeFlag, schemeFrom } from './scheme-flag.ts';
import { openScratchSession, openSession, withSession } from './session.ts';
import { verdictText } from './show-verdict.ts';

interface SignatureFlags extends CommonFlags, SchemeFlag {
  provider?: string;
  auth?: string;
  field?: Record<string, string>;
  header?: [string, string][];
  body?: string;
  url?: string;
  method?: string;
}

const withCommonOptions = (base: Command): Command =>
  base
    .option('--provider <id>', 'whose scheme, such as github (see `tacklebox providers`)')
    .option('--scheme <file>', 'a signature scheme of your own, as JSON')
    .option('--auth <method>', 'this one of its ways to authenticate, such as bearer')
    .option('--secret-file <file>', 'read the secret from a file, or from TACKLEBOX_SECRET')
    .option('--header <name: value>', 'a header of the request (repeatable)', collectHeader)
    .option('--body <file>', 'the body, byte for byte; - for stdin')
    .option(
      '--field <name=value>',
      "a value for the scheme's field, such as a key id (repeatable)",
      collectField,
    )
    .option('--url <url>', "the request's address, where the scheme signs it")
    .option('--method <method>', "the request's method (default: POST)");

type SignResult = Awaited<ReturnType<ContractClient['signatures']['sign']>>;

/** What signing made, wherever it stands: headers, then the address and the body where the signature lives there. */
function signedLines({ headers, url, body, bodyBase64 }: SignResult): string[] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (url !== undefined) lines.push(`URL: ${url}`);
  if (body !== undefined) lines.push('', body);
  if (bodyBase64 !== undefined) lines.push('', `Body as base64: ${bodyBase64}`);
  return lines.length > 0 ? lines : ['Unsigned: this provider signs nothing.'];
}

/** `tacklebox sign`: the headers that a provider would send. */
export function signCommand(): Command {
  return withCommonOptions(command('sign', 'Print the headers that a provider would send with a body.'))
    .option('--secret <secret>', 'the signing secret')
    .option('--id <id>', "the event's id, where the scheme signs one")
    .option('--timestamp <time>', 'Unix seconds or ISO 8601 (default: now)')
    .action(async (flags: SignatureFlags & SecretFlags & { id?: string; timestamp?: string }) => {
      const secret = await secretFrom(flags);
      if (secret === undefined)
        throw new TackleboxError('secret_missing', 'A secret is needed: give --secret.');
      const [body, scheme] = [await bodyFrom(flags.body), await schemeFrom(flags)];
      const { provider, auth, field: fields, header: headers, url, method, id, timestamp } = flags;
      const result = await withSession(openScratchSession(), ({ client }) =>
        client.signatures.sign({
          provider,
          auth,
          scheme,
          fields,
          secret,
          headers,
          url,
          method,
          id,
          timestamp,
          ...body,
        }),
      );
      if (flags.json) return printJson(result);
      for (const line of signedLines(result)) console.log(line);
    });
}

interface VerifyFlags extends SignatureFlags, RequestFlags, Pick<SecretFlags, 'secretFile'> {
  secret?: string[];
  webhook?: string;
  now?: string;
  language?: SnippetLanguage;
}

interface CheckedBy {
  provider?: string | undefined;
  auth?: string | undefined;
  scheme?: Scheme | undefined;
  webhookId?: string | undefined;
}

/** What the flags name; else the provider that the request looks like. */
async function checkedBy(
  client: ContractClient,
  flags: VerifyFlags,
  request: RequestInput,
): Promise<CheckedBy> {
  const { provider, auth, webhook: webhookId } = flags;
  const scheme = await schemeFrom(flags);
  if (provider !== undefined || scheme || webhookId !== undefined)
    return { provider, auth, scheme, webhookId };
  const guess = await client.providers.detect(request);
  if (guess.provider === null) {
    throw new TackleboxError(
      'invalid_input',
      'Nothing in the request tells who sent it: give --provider, --scheme or --webhook.',
    );
  }
  console.error(faint(`Checked as ${guess.provider}: ${guess.because}.`));
  return { provider: guess.provider };
}

/** The code that does it right, under a verdict. */
async function snippetText(
  client: ContractClient,
  by: CheckedBy,
  language: SnippetLanguage,
): Promise<string> {
  const { provider, scheme, webhookId } = by;
  const own = webhookId === undefined ? null : await client.endpoints.get({ webhookId });
  const { code } = await client.signatures.snippet({
    provider: provider ?? own?.provider,
    scheme: scheme ?? (provider === undefined ? (own?.scheme ?? undefined) : undefined),
    language,
  });
  const name = snippetLanguageNames[language];
  return code === null
    ? `The scheme is beyond a short piece of ${name}: use the provider's own library.`
    : `Code that checks it right, in ${name}:\n\n${code}`;
}

/** `tacklebox verify`: exit status 1 where the signature does not hold. */
export function verifyCommand(): Command {
  const base = command('verify', 'Check a signature: every step, and why it fails. Exits 1 then.');
  return withRequestFiles(withCommonOptions(base))
    .option('--secret <secret>', 'a secret that may have signed it (repeatable)', collect)
    .option('--webhook <id>', "use an endpoint's secrets and scheme")
    .option('--now <time>', 'Unix seconds or ISO 8601, to check an old request (default: now)')
    .addOption(
      new Option('--language <language>', 'where it fails, print code that checks it right').choices([
        ...snippetLanguages,
      ]),
    )
    .action(async (flags: VerifyFlags) => {
      const more = await secretFrom({ secretFile: flags.secretFile });
      const secrets = [...(flags.secret ?? []), ...(more === undefined ? [] : [more])];
      const request = await requestFrom(flags);
      const opening = flags.webhook === undefined ? openScratchSession() : openSession(flags);
      await withSession(opening, async ({ client }) => {
        const by = await checkedBy(client, flags, request);
        const verdict = await client.signatures.verify({
          ...by,
          fields: flags.field,
          ...request,
          secrets,
          now: flags.now,
        });
        if (flags.json) printJson(verdict);
        else console.log(verdictText(verdict));
        if (verdict.ok) return;
        process.exitCode = exitStatus.answerIsNo;
        if (flags.language && !flags.json) console.log(`\n${await snippetText(client, by, flags.language)}`);
      });
    });
}
