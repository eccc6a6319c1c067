import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { ContractClient } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { ReportFormat } from '#core/mutation/report/formats.ts';
import { headline } from '#core/mutation/report/words.ts';
import type { GauntletRun } from '#core/mutation/run.ts';
import { exitStatus } from '../hosts/run-command.ts';
import { command } from './command.ts';
import { type GauntletFlags, hooksFor, observerOf, withGauntletFlags } from './gauntlet-flags.ts';
import { bodyFrom, secretFrom } from './inputs.ts';
import { faint, paint, printJson, table } from './output.ts';
import type { RunHooks } from './run-hooks.ts';
import { schemeFrom } from './scheme-flag.ts';
import { openOrScratch, withSession } from './session.ts';

const formatByEnding: Record<string, ReportFormat> = {
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.xml': 'junit',
  '.json': 'json',
};

/** The files that a run is to be written to. Throws invalid_input for an ending that no report has. */
function reportFiles({
  junit,
  markdown,
  report = [],
}: GauntletFlags): [file: string, format: ReportFormat][] {
  return [
    ...(junit === undefined ? [] : [[junit, 'junit'] satisfies [string, ReportFormat]]),
    ...(markdown === undefined ? [] : [[markdown, 'markdown'] satisfies [string, ReportFormat]]),
    ...report.map((file): [string, ReportFormat] => {
      const format = formatByEnding[path.extname(file).toLowerCase()];
      if (format) return [file, format];
      throw new TackleboxError(
        'invalid_input',
        `--report ${file}: the file has to end in .html, .md, .xml or .json.`,
      );
    }),
  ];
}

async function deckInput(flags: GauntletFlags, secret: string | undefined) {
  const body = await bodyFrom(flags.data);
  return {
    provider: flags.provider,
    eventType: flags.event,
    ...body,
    secret,
    scheme: await schemeFrom(flags),
    auth: flags.auth,
    seed: flags.seed,
    maxFields: flags.fields,
    ...(flags.data === undefined ? {} : { live: true }),
  };
}

function runText(run: GauntletRun): string {
  const rows = run.scores.map(({ family, passed, failed, notJudged, skipped }) => [
    faint(family),
    paint('green', `${passed} passed`),
    failed > 0 ? paint('red', `${failed} failed`) : faint('0 failed'),
    faint(
      [notJudged > 0 ? `${notJudged} not judged` : '', skipped > 0 ? `${skipped} skipped` : '']
        .filter(Boolean)
        .join(', '),
    ),
  ]);
  const findings = run.findings.map((finding) =>
    [
      '',
      `${paint(finding.severity === 'high' ? 'red' : 'yellow', finding.severity)}  ${paint('bold', finding.title)}  ${faint(finding.rule)}`,
      `  sent      ${finding.sent}`,
      `  came back ${finding.received}`,
      `  matters   ${finding.why}`,
      `  who       ${finding.providers}`,
      `  mend      ${finding.fix}`,
      faint(
        `  cases     ${finding.caseIds.slice(0, 8).join(', ')}${finding.caseIds.length > 8 ? `, and ${finding.caseIds.length - 8} more` : ''}`,
      ),
    ].join('\n'),
  );
  return [
    table(rows),
    ...findings,
    '',
    paint(run.passed ? 'green' : 'red', headline(run)),
    faint(`${run.runId}, seed ${run.seed}`),
  ].join('\n');
}

async function compared(client: ContractClient, runId: string, earlier: string): Promise<string> {
  const { fixed, regressed, stillFailing, slower } = await client.gauntlet.compare({ runId, with: earlier });
  const line = (name: string, ids: readonly string[]) =>
    ids.length === 0 ? [] : [[faint(name), ids.join(', ')]];
  return table([
    ...line('mended', fixed),
    ...line('newly failing', regressed),
    ...line('still failing', stillFailing),
    ...line(
      'slower',
      slower.map(
        ({ caseId, beforeMs, afterMs }) => `${caseId} (${Math.round(beforeMs)} to ${Math.round(afterMs)} ms)`,
      ),
    ),
  ]);
}

async function showDeck(flags: GauntletFlags, client: ContractClient): Promise<void> {
  const deck = await client.gauntlet.deck(await deckInput(flags, await secretFrom(flags)));
  if (flags.json) printJson(deck);
  else console.log(table(deck.cards.map(({ id, expect, title }) => [id, faint(expect), title])));
}

async function playAll(flags: GauntletFlags, client: ContractClient, hooks: RunHooks | null): Promise<void> {
  const files = reportFiles(flags);
  const observer = observerOf(flags, hooks);
  const run = await client.gauntlet.run({
    ...(await deckInput(flags, await secretFrom(flags))),
    target: { url: flags.to, timeoutMs: flags.timeout, insecureTls: flags.insecure },
    allowRemote: flags.allowRemote,
    cases: flags.case,
    profile: flags.profile,
    previousSecret: flags.previousSecret,
    settleMs: flags.settle,
    failuresOf: flags.failuresOf,
    ...(observer ? { observer } : {}),
    ...(hooks && flags.restart !== undefined ? { restartUrl: hooks.url('restart') } : {}),
    ...(hooks && flags.pid !== undefined ? { memoryUrl: hooks.url('memory') } : {}),
    ...(hooks && flags.log !== undefined ? { logUrl: hooks.url('log') } : {}),
  });
  for (const [file, format] of files) {
    const { text } = await client.gauntlet.report({ runId: run.runId, format });
    await writeFile(file, text);
  }
  if (flags.json) printJson(run);
  else {
    console.log(runText(run));
    if (observer === undefined) {
      console.error(
        faint('Nothing counted side effects (--observe): whether work was done twice was not judged.'),
      );
    }
    if (flags.compare !== undefined) console.log(await compared(client, run.runId, flags.compare));
  }
  if (run.findings.length > 0) process.exitCode = exitStatus.answerIsNo;
  else if (!run.passed) process.exitCode = exitStatus.couldNotRun;
}

/** `tacklebox gauntlet`: exit status 1 where it finds something, 3 where it could not play all and found nothing. */
export function gauntletCommand(): Command {
  return withGauntletFlags(
    command(
      'gauntlet',
      'Fire edge cases at a handler and say what is wrong with it. Exits 1 where it finds something.',
    ),
  ).action(async (flags: GauntletFlags) => {
    if (flags.list) return withSession(openOrScratch(flags), ({ client }) => showDeck(flags, client));
    const secret = await secretFrom(flags);
    const secrets = [secret, flags.previousSecret].filter((one) => one !== undefined);
    const hooks = await hooksFor(flags, secrets);
    try {
      await withSession(openOrScratch(flags), ({ client }) => playAll(flags, client, hooks));
    } finally {
      await hooks?.close();
    }
  });
}
