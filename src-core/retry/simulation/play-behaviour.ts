import type { AttemptErrorCode } from '../../delivery/attempt.ts';
import { unreachable } from '../../errors/tacklebox-error.ts';
import type { Behaviour } from '../scenario.ts';

/** What a sender notices of one attempt, in virtual time. Exactly one of `status` and `failed` is set. */
export interface PlayedAttempt {
  /** From the attempt's start until the sender knows how it ended. */
  endsAfterMs: number;
  status: number | null;
  failed: AttemptErrorCode | null;
  /** The answer's Retry-After header. */
  retryAfter: string | null;
}

type Answering = Extract<Behaviour, { status: number }>;

function retryAfterOf(behaviour: Answering): string | null {
  return behaviour.headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? null;
}

/** A complete answer after `afterMs`, unless the sender's patience ends before. */
function answered(behaviour: Answering, afterMs: number, timeoutMs: number): PlayedAttempt {
  if (afterMs > timeoutMs) return failedAfter('response_timeout', timeoutMs);
  return {
    endsAfterMs: afterMs,
    status: behaviour.status,
    failed: null,
    retryAfter: retryAfterOf(behaviour),
  };
}

function failedAfter(code: AttemptErrorCode, afterMs: number): PlayedAttempt {
  return { endsAfterMs: afterMs, status: null, failed: code, retryAfter: null };
}

/** A fault that shows after `afterMs`, unless the sender's patience ends before. */
function faulted(code: AttemptErrorCode, afterMs: number, timeoutMs: number): PlayedAttempt {
  return afterMs > timeoutMs ? failedAfter('response_timeout', timeoutMs) : failedAfter(code, afterMs);
}

/** One byte a character is near enough for the time that a drip takes. */
function dripMs(bodyBytes: number, chunkBytes: number, everyMs: number): number {
  return Math.max(0, Math.ceil(bodyBytes / chunkBytes) - 1) * everyMs;
}

/**
 * How one behaviour looks to the sender. `latencyMs` is the time that the network and a healthy receiver take; the
 * behaviour's own delays come on top of it.
 */
export function playBehaviour(
  behaviour: Behaviour,
  { timeoutMs, latencyMs }: { timeoutMs: number; latencyMs: number },
): PlayedAttempt {
  switch (behaviour.do) {
    case 'respond':
    case 'informational':
      return answered(behaviour, latencyMs + behaviour.delayMs, timeoutMs);
    case 'drip':
      return answered(
        behaviour,
        latencyMs +
          behaviour.delayMs +
          dripMs(behaviour.body.length, behaviour.chunkBytes, behaviour.everyMs),
        timeoutMs,
      );
    case 'pause_body':
      return answered(
        behaviour,
        latencyMs +
          behaviour.delayMs +
          (behaviour.body.length > behaviour.afterBytes ? behaviour.pauseMs : 0),
        timeoutMs,
      );
    case 'wrong_length':
      return behaviour.declaredBytes > behaviour.body.length
        ? faulted('invalid_response', latencyMs + behaviour.delayMs, timeoutMs)
        : answered(behaviour, latencyMs + behaviour.delayMs, timeoutMs);
    case 'half_close':
      return behaviour.body === ''
        ? answered(behaviour, latencyMs + behaviour.delayMs, timeoutMs)
        : faulted('invalid_response', latencyMs + behaviour.delayMs, timeoutMs);
    case 'bad_chunk':
      return faulted('invalid_response', latencyMs + behaviour.delayMs, timeoutMs);
    case 'reset':
      return faulted('reset', latencyMs + behaviour.delayMs, timeoutMs);
    case 'garbage':
      return faulted('invalid_response', latencyMs, timeoutMs);
    case 'empty_reply':
      return faulted('reset', latencyMs, timeoutMs);
    case 'refuse':
      return faulted('refused', Math.min(latencyMs, 1), timeoutMs);
    case 'hang':
      return failedAfter('response_timeout', timeoutMs);
    default:
      return unreachable(behaviour);
  }
}
