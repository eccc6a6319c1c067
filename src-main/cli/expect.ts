import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { junitOf } from '#core/mutation/report/junit.ts';
import { parseDurationMs } from '#core/numbers/duration.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { wholeNumber } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openSession, type Session, withSession } from './session.ts';
import { deliveryRow } from './show-delivery.ts';

interface ExpectFlags extends CommonFlags {
  where: string;
  count: number;
  exactly?: boolean;
  within: string;
  since?: string;
  signed?: string;
  port?: string;
  junit?: string;
}

/** Events tell of what came; this is for what they miss. */
const lookAgainMs = 500;

/** Of what came and did not match, so many are shown. */
const shownOthers = 5;

const spanMs = (text: string): number => {
  const ms = parseDurationMs(text);
  if (ms !== null) return ms;
  throw new TackleboxError('invalid_input', `--within ${text}: a span such as 500ms, 30s or 2min is needed.`);
};

/** Resolves with the next event, or after a while. */
function nextLook(untilMs: number): { promise: Promise<void>; look: () => void } {
  let look = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, Math.max(1, Math.min(lookAgainMs, untilMs)));
    look = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { promise, look };
}

interface Met {
  met: boolean;
  matching: DeliverySummary[];
  others: DeliverySummary[];
  waitedMs: number;
}

async function waitFor({ client, subscribe }: Session, flags: ExpectFlags): Promise<Met> {
  const withinMs = spanMs(flags.within);
  const began = performance.now();
  const since = flags.since ?? new Date(Date.now() - withinMs).toISOString();
  let look = (): void => undefined;
  await subscribe(() => look());
  const limit = Math.min(200, Math.max(flags.count + 1, 20));
  // What this folder sent itself has not come.
  const caught = /\bdirection:/.test(flags.where) ? {} : ({ direction: 'in' } as const);
  const isSigned = ({ provider, verdict }: DeliverySummary) =>
    flags.signed === undefined || (provider === flags.signed && verdict === 'verified');
  for (;;) {
    const waiting = nextLook(withinMs - (performance.now() - began));
    look = waiting.look;
    const { items } = await client.deliveries.list({ where: flags.where, since, limit, ...caught });
    const matching = items.filter(isSigned);
    const waitedMs = performance.now() - began;
    const isOver = waitedMs >= withinMs;
    const enough = matching.length >= flags.count;
    const tooMany = matching.length > flags.count && (flags.exactly === true || flags.count === 0);
    // None, or no more, can only be said at the end.
    const early = enough && !flags.exactly && flags.count > 0;
    if (tooMany || early || isOver) {
      waiting.look();
      const known = new Set(matching.map(({ deliveryId }) => deliveryId));
      const all = await client.deliveries.list({ since, ...caught, limit: shownOthers + known.size });
      const others = all.items.filter(({ deliveryId }) => !known.has(deliveryId)).slice(0, shownOthers);
      return { met: enough && !tooMany, matching, others, waitedMs };
    }
    await waiting.promise;
  }
}

const wantedText = ({ count, exactly, where, signed }: ExpectFlags): string => {
  const many =
    count === 0
      ? 'no delivery'
      : `${exactly ? 'exactly' : 'at least'} ${count} ${count === 1 ? 'delivery' : 'deliveries'}`;
  return `${many} where ${where}${signed === undefined ? '' : `, signed by ${signed}`}`;
};

/** `tacklebox expect`: exit status 0 as soon as what is expected has come, 1 where it has not in time. */
export function expectCommand(): Command {
  return command('expect', 'Wait for deliveries that match. Exits 1 where they do not come in time.')
    .requiredOption('--where <filter>', "such as 'provider:stripe type:invoice.paid' (docs/filters.md)")
    .option('--count <n>', 'how many; 0: none may come', wholeNumber, 1)
    .option('--exactly', 'no more than that many')
    .option('--within <span>', 'how long to wait', '30s')
    .option('--since <time>', 'count what came since then (default: as long ago as --within)')
    .option('--signed <provider>', 'only those whose signature by this provider held')
    .option('--port <n>', "the receiver's port, where this command catches itself [TACKLEBOX_RECEIVER_PORT]")
    .option('--junit <file>', 'write JUnit XML')
    .action(async (flags: ExpectFlags) => {
      const { met, matching, others, waitedMs } = await withSession(
        openSession(flags, { listen: true }),
        (session) => waitFor(session, flags),
      );
      const wanted = wantedText(flags);
      const came = `${matching.length} came within ${(waitedMs / 1000).toFixed(1)} s`;
      if (flags.junit !== undefined) {
        const failure = met ? null : { type: 'expectation', message: `Expected ${wanted}; ${came}.` };
        await writeFile(flags.junit, junitOf('expect', [{ name: wanted, durationMs: waitedMs, failure }]));
      }
      if (flags.json)
        printJson({ met, expected: wanted, count: matching.length, waitedMs, deliveries: matching });
      else {
        console.log(
          paint(met ? 'green' : 'red', met ? `As expected: ${came}.` : `Expected ${wanted}; ${came}.`),
        );
        if (matching.length > 0) console.log(table(matching.map(deliveryRow)));
        if (!met && others.length > 0)
          console.log(`${faint('Came, and did not match:')}\n${table(others.map(deliveryRow))}`);
      }
      if (!met) process.exitCode = exitStatus.answerIsNo;
    });
}
