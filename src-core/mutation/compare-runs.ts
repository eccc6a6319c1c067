import type { CaseResult, GauntletRun } from './run.ts';

export interface RunComparison {
  /** Ids of cases that failed before and pass now. */
  fixed: string[];
  regressed: string[];
  stillFailing: string[];
  slower: { caseId: string; beforeMs: number; afterMs: number }[];
  onlyBefore: string[];
  onlyAfter: string[];
}

/** Less than that is noise on a machine that does other things. */
const slowerByMs = 50;
const slowerByFactor = 2;

/** What changed from one run to a later one. Cases that either did not play are in neither list of outcomes. */
export function compareRuns(
  before: Pick<GauntletRun, 'results'>,
  after: Pick<GauntletRun, 'results'>,
): RunComparison {
  const old = new Map(before.results.map((result) => [result.caseId, result]));
  const now = new Map(after.results.map((result) => [result.caseId, result]));
  const pairs = after.results.flatMap((result): [CaseResult, CaseResult][] => {
    const earlier = old.get(result.caseId);
    return earlier ? [[earlier, result]] : [];
  });
  const where = (from: CaseResult['outcome'], to: CaseResult['outcome']) =>
    pairs.filter(([a, b]) => a.outcome === from && b.outcome === to).map(([, { caseId }]) => caseId);
  return {
    fixed: where('failed', 'passed'),
    regressed: where('passed', 'failed'),
    stillFailing: where('failed', 'failed'),
    slower: pairs
      .filter(
        ([a, b]) =>
          a.outcome === 'passed' &&
          b.outcome === 'passed' &&
          b.durationMs > a.durationMs * slowerByFactor &&
          b.durationMs - a.durationMs > slowerByMs,
      )
      .map(([a, b]) => ({ caseId: b.caseId, beforeMs: a.durationMs, afterMs: b.durationMs })),
    onlyBefore: [...old.keys()].filter((caseId) => !now.has(caseId)),
    onlyAfter: [...now.keys()].filter((caseId) => !old.has(caseId)),
  };
}
