import type { Verdict } from '#core/signing/verdict.ts';
import { faint, paint } from './output.ts';

const indent = (text: string, by: string) => text.replace(/\n/g, `\n${by}`);

/** A fix for each framework is for a screen on which one can be chosen. */
const fixesShown = 4;

/** A verdict for a person: the sentence, the steps, and what explains a failure. */
export function verdictText(verdict: Verdict): string {
  const head = verdict.ok ? paint('green', '✓') : paint('red', '✗');
  const lines = [`${head} ${paint('bold', verdict.summary)}`];
  for (const { ok, text, value } of verdict.steps) {
    lines.push(`  ${ok ? paint('green', '✓') : paint('red', '✗')} ${indent(text, '    ')}`);
    if (value !== undefined) lines.push(`    ${faint(indent(value, '    '))}`);
  }
  for (const cause of verdict.diagnosis?.causes ?? []) {
    lines.push('', `${paint('yellow', cause.proven ? 'Cause:' : 'Perhaps:')} ${cause.title}`);
    lines.push(`  ${indent(cause.explanation, '  ')}`);
    // What is only a guess doesn't deserve a page of advice.
    const fixes = cause.proven ? cause.fixes : [];
    for (const fix of fixes.slice(0, fixesShown)) {
      lines.push(`  ${fix.where}: ${fix.text}`);
      if (fix.code !== undefined) lines.push(`    ${indent(fix.code, '    ')}`);
    }
    if (fixes.length > fixesShown) {
      const more = fixes.slice(fixesShown).map(({ where }) => where);
      lines.push(faint(`  --json also has ${more.join(', ')}`));
    }
  }
  return lines.join('\n');
}
