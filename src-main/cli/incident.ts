import type { Command } from 'commander';
import { formatDuration } from '#core/numbers/duration.ts';
import { percent } from '#core/retry/incident/incident-words.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { wholeNumber } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import { policiesFrom } from './policy-flag.ts';
import { openSession, type Session, withSession } from './session.ts';

interface IncidentFlags extends CommonFlags {
  target: string;
  since: string;
  until?: string;
  policy: string[];
  seed: number;
}

type Incident = Awaited<ReturnType<Session['client']['retry']['incident']>>;

const collectPolicies = (value: string, all: string[] = []): string[] => [...all, value];

const at = (since: string, ms: number): string => new Date(Date.parse(since) + ms).toISOString();

function measuredText({ since, measured }: Incident): string {
  const { attempts, failures, deliveries, deliveriesWithoutSuccess, outages, causes } = measured;
  const rows = [
    [faint('Attempts'), `${attempts}, ${failures} failed (${percent(failures / attempts)})`],
    [faint('Deliveries'), `${deliveries}, ${deliveriesWithoutSuccess} without success in the span`],
    ...causes.slice(0, 5).map(({ cause, count }) => [faint('Failed with'), `${cause} × ${count}`]),
    ...outages.map((outage) => [
      faint('Outage'),
      `${at(since, outage.fromMs)} to ${at(since, outage.untilMs)}: ${formatDuration(outage.untilMs - outage.fromMs)}, ${outage.attempts} attempts`,
    ]),
  ];
  return [table(rows), ...measured.assumptions.map((text) => faint(text))].join('\n');
}

/** `tacklebox incident`: exit status 1 where a policy would have lost something or switched the endpoint off. */
export function incidentCommand(): Command {
  return command(
    'incident',
    'Fit a scenario to what a target did over a span, and play retry policies against it. Exits 1 where one of them would have lost a delivery or switched the endpoint off.',
  )
    .requiredOption(
      '--target <url>',
      'whose history: an origin, or an address with a path for that path alone',
    )
    .option('--since <time>', 'ISO 8601, or a span back from now: 90m, 6h, 2d', '24h')
    .option('--until <time>', 'likewise; now where it is left out')
    .option(
      '--policy <policy>',
      "providers' (stripe,shopify), a JSON file, or JSON; may be repeated",
      collectPolicies,
      [],
    )
    .option('--seed <n>', 'the same seed draws the same chances', wholeNumber, 1)
    .addHelpText(
      'after',
      `
Examples:
  tacklebox incident --target https://api.example.com/hooks --since 2d --policy stripe,shopify
  tacklebox incident --target http://127.0.0.1:3000 --since 2026-11-17T08:00Z --until 2026-11-17T20:00Z \\
    --policy svix --policy ./ours.json --json

Exit status: 0 nothing would have been lost, 1 something would, 2 bad arguments, 3 could not run (no history in that span).`,
    )
    .action(async (flags: IncidentFlags) => {
      const policies = await policiesFrom(flags.policy);
      const result = await withSession(openSession(flags), ({ client }) =>
        client.retry.incident({
          target: flags.target,
          since: flags.since,
          ...(flags.until === undefined ? {} : { until: flags.until }),
          policies,
          seed: flags.seed,
        }),
      );
      if (flags.json) printJson(result);
      else {
        console.log(measuredText(result));
        for (const { sentence, lost, switchedOff, policyOrigin } of result.replays) {
          const bad = lost.most > 0 || switchedOff !== null;
          console.log(paint(bad ? 'red' : 'green', sentence));
          if (policyOrigin === 'hint')
            console.error(faint('The provider publishes no schedule: this one is our guess.'));
        }
      }
      if (result.replays.some(({ lost, switchedOff }) => lost.most > 0 || switchedOff !== null))
        process.exitCode = exitStatus.answerIsNo;
    });
}
