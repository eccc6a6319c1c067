import type { CaseResult, GauntletRun } from '../run.ts';

/** A character that XML 1.0 can hold; lone halves of a pair it can't. */
const fitsXml = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
};

/** Text in XML: what it can't hold becomes U+FFFD. */
const xml = (text: string): string =>
  [...text]
    .map((character) => (fitsXml(character) ? character : '\ufffd'))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

function testCase({ caseId, family, title, outcome, reason, rule, durationMs }: CaseResult): string {
  const head = `    <testcase classname="gauntlet.${family}" name="${xml(`${title} (${caseId})`)}" time="${seconds(durationMs)}"`;
  if (outcome === 'passed') return `${head}/>`;
  const inner =
    outcome === 'failed'
      ? `<failure type="${xml(rule ?? 'failed')}" message="${xml(reason)}"/>`
      : `<skipped message="${xml(reason)}"/>`;
  return `${head}>${inner}</testcase>`;
}

/** A run as JUnit XML, a suite a family. A run that did not end says so as an error. */
export function junitReport(run: GauntletRun): string {
  const count = (results: readonly CaseResult[], ...outcomes: CaseResult['outcome'][]) =>
    results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const attributes = (results: readonly CaseResult[], errors: number): string =>
    `tests="${results.length + errors}" failures="${count(results, 'failed')}" errors="${errors}" skipped="${count(results, 'skipped', 'not_judged')}" time="${seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0))}"`;
  const broke = run.state !== 'done';
  const suites = run.scores.map(({ family }) => {
    const own = run.results.filter((result) => result.family === family);
    return `  <testsuite name="gauntlet.${family}" timestamp="${run.startedAt}" ${attributes(own, 0)}>\n${own.map(testCase).join('\n')}\n  </testsuite>`;
  });
  if (broke) {
    suites.push(
      `  <testsuite name="gauntlet.run" tests="1" failures="0" errors="1" skipped="0" time="0.000">\n    <testcase classname="gauntlet.run" name="The run ended" time="0.000"><error message="${xml(run.reason ?? run.state)}"/></testcase>\n  </testsuite>`,
    );
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tacklebox gauntlet" ${attributes(run.results, broke ? 1 : 0)}>\n${suites.join('\n')}\n</testsuites>\n`;
}

/** One check of a command. */
export interface JunitCheck {
  name: string;
  durationMs: number;
  failure: { type: string; message: string } | null;
}

/** The checks of a command as JUnit XML. */
export function junitOf(command: string, checks: readonly JunitCheck[]): string {
  const totals = `tests="${checks.length}" failures="${checks.filter(({ failure }) => failure !== null).length}" errors="0" skipped="0" time="${seconds(checks.reduce((sum, { durationMs }) => sum + durationMs, 0))}"`;
  const cases = checks.map(({ name, durationMs, failure }) => {
    const head = `    <testcase classname="tacklebox.${command}" name="${xml(name)}" time="${seconds(durationMs)}"`;
    return failure
      ? `${head}><failure type="${xml(failure.type)}" message="${xml(failure.message)}"/></testcase>`
      : `${head}/>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tacklebox ${command}" ${totals}>\n  <testsuite name="${command}" ${totals}>\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`;
}
