import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { formatDuration, parseDurationMs } from '#core/numbers/duration.ts';
import { Scenario } from '#core/retry/scenario.ts';
import type { SimulatedMany } from '#core/retry/simulation/simulation.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { wholeNumber } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import { parsed, policyFrom } from './policy-flag.ts';
import { openScratchSession, withSession } from './session.ts';

interface SimulateFlags extends CommonFlags {
  policy: string;
  scenario: string;
  seed: number;
  deliveries: number;
  over: string;
}

/** A file (of JSON, or of the text form), or the text itself. */
async function scenarioFrom(given: string): Promise<Scenario | string> {
  const text = existsSync(given) ? await readFile(given, 'utf8') : given;
  return text.trimStart().startsWith('{') ? parsed(Scenario, text, 'scenario') : text;
}

const duration = (ms: number | null): string => (ms === null ? '-' : formatDuration(ms));

function manyText(many: SimulatedMany): string {
  const { timeToSuccessMs: time } = many;
  return table([
    [faint('Delivered'), `${many.succeeded} of ${many.deliveries}`],
    [faint('Dead letters'), `${many.deadLetters} (${(many.deadLetterRate * 100).toPrecision(3)} %)`],
    [faint('Attempts'), `${many.attempts} (${(many.attempts / many.deliveries).toFixed(2)} each)`],
    [
      faint('Time to success'),
      `p50 ${duration(time.p50)}, p90 ${duration(time.p90)}, p99 ${duration(time.p99)}, p99.9 ${duration(time.p999)}, most ${duration(time.max)}`,
    ],
    [faint('Busiest moment'), `${Math.round(many.load.peakAttemptsPerSecond)} attempts a second`],
    [faint('Virtual time'), duration(many.endMs)],
  ]);
}

/** `tacklebox simulate`: exit status 1 where a delivery (or any of many) ends as a dead letter. */
export function simulateCommand(): Command {
  return command(
    'simulate',
    'Play a retry policy against a scenario in virtual time. Exits 1 on a dead letter.',
  )
    .requiredOption('--policy <policy>', "a provider's (such as stripe), a JSON file, or JSON")
    .requiredOption(
      '--scenario <scenario>',
      "a file or text, such as '503, 503, then 200' or 'down 0-2h; then 200'",
    )
    .option('--seed <n>', 'the same seed draws the same chances', wholeNumber, 1)
    .option('--deliveries <n>', 'many give distributions instead of attempts', wholeNumber, 1)
    .option('--over <span>', 'many come in over this span', '1h')
    .action(async (flags: SimulateFlags) => {
      const overMs = parseDurationMs(flags.over);
      if (overMs === null)
        throw new TackleboxError(
          'invalid_input',
          `--over ${flags.over}: a span such as 90s, 5min or 2h is needed.`,
        );
      const input = {
        ...(await policyFrom(flags.policy)),
        scenario: await scenarioFrom(flags.scenario),
        seed: flags.seed,
        deliveries: flags.deliveries,
        arrivals: { overMs: flags.deliveries === 1 ? 0 : overMs },
      };
      const result = await withSession(openScratchSession(), ({ client }) => client.retry.simulate(input));
      if (flags.json) printJson(result);
      else if (result.many) console.log(manyText(result.many));
      else {
        const rows = (result.attempts ?? []).map(({ number, startMs, status, failed, waitMs }) => [
          faint(`#${number}`),
          `at ${duration(startMs)}`,
          failed === null ? String(status) : paint('red', failed),
          waitMs === null ? '' : faint(`then waits ${duration(waitMs)}`),
        ]);
        console.log(table(rows));
        console.log(
          result.result === 'succeeded'
            ? paint('green', `Delivered after ${duration(result.totalMs ?? 0)}.`)
            : paint('red', `Dead letter: ${result.reason}`),
        );
      }
      if (result.policyOrigin === 'hint' && !flags.json)
        console.error(faint('The provider publishes no schedule: this one is our guess.'));
      const failed = result.many ? result.many.deadLetters > 0 : result.result === 'dead_letter';
      if (failed) process.exitCode = exitStatus.answerIsNo;
    });
}
