import { statusIn } from '../retry/status-set.ts';
import type { Expectation } from './mutation.ts';
import type { CaseResult, GauntletExchange, GauntletProfile, RuleId } from './run.ts';

export type Judgement = Pick<CaseResult, 'outcome' | 'reason' | 'rule'>;

/** What was seen of one case. */
export interface Seen {
  exchange: Pick<GauntletExchange, 'answer' | 'failure'>;
  /** Work done since just before the case; null where nobody looks. */
  effects: number | null;
}

export interface JudgeRules {
  profile: GauntletProfile;
  /** What the provider takes for success. */
  success: string;
  timeoutMs: number;
}

export const passed = (reason: string): Judgement => ({ outcome: 'passed', reason, rule: null });
export const failed = (rule: RuleId, reason: string): Judgement => ({ outcome: 'failed', reason, rule });
export const notJudged = (reason: string): Judgement => ({ outcome: 'not_judged', reason, rule: null });

/** Cases that a lenient profile only wants survived: nothing in them is promised to a handler. */
const strictOnly = /^(structure\.(extra-field|unknown-type)|values\.|wire\.)/;

/** What a case demands under a profile. */
export const expectationOf = (caseId: string, expect: Expectation, profile: GauntletProfile): Expectation =>
  profile === 'lenient' && expect === 'accept' && strictOnly.test(caseId) ? 'survive' : expect;

/** The first pattern that fits a case names the rule that an accepted forgery of its kind breaks. */
const acceptedRules: [RegExp, RuleId][] = [
  [/^signature\.(missing|empty)$/, 'unsigned-accepted'],
  [/^signature\.(prefix|wrong-length)/, 'weak-comparison'],
  [/^signature\.tampered$/, 'body-not-covered'],
  [/^signature\.stale$/, 'no-tolerance'],
  [/^signature\.(hash-|legacy)/, 'old-algorithm'],
];

const refusedRules: [RegExp, RuleId][] = [
  [/^bytes\.|^structure\.key-order$/, 'signs-parsed-body'],
  [/^signature\.two-/, 'rotation-signatures'],
  [/^wire\.headers-/, 'header-sensitive'],
  [/^wire\./, 'reads-body-wrong'],
  [/^structure\./, 'refuses-unknown'],
  [/^values\./, 'refuses-valid-text'],
];

const ruleFor = (caseId: string, rules: [RegExp, RuleId][], otherwise: RuleId): RuleId =>
  rules.find(([pattern]) => pattern.test(caseId))?.[1] ?? otherwise;

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** A method that a server does not know is refused with 501 by rule (RFC 9110, 15.6.2). */
const refusesMethod = (caseId: string, status: number): boolean =>
  caseId.startsWith('wire.method-') && (status === 501 || status === 405);

/**
 * Judges one case of the deck by what it expects, with the reason in a sentence.
 *
 * @param expect as the profile has it (expectationOf)
 */
export function judge(
  caseId: string,
  expect: Expectation,
  { exchange, effects }: Seen,
  by: JudgeRules,
): Judgement {
  const { answer, failure } = exchange;
  if (failure) return judgeFailure(caseId, failure, by);
  if (!answer) return passed('The sender hung up, as it was meant to.');
  const { status } = answer;
  const said = `It answered ${status}`;
  if (expect === 'reject') return judgeForged(caseId, status, effects);
  if (refusesMethod(caseId, status)) return passed(`${said}: the method is refused by name.`);
  if (status >= 500) {
    return failed('server-error', `${said}: a provider takes that for an outage and sends the event again.`);
  }
  if (expect === 'survive') return passed(`${said}.`);
  if (statusIn(by.success, status)) return passed(`${said}: accepted.`);
  return failed(
    ruleFor(caseId, refusedRules, 'refuses-genuine'),
    `${said}: a genuine event was refused, and its provider will send it again until it gives up.`,
  );
}

function judgeFailure(
  caseId: string,
  { code, message }: NonNullable<GauntletExchange['failure']>,
  { timeoutMs }: JudgeRules,
): Judgement {
  if (code === 'response_timeout') return failed('hangs', `No answer came within ${timeoutMs} ms.`);
  // A server may close a connection whose head or body is beyond its limits.
  if (code === 'reset' && /^(wire\.headers-64-kb|values\.text-10-mb)$/.test(caseId)) {
    return passed('The connection was closed: the request is beyond a limit of the server.');
  }
  return failed('crashes', message);
}

function judgeForged(caseId: string, status: number, effects: number | null): Judgement {
  const said = `It answered ${status}`;
  const worked = effects !== null && effects > 0;
  if (status >= 400 && status < 500) {
    return worked
      ? failed('works-before-verifying', `${said}, but the work was done ${times(effects)}.`)
      : passed(`${said}${effects === null ? '' : ', and nothing was done'}.`);
  }
  if (status >= 500) {
    return worked
      ? failed('works-before-verifying', `${said}, and the work was done ${times(effects)}.`)
      : failed(
          'error-on-forged',
          `${said} to a request that is not genuine: 4xx says so, 5xx asks for it again.`,
        );
  }
  if (effects === 0) {
    return failed('hides-refusals', `${said} to a request that is not genuine, though nothing was done.`);
  }
  return failed(
    ruleFor(caseId, acceptedRules, 'no-verification'),
    worked ? `${said}, and the work was done ${times(effects)}.` : `${said}: it was taken for genuine.`,
  );
}

/**
 * Gives a rule to what one cause explains: where a signature of another secret is accepted nothing is verified at all, and
 * every other forgery that was accepted is the same finding.
 */
export function explainedTogether(results: readonly CaseResult[]): CaseResult[] {
  const isAccepted = (caseId: string) =>
    results.some(
      (result) =>
        result.caseId === caseId &&
        result.outcome === 'failed' &&
        result.rule !== 'works-before-verifying' &&
        (result.exchanges[0]?.answer?.status ?? 500) < 400,
    );
  const accepted = new Set<RuleId>([
    'unsigned-accepted',
    'weak-comparison',
    'body-not-covered',
    'no-tolerance',
    'old-algorithm',
  ]);
  const verifiesNothing = isAccepted('signature.wrong-secret');
  const comparesPrefix = isAccepted('signature.prefix');
  return results.map((result) => {
    if (result.rule === null || !accepted.has(result.rule)) return result;
    if (verifiesNothing) return { ...result, rule: 'no-verification' };
    return comparesPrefix && result.rule === 'unsigned-accepted'
      ? { ...result, rule: 'weak-comparison' }
      : result;
  });
}
