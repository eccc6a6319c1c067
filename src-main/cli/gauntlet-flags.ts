import type { Command } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { CommonFlags } from './command.ts';
import { collect, type SecretFlags, wholeNumber } from './inputs.ts';
import {
  commandHook,
  type Hook,
  logHook,
  memoryHook,
  type RunHooks,
  serveHooks,
  sqliteHook,
} from './run-hooks.ts';

/** How a command sees what a handler does besides answering. */
export interface ObserverFlags {
  observe?: string;
  observeAt?: string;
  observeCommand?: string;
  observeSqlite?: string;
  observeQuery?: string;
  observeEndpoint?: string;
  settle?: number;
}

export interface GauntletFlags extends CommonFlags, SecretFlags, ObserverFlags {
  provider: string;
  to: string;
  event?: string;
  data?: string;
  scheme?: string;
  auth?: string;
  previousSecret?: string;
  case?: string[];
  profile: 'strict' | 'lenient';
  fields?: number;
  seed?: number;
  timeout?: number;
  insecure?: boolean;
  allowRemote?: boolean;
  restart?: string;
  pid?: number;
  log?: string;
  failuresOf?: string;
  compare?: string;
  junit?: string;
  markdown?: string;
  report?: string[];
  list?: boolean;
}

/** Adds the flags that name an observer. */
export const withObserver = (base: Command): Command =>
  base
    .option('--observe <url>', 'count side effects: an address that answers with a number')
    .option('--observe-at <pointer>', 'where the number stands in its JSON (default: /count)')
    .option('--observe-command <command>', 'count side effects: a command that prints a number')
    .option('--observe-sqlite <file>', 'count side effects: a SQLite file, read only')
    .option('--observe-query <sql>', 'the query whose first value is the number')
    .option('--observe-endpoint <id>', 'count side effects: what an endpoint of ours catches')
    .option('--settle <ms>', 'how long work may take to show (default: 200)', wholeNumber);

export const withGauntletFlags = (base: Command): Command =>
  withObserver(
    base
      .requiredOption('--provider <id>', 'whose events')
      .requiredOption('--to <url>', 'the handler')
      .option('--secret <secret>', 'what signs (or --secret-file, or TACKLEBOX_SECRET)')
      .option('--secret-file <file>', 'read the secret from a file')
      .option('--previous-secret <secret>', 'the one before a rotation: it has to be accepted too')
      .option('--event <type>', 'an event type of its catalog')
      .option('--data <file>', 'the payload to bend; - for stdin')
      .option('--scheme <file>', 'sign by a scheme of your own, as JSON')
      .option('--auth <method>', 'authenticate by this one of its ways')
      .option(
        '--case <id>',
        'a case, a family, or a name without its field (repeatable; default: all)',
        collect,
      )
      .option('--profile <profile>', 'strict or lenient', 'strict')
      .option('--fields <n>', 'how many fields get cases of their own (default: 24)', wholeNumber)
      .option('--seed <n>', 'draw the same events again', wholeNumber)
      .option('--timeout <ms>', 'how long an answer may take (default: as its provider waits)', wholeNumber)
      .option('--insecure', 'accept a TLS certificate that does not verify')
      .option('--allow-remote', 'the target is not on this machine, and it is yours to test')
      .option('--restart <command>', 'restarts the handler, to see what it remembers')
      .option('--pid <n>', 'the handler’s process, to see its memory', wholeNumber)
      .option('--log <file>', 'the handler’s log, to look for the secret in what is added')
      .option('--failures-of <run>', 'play only what failed in an earlier run')
      .option('--compare <run>', 'say what changed since an earlier run')
      .option('--junit <file>', 'write JUnit XML')
      .option('--markdown <file>', 'write a summary for a pull request')
      .option(
        '--report <file>',
        'write a report by its ending: .html, .md, .xml or .json (repeatable)',
        collect,
      )
      .option('--list', 'show the deck instead of running it'),
  );

export type ObserverChoice = { url: string; pointer?: string | undefined } | { webhookId: string };

/** Hooks of a command that serve its flags; none where no flag needs one. */
export function observerHooks(flags: ObserverFlags): Record<string, Hook> {
  const { observe, observeCommand, observeSqlite, observeQuery, observeEndpoint } = flags;
  const named = [observe, observeCommand, observeSqlite, observeEndpoint].filter(
    (flag) => flag !== undefined,
  );
  if (named.length > 1) {
    throw new TackleboxError(
      'invalid_input',
      'Name one observer: --observe, --observe-command, --observe-sqlite or --observe-endpoint.',
    );
  }
  if (observeCommand !== undefined) return { observer: commandHook(observeCommand) };
  if (observeSqlite === undefined) return {};
  if (observeQuery === undefined) {
    throw new TackleboxError(
      'invalid_input',
      "--observe-sqlite needs --observe-query, such as 'SELECT count(*) FROM orders'.",
    );
  }
  return { observer: sqliteHook(observeSqlite, observeQuery) };
}

/** The observer as the engine takes it; undefined where none is named. */
export function observerOf(flags: ObserverFlags, hooks: RunHooks | null): ObserverChoice | undefined {
  if (flags.observe !== undefined) return { url: flags.observe, pointer: flags.observeAt };
  if (flags.observeEndpoint !== undefined) return { webhookId: flags.observeEndpoint };
  const isHooked = flags.observeCommand !== undefined || flags.observeSqlite !== undefined;
  return isHooked && hooks ? { url: hooks.url('observer') } : undefined;
}

/** Serves whatever the flags of a run need from this terminal; null where they need nothing. */
export async function hooksFor(flags: GauntletFlags, secrets: readonly string[]): Promise<RunHooks | null> {
  const { restart, pid, log } = flags;
  const hooks: Record<string, Hook> = {
    ...observerHooks(flags),
    ...(restart === undefined ? {} : { restart: commandHook(restart) }),
    ...(pid === undefined ? {} : { memory: memoryHook(pid) }),
    ...(log === undefined ? {} : { log: await logHook(log, secrets) }),
  };
  return Object.keys(hooks).length === 0 ? null : serveHooks(hooks);
}
