import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { junitOf } from '#core/mutation/report/junit.ts';
import { formatDuration, parseDurationMs } from '#core/numbers/duration.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { type ObserverFlags, observerHooks, observerOf, withObserver } from './gauntlet-flags.ts';
import { bodyFrom, type SecretFlags, secretFrom, wholeNumber } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import { policyFrom } from './policy-flag.ts';
import { serveHooks } from './run-hooks.ts';
import { openOrScratch, withSession } from './session.ts';

interface FastForwardFlags extends CommonFlags, SecretFlags, ObserverFlags {
  provider: string;
  policy?: string;
  to: string;
  event?: string;
  data?: string;
  copies: number;
  loseAnswers: number;
  within: string;
  scenario?: string;
  timestamps: 'real' | 'virtual';
  seed: number;
  insecure?: boolean;
  junit?: string;
}

const spanMs = (text: string): number => {
  const ms = parseDurationMs(text);
  if (ms !== null) return ms;
  throw new TackleboxError('invalid_input', `--within ${text}: a span such as 8s or 1min is needed.`);
};

/** `tacklebox fastforward`: exit status 1 where the event is not delivered in the end, or was worked on more than once. */
export function fastForwardCommand(): Command {
  return withObserver(
    command(
      'fastforward',
      'Run a retry policy for real against a handler, its waits compressed. Exits 1 on a dead letter, or where work was done twice.',
    )
      .requiredOption('--provider <id>', 'whose event')
      .requiredOption('--to <url>', 'the handler')
      .option('--policy <policy>', "a provider's, a JSON file, or JSON (default: --provider's)")
      .option('--secret <secret>', 'sign with it (or --secret-file, or TACKLEBOX_SECRET)')
      .option('--secret-file <file>', 'read the secret from a file')
      .option('--event <type>', 'an event type of its catalog')
      .option('--data <file>', 'the body; - for stdin')
      .option('--copies <n>', 'so many copies of the first attempt at the same moment', wholeNumber, 0)
      .option('--lose-answers <n>', 'cut the first so many answers off before they are read', wholeNumber, 0)
      .option('--within <span>', 'how long all waits may take together', '8s')
      .option('--scenario <text>', 'attempts that fail before they reach the handler, such as "503, 503"')
      .option('--timestamps <clock>', 'sign with the real or the virtual time', 'real')
      .option('--seed <n>', 'the same seed draws the same chances', wholeNumber, 1)
      .option('--insecure', 'accept a TLS certificate that does not verify')
      .option('--junit <file>', 'write JUnit XML'),
  ).action(async (flags: FastForwardFlags) => {
    const policy = await policyFrom(flags.policy ?? flags.provider);
    const [secret, body] = [await secretFrom(flags), await bodyFrom(flags.data)];
    const withinMs = spanMs(flags.within);
    const hooks =
      Object.keys(observerHooks(flags)).length > 0 ? await serveHooks(observerHooks(flags)) : null;
    try {
      const observer = observerOf(flags, hooks);
      const run = await withSession(openOrScratch(flags), ({ client }) =>
        client.retry.fastForward({
          ...policy,
          target: { url: flags.to, insecureTls: flags.insecure },
          event: { provider: flags.provider, eventType: flags.event, ...body, secret },
          ...(flags.scenario === undefined ? {} : { scenario: flags.scenario }),
          seed: flags.seed,
          withinMs,
          timestamps: flags.timestamps,
          loseAnswers: flags.loseAnswers,
          copies: flags.copies,
          settleMs: flags.settle,
          ...(observer ? { observer } : {}),
        }),
      );
      const { idempotency, result, reason } = run;
      const isTwice = idempotency.outcome === 'not_idempotent';
      if (flags.junit !== undefined) {
        const failed = (message: string) => ({ type: 'fastforward', message });
        const checks = [
          {
            name: 'The event is delivered in the end',
            durationMs: run.elapsedMs,
            failure: result === 'succeeded' ? null : failed(reason ?? 'It became a dead letter.'),
          },
          {
            name: 'The work is done once',
            durationMs: 0,
            failure: isTwice ? failed(idempotency.reason) : null,
          },
        ];
        await writeFile(flags.junit, junitOf('fastforward', checks));
      }
      if (flags.json) printJson(run);
      else {
        const rows = run.attempts.map(({ number, startMs, status, failed, how, copies, waitMs }) => [
          faint(`#${number}`),
          `at ${formatDuration(startMs)}`,
          how === 'lost' ? 'answer lost' : failed === null ? String(status) : paint('red', failed),
          copies.length > 0 ? faint(`copies ${copies.join(', ')}`) : '',
          waitMs === null ? '' : faint(`then waits ${formatDuration(waitMs)}`),
        ]);
        console.log(table(rows));
        console.log(
          result === 'succeeded'
            ? paint('green', `Delivered after ${formatDuration(run.totalMs)} of virtual time.`)
            : paint('red', `Dead letter: ${reason}`),
        );
        console.log(isTwice ? paint('red', idempotency.reason) : idempotency.reason);
        console.log(faint(run.deliveryId));
      }
      if (result !== 'succeeded' || isTwice) process.exitCode = exitStatus.answerIsNo;
    } finally {
      await hooks?.close();
    }
  });
}
