import type { AttemptErrorCode } from '../delivery/attempt.ts';
import type { RawHeaders } from '../http/headers.ts';
import type { RetryPolicy, RetryReason, StopHeader } from './policy.ts';
import { statusIn } from './status-set.ts';

/** How an attempt ended, as far as a policy looks at it. Exactly one of `status` and `failed` is set. */
export interface AttemptResult {
  status?: number;
  failed?: AttemptErrorCode;
  /** The answer's Retry-After header, as it stands there. */
  retryAfterHeader?: string;
  /** The answer's headers, for a policy that is steered by them. */
  rawHeaders?: RawHeaders;
}

/** What a policy makes of a result by itself, wherever in the schedule it comes. */
export type Judgement =
  | { kind: 'succeeded' }
  | { kind: 'give_up'; reason: string }
  /** To be tried again, unless `retries` of the delivery were made already. */
  | { kind: 'retry'; retries: number };

const giveUp = (reason: string): Judgement => ({ kind: 'give_up', reason });

const tryAgain: Judgement = { kind: 'retry', retries: Number.POSITIVE_INFINITY };

function stops({ name, value, statuses }: StopHeader, status: number, rawHeaders: RawHeaders): boolean {
  if (statuses !== undefined && !statusIn(statuses, status)) return false;
  return rawHeaders.some(
    ([key, given]) =>
      key.toLowerCase() === name.toLowerCase() &&
      (value === undefined || given.trim().toLowerCase() === value.toLowerCase()),
  );
}

function judgeAnswer(policy: RetryPolicy, status: number, result: AttemptResult): Judgement {
  if (statusIn(policy.success, status)) return { kind: 'succeeded' };
  if (policy.giveUpOn !== undefined && statusIn(policy.giveUpOn, status))
    return giveUp(`The policy gives up on an answer of ${status}.`);
  const stop = policy.giveUpOnHeaders?.find((header) => stops(header, status, result.rawHeaders ?? []));
  if (stop)
    return giveUp(
      `The answer of ${status} asked not to be tried again, by ${stop.name}${stop.value === undefined ? '' : `: ${stop.value}`}.`,
    );
  const { retryOn } = policy;
  if (!retryOn) return tryAgain;
  const { statuses, onlyWithRetryAfter, limits } = retryOn;
  if (statuses === 'none')
    return giveUp(`The policy tries only failures without an answer again, and ${status} is one.`);
  if (statuses !== 'all' && !statusIn(statuses, status))
    return giveUp(`The policy does not try again after ${status}, only after ${statuses}.`);
  if (
    onlyWithRetryAfter !== undefined &&
    statusIn(onlyWithRetryAfter, status) &&
    result.retryAfterHeader === undefined
  )
    return giveUp(`The policy tries again after ${status} only where Retry-After comes with it.`);
  const retries = (limits ?? []).reduce(
    (least, limit) => (statusIn(limit.statuses, status) ? Math.min(least, limit.retries) : least),
    Number.POSITIVE_INFINITY,
  );
  return { kind: 'retry', retries };
}

/** What the policy makes of how an attempt ended: done, to be tried again, or given up and why. */
export function judgeAttempt(policy: RetryPolicy, result: AttemptResult): Judgement {
  if (result.status !== undefined) return judgeAnswer(policy, result.status, result);
  const { failures = 'all' } = policy.retryOn ?? {};
  const failed = result.failed ?? 'other';
  if (failures === 'all' || (failures !== 'none' && failures.includes(failed))) return tryAgain;
  return giveUp(`The policy does not try again after a failure of this kind (${failed}).`);
}

/** Why an attempt failed, in the coarse terms that providers tell their retries. */
export function retryReasonOf({ status, failed }: AttemptResult): RetryReason {
  if (status !== undefined) return status >= 300 && status < 400 ? 'redirects' : 'status';
  switch (failed) {
    case 'response_timeout':
    case 'connect_timeout':
      return 'timeout';
    case 'tls':
      return 'tls';
    case 'refused':
    case 'reset':
    case 'dns':
    case 'unreachable':
      return 'connection';
    default:
      return 'other';
  }
}
