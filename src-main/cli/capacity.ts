import type { Command } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { formatDuration, parseDurationMs } from '#core/numbers/duration.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { wholeNumber } from './inputs.ts';
import { faint, printJson, table } from './output.ts';
import { policyFrom } from './policy-flag.ts';
import { openScratchSession, withSession } from './session.ts';

interface CapacityFlags extends CommonFlags {
  policy: string;
  outage: string;
  deliveries: number;
  latency: string;
  handles?: number;
  seed: number;
}

function spanFlag(name: string, text: string): number {
  const ms = parseDurationMs(text);
  if (ms === null || ms <= 0)
    throw new TackleboxError('invalid_input', `--${name} ${text}: a span such as 90s, 5min or 2h is needed.`);
  return ms;
}

/** `tacklebox capacity`: exit status 1 where a rate is named and more than that comes. */
export function capacityCommand(): Command {
  return command(
    'capacity',
    'What a receiver has to bear when it comes back after an outage. Exits 1 where --handles names a rate and more than that comes.',
  )
    .requiredOption('--policy <policy>', "a provider's (such as stripe), a JSON file, or JSON")
    .requiredOption('--outage <span>', 'how long nothing was taken: 90min, 6h')
    .option('--deliveries <n>', 'that come over the outage', wholeNumber, 10_000)
    .option('--latency <span>', 'what the handler takes for one', '50ms')
    .option('--handles <n>', 'requests a second that the handler bears', wholeNumber)
    .option('--seed <n>', 'the same seed draws the same chances', wholeNumber, 1)
    .addHelpText(
      'after',
      `
Examples:
  tacklebox capacity --policy stripe --outage 6h --deliveries 20000 --latency 80ms
  tacklebox capacity --policy ./ours.json --outage 90min --handles 40 --json

Exit status: 0 done, or the handler bears what comes; 1 more comes than --handles; 2 bad arguments, 3 could not run.`,
    )
    .action(async (flags: CapacityFlags) => {
      const input = {
        ...(await policyFrom(flags.policy)),
        outageMs: spanFlag('outage', flags.outage),
        latencyMs: spanFlag('latency', flags.latency),
        deliveries: flags.deliveries,
        seed: flags.seed,
      };
      const result = await withSession(openScratchSession(), ({ client }) => client.retry.capacity(input));
      if (flags.json) printJson(result);
      else {
        console.log(result.sentence);
        const rows = result.curve.map(({ perSecond, concurrency, turnedAway, lost, recoveredMs }) => [
          Number(perSecond.toPrecision(3)).toString(),
          String(concurrency),
          String(turnedAway),
          String(lost),
          recoveredMs === null ? '-' : formatDuration(recoveredMs),
        ]);
        console.log(
          table([['Per second', 'At a time', 'Turned away', 'Lost', 'Done after'].map(faint), ...rows]),
        );
        if (result.policyOrigin === 'hint')
          console.error(faint('The provider publishes no schedule: this one is our guess.'));
      }
      if (flags.handles !== undefined && result.load.peakPerSecond > flags.handles)
        process.exitCode = exitStatus.answerIsNo;
    });
}
