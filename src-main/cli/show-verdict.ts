import type { Cause, Verdict } from '#core/signing/verify/verdict.ts';
import { verdictInWords } from '#core/signing/verify/verdict-words.ts';
import { faint, paint } from './output.ts';

const indent = (text: string, by: string) => text.replace(/\n/g, `\n${by}`);

function headLines(verdict: Verdict): string[] {
  const { standing, title, explanation, certainty } = verdictInWords(verdict);
  const mark = {
    genuine: paint('green', '✓'),
    'not-checked': faint('?'),
    'not-genuine': paint('red', '✗'),
  }[standing];
  const lines = [`${mark} ${paint('bold', title)}`];
  if (explanation !== null) lines.push(`  ${indent(explanation, '  ')}`);
  if (certainty !== null) lines.push(`  ${certainty}`);
  return lines;
}

function fixLines(cause: Cause): string[] {
  return cause.fixes.flatMap(({ where, text, code }) => [
    `  ${paint('yellow', where)}: ${text}`,
    ...(code === undefined ? [] : [`    ${indent(code, '    ')}`]),
  ]);
}

function otherLines(heading: string, causes: readonly Cause[]): string[] {
  if (causes.length === 0) return [];
  return ['', paint('bold', heading), ...causes.map(({ title }) => `  ${title}`)];
}

/** A verdict for a person, in the words of the screen: the answer, its explanation, the steps, what else may be. */
export function verdictText(verdict: Verdict): string {
  const [cause, ...others] = verdict.diagnosis?.causes ?? [];
  const lines = headLines(verdict);
  for (const { ok, text, value } of verdict.steps) {
    lines.push(`  ${ok ? paint('green', '✓') : paint('red', '✗')} ${indent(text, '    ')}`);
    if (value !== undefined) lines.push(`    ${faint(indent(value, '    '))}`);
  }
  // What is only a guess doesn't deserve a page of advice.
  if (cause?.proven && cause.fixes.length > 0)
    lines.push('', paint('bold', 'How to mend it'), ...fixLines(cause));
  lines.push(
    ...otherLines(
      'Proven as well',
      others.filter(({ proven }) => proven),
    ),
    ...otherLines(
      'Suspected, not proven',
      others.filter(({ proven }) => !proven),
    ),
  );
  return lines.join('\n');
}
