import type { RawHeaders } from '../http/headers.ts';
import { type AttemptResult, retryReasonOf } from './judge-attempt.ts';
import type { RetryPolicy, RetryReason } from './policy.ts';

/** What an attempt after the first can tell of those before it. */
export interface RetryNews {
  /** 1 for the first of this run of the policy. */
  number: number;
  /** When the run's first attempt began, Unix time. */
  firstAtMs: number;
  /** How the attempt before ended. */
  before: AttemptResult;
}

/** Our words where the provider's are not known. */
const plainReasons: Record<RetryReason, string> = {
  timeout: 'timeout',
  status: 'http_error',
  tls: 'tls_error',
  connection: 'connection_failed',
  redirects: 'redirect',
  other: 'error',
};

/** The headers that an attempt carries because it is a retry (Slack's X-Slack-Retry-Num); none for a first attempt. */
export function retryHeadersOf(policy: RetryPolicy, { number, firstAtMs, before }: RetryNews): RawHeaders {
  if (number < 2) return [];
  const reason = retryReasonOf(before);
  const values: Record<string, string> = {
    retry: String(number - 1),
    attempt: String(number),
    reason: policy.retryReasons?.[reason] ?? policy.retryReasons?.other ?? plainReasons[reason],
    firstAt: new Date(firstAtMs).toISOString(),
    firstAtSeconds: String(Math.floor(firstAtMs / 1000)),
    firstAtMs: String(Math.floor(firstAtMs)),
  };
  return (policy.retryHeaders ?? []).map(({ name, value }) => [
    name,
    value.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole),
  ]);
}
