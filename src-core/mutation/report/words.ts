import type { CaseResult, GauntletRun, RunFamily } from '../run.ts';

export const familyNames: Record<RunFamily, string> = {
  structure: 'Structure',
  values: 'Values',
  bytes: 'Bytes',
  wire: 'Wire',
  signature: 'Signature',
  conduct: 'Conduct',
};

export const outcomeNames: Record<CaseResult['outcome'], string> = {
  passed: 'passed',
  failed: 'failed',
  not_judged: 'not judged',
  skipped: 'skipped',
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A run in one sentence. */
export function headline({ state, passed, findings, results, reason }: GauntletRun): string {
  const played = results.filter(({ outcome }) => outcome !== 'skipped').length;
  const of = counted(played, 'case', 'cases');
  if (state === 'running') return `Under way: ${of} played.`;
  if (state === 'cancelled') return `Cancelled after ${of}.`;
  const found = findings.length === 0 ? 'no findings' : counted(findings.length, 'finding', 'findings');
  if (state === 'stopped') return `Stopped after ${of}, with ${found}. ${reason ?? ''}`.trim();
  return passed ? `Passed: ${of}, ${found}.` : `${of} played: ${found}.`;
}

/** Milliseconds as they are read. */
export const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
