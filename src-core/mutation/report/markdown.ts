import type { GauntletRun } from '../run.ts';
import { familyNames, headline } from './words.ts';

/** Text inside a line or a table's cell: nothing of it is taken for markup. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#!|~]/g, (character) => `\\${character}`)
    .trim();

/** A fence longer than any inside the code. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

/** A run as a summary for a pull request. */
export function markdownReport(run: GauntletRun): string {
  const mark = run.passed ? '✅' : run.findings.length > 0 ? '❌' : '⚠️';
  const lines = [
    `## ${mark} Webhook gauntlet: ${plain(run.provider)} → ${plain(run.url)}`,
    '',
    plain(headline(run)),
    '',
    '| Family | Passed | Failed | Not judged | Skipped |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...run.scores.map(
      ({ family, passed, failed, notJudged, skipped }) =>
        `| ${familyNames[family]} | ${passed} | ${failed} | ${notJudged} | ${skipped} |`,
    ),
    '',
  ];
  for (const finding of run.findings) {
    const [code] = finding.code;
    lines.push(
      `### ${finding.severity === 'high' ? '🔴' : '🟠'} ${plain(finding.title)}`,
      '',
      `- **Sent:** ${plain(finding.sent)}`,
      `- **Came back:** ${plain(finding.received)}`,
      `- **Why it matters:** ${plain(finding.why)}`,
      `- **Who does this:** ${plain(finding.providers)}`,
      `- **How to mend it:** ${plain(finding.fix)}`,
      `- **Cases:** ${finding.caseIds.slice(0, 10).map(plain).join(', ')}${finding.caseIds.length > 10 ? ', …' : ''}`,
      '',
    );
    if (code) {
      lines.push(
        `<details><summary>${plain(code.language)}</summary>`,
        '',
        fenced(code.code),
        '',
        '</details>',
        '',
      );
    }
  }
  const how = run.observer === null ? 'No observer counted side effects.' : `Side effects: ${run.observer}.`;
  lines.push(plain(`Seed ${run.seed}, profile ${run.profile}, ${run.startedAt}. ${how}`), '');
  return lines.join('\n');
}
