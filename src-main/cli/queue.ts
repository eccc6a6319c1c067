import type { Command } from 'commander';
import type { ContractClient } from '#core/contract/index.ts';
import type { HeldAttempt, QueueState } from '#core/contract/queue.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { type CommonFlags, command, group } from './command.ts';
import { type FilterFlags, filterOf, withFilter } from './filter-flags.ts';
import { faint, paint, printJson } from './output.ts';
import { type PageFlags, printPage, withPaging } from './paging.ts';
import { openSession, type Session, withSession } from './session.ts';

const inSession = (flags: CommonFlags, work: (session: Session) => Promise<void>): Promise<void> =>
  withSession(openSession(flags), work);

function showState(state: QueueState, flags: CommonFlags): void {
  if (flags.json) {
    printJson(state);
    return;
  }
  const word = state.paused ? paint('yellow', 'paused') : paint('green', 'running');
  console.log(`sending is ${word}; ${state.running} under way`);
  for (const { origin, since } of state.down) console.log(`${paint('red', 'away')} ${origin} since ${since}`);
  for (const { url, until, because } of state.switchedOff)
    console.log(
      `${paint('red', 'switched off')} ${url} by its policy: ${because}${until === null ? '' : `; until ${until}`}`,
    );
}

const steering = (name: 'status' | 'pause' | 'resume', description: string) =>
  command(name, description).action((flags: CommonFlags) =>
    inSession(flags, async ({ client }) => showState(await client.queue[name]({}), flags)),
  );

const switchOn = () =>
  command('switch-on', 'Switch a target on again that its retry policy had switched off.')
    .argument('<url>', 'as `queue status` shows it')
    .action((url: string, flags: CommonFlags) =>
      inSession(flags, async ({ client }) => showState(await client.queue.switchOn({ url }), flags)),
    );

interface WhichFlags extends FilterFlags {
  all?: boolean;
  dryRun?: boolean;
}

/** The deliveries meant: named ones, those of a filter, or all where that is said. */
function whichOf(deliveryIds: string[], flags: WhichFlags) {
  const filter = filterOf(flags);
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  const ways = [deliveryIds.length > 0, narrowed, flags.all === true].filter(Boolean).length;
  if (ways !== 1) {
    throw new TackleboxError(
      'invalid_input',
      'Say which deliveries, in one way: their ids, a filter such as --status dead_letter, or --all.',
    );
  }
  return { dryRun: flags.dryRun, ...(deliveryIds.length > 0 ? { deliveryIds } : { filter }) };
}

const bulk = (
  name: string,
  call: 'retryNow' | 'cancel' | 'redeliver',
  verb: string,
  description: string,
): Command =>
  withFilter(command(name, description))
    .argument('[ids...]', 'whd_…')
    .option('--all', 'all deliveries that it applies to')
    .option('--dry-run', 'only count them')
    .action((deliveryIds: string[], flags: WhichFlags) =>
      inSession(flags, async ({ client }) => {
        const { count } = await client.queue[call](whichOf(deliveryIds, flags));
        if (flags.json) return printJson({ count, dryRun: flags.dryRun === true });
        console.log(`${count} ${flags.dryRun ? `would be ${verb}` : verb}`);
      }),
    );

const heldRow = ({ attemptId, delivery, url, edited, heldAt }: HeldAttempt): string[] => [
  faint(heldAt.slice(0, 19).replace('T', ' ')),
  attemptId,
  delivery.deliveryId,
  delivery.provider,
  delivery.eventType ?? faint('–'),
  edited ? paint('yellow', 'edited') : '',
  url,
];

const held = () =>
  withPaging(command('held', 'List what is held, in the order in which it would go on.'))
    .option('--webhook <id>', 'of one endpoint')
    .action((flags: PageFlags & { webhook?: string }) =>
      inSession(flags, async ({ client }) => {
        const { limit, after, webhook: webhookId } = flags;
        printPage(await client.queue.held({ webhookId, limit, after }), flags, heldRow);
      }),
    );

interface HeldFlags extends CommonFlags {
  webhook?: string;
  all?: boolean;
  dryRun?: boolean;
}

/** The held attempts meant: named ones, an endpoint's, or all where that is said. */
async function heldIds(client: ContractClient, given: string[], flags: HeldFlags): Promise<string[]> {
  const { webhook: webhookId, all } = flags;
  if ([given.length > 0, webhookId !== undefined, all === true].filter(Boolean).length !== 1) {
    throw new TackleboxError(
      'invalid_input',
      'Say which held attempts, in one way: their ids, --webhook whk_… or --all.',
    );
  }
  if (given.length > 0) return given;
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await client.queue.held({ webhookId, limit: 1000, after });
    ids.push(...page.items.map(({ attemptId }) => attemptId));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

/** As many ids as a call takes. */
const perCall = 10_000;

const withHeld = (call: 'release' | 'drop', done: string, description: string): Command =>
  command(call, description)
    .argument('[ids...]', 'att_…')
    .option('--webhook <id>', 'all of one endpoint')
    .option('--all', 'all that is held')
    .option('--dry-run', 'only count them')
    .action((given: string[], flags: HeldFlags) =>
      inSession(flags, async ({ client }) => {
        const ids = await heldIds(client, given, flags);
        let count = flags.dryRun ? ids.length : 0;
        for (let at = 0; at < ids.length && !flags.dryRun; at += perCall) {
          count += (await client.queue[call]({ attemptIds: ids.slice(at, at + perCall) })).count;
        }
        if (flags.json) return printJson({ count, dryRun: flags.dryRun === true });
        console.log(`${count} ${flags.dryRun ? `would be ${done}` : done}`);
      }),
    );

/** `tacklebox queue …` */
export const queueCommand = (): Command =>
  group('queue', 'What waits to be sent: look, pause, retry, cancel, redeliver, release, drop.', [
    steering('status', 'Whether the queue runs, and which targets are away.'),
    steering('pause', 'Begin no attempt until resumed. What is under way goes on.'),
    steering('resume', 'Go on.'),
    switchOn(),
    bulk('retry', 'retryNow', 'retried', 'Make attempts that wait for their time now.'),
    bulk('cancel', 'cancel', 'cancelled', 'End the attempts of deliveries, waiting or under way.'),
    bulk('redeliver', 'redeliver', 'redelivered', 'Send once more; the retry policy begins anew.'),
    held(),
    withHeld('release', 'released', 'Let held attempts go, in their order.'),
    withHeld('drop', 'dropped', 'Take held attempts out without sending them.'),
  ]);
