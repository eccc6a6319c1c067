import type { Verdict } from './verdict.ts';

/** Codes that say there was nothing to compare yet. */
const nothingToCheck = new Set<Verdict['code']>(['unsigned_scheme', 'secret_missing']);

export interface VerdictWords {
  standing: 'genuine' | 'not-checked' | 'not-genuine';
  /** The answer in a sentence or two. */
  title: string;
  /** What explains it: a cause, or that none is known. Null where nothing is to be explained. */
  explanation: string | null;
  /** How sure the cause is. Null where there is none. */
  certainty: string | null;
}

/** A verdict as a person is told it, the same on every screen and in the terminal. */
export function verdictInWords(verdict: Verdict): VerdictWords {
  if (verdict.ok) return { standing: 'genuine', title: verdict.summary, explanation: null, certainty: null };
  if (nothingToCheck.has(verdict.code))
    return { standing: 'not-checked', title: verdict.summary, explanation: null, certainty: null };
  const { diagnosis } = verdict;
  const cause = diagnosis?.causes[0];
  if (cause) {
    return {
      standing: 'not-genuine',
      title:
        verdict.code === 'no_matching_signature'
          ? `Not genuine with this secret. ${cause.title}`
          : cause.title,
      explanation: cause.explanation,
      certainty: cause.proven
        ? 'Proven: with this change the signature matches.'
        : 'Likely, not proven: it only looks like it.',
    };
  }
  const explanation = diagnosis
    ? `None of ${diagnosis.tried} known mistakes explains it${diagnosis.complete ? '' : ' so far; the search ran out of time'}. The body, the secret or the sender may simply be another.`
    : null;
  return { standing: 'not-genuine', title: verdict.summary, explanation, certainty: null };
}
