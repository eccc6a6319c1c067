import { type Command, InvalidArgumentError } from 'commander';
import { formatDuration } from '#core/numbers/duration.ts';
import { ExportTool, exportPolicy } from '#core/retry/advice/export-policy.ts';
import { percent } from '#core/retry/incident/incident-words.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { type CommonFlags, command } from './command.ts';
import { collect, wholeNumber } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import { openScratchSession, type Session, withSession } from './session.ts';

interface AdviseFlags extends CommonFlags {
  goal: string[];
  deliveries: number;
  candidates: number;
  seed: number;
  export?: ExportTool;
}

function tool(value: string): ExportTool {
  const parsed = ExportTool.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`One of ${ExportTool.options.join(', ')}.`);
}

type Advice = Awaited<ReturnType<Session['client']['retry']['advise']>>;

/** The most rows of the front that a terminal shows. */
const shownRows = 12;

function frontText({ front, played }: Advice): string {
  const step = Math.max(1, Math.ceil(front.length / shownRows));
  const rows = front
    .filter((_, at) => at % step === 0)
    .map(({ scores, meetsGoals, explanation }) => [
      meetsGoals ? paint('green', 'yes') : faint('no'),
      percent(scores.lossShare),
      `${scores.peakPerSecond}/s`,
      formatDuration(scores.recoveredMs),
      scores.attemptsPerDelivery.toFixed(1),
      explanation[0] ?? '',
    ]);
  const head = ['Goals', 'Lost', 'Busiest', 'Last after', 'Attempts', 'Policy'].map(faint);
  return `${table([head, ...rows])}\n${faint(`${front.length} of ${played} policies that were played are best in their way.`)}`;
}

/** `tacklebox advise`: exit status 1 where no policy that was played reaches all goals. */
export function adviseCommand(): Command {
  return command(
    'advise',
    'Search for a retry policy that reaches goals in an outage. Exits 1 where none of those played does.',
  )
    .requiredOption('--goal <text>', 'what is wanted; may be repeated', collect)
    .option('--deliveries <n>', 'that come over the outage', wholeNumber, 10_000)
    .option('--candidates <n>', 'policies to play', wholeNumber, 500)
    .option('--seed <n>', 'the same seed searches the same', wholeNumber, 1)
    .option('--export <tool>', `print the policy as configuration: ${ExportTool.options.join(', ')}`, tool)
    .addHelpText(
      'after',
      `
Goals:
  lose less than 0.1 % in a 6 h outage, lose nothing in an outage of 90min
  under 50/s on return                fewer attempts than this in any second once the receiver is back
  delivered within 10 min after       all that is not lost, from its return
  at most 20 attempts

Examples:
  tacklebox advise --goal 'lose less than 0.1 % in a 6 h outage, under 50/s on return, delivered within 10 min after'
  tacklebox advise --goal 'lose nothing in a 2 h outage' --deliveries 50000 --export svix
  tacklebox advise --goal 'lose nothing in a 2 h outage' --json

Exit status: 0 a policy reaches all goals, 1 none does (the nearest is printed), 2 bad arguments, 3 could not run.`,
    )
    .action(async (flags: AdviseFlags) => {
      const { goal: goals, deliveries, candidates, seed } = flags;
      const advice = await withSession(openScratchSession(), ({ client }) =>
        client.retry.advise({ goals, deliveries, candidates, seed }),
      );
      const { chosen, limits } = advice;
      const exported = flags.export && exportPolicy(chosen.policy, flags.export);
      if (flags.json) printJson(exported ? { ...advice, exported } : advice);
      else if (exported) {
        process.stdout.write(exported.text);
        for (const difference of exported.differences) console.error(faint(difference));
      } else {
        for (const limit of limits) console.log(paint('yellow', limit));
        console.log(
          chosen.meetsGoals
            ? paint('green', 'This reaches all goals:')
            : paint('red', 'None reaches all goals. The nearest:'),
        );
        for (const line of chosen.explanation) console.log(`  ${line}`);
        console.log(frontText(advice));
      }
      if (!chosen.meetsGoals) process.exitCode = exitStatus.answerIsNo;
    });
}
