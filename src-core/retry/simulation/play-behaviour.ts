import { utf8 } from '../../bytes/encoding.ts';
import type { AttemptErrorCode } from '../../delivery/attempt.ts';
import { unreachable } from '../../errors/tacklebox-error.ts';
import type { RawHeaders } from '../../http/headers.ts';
import { bentHeaders, headBytes, renderAnswer } from '../render-answer.ts';
import type { Behaviour } from '../scenario.ts';

/** What a sender notices of one attempt, in virtual time. Exactly one of `status` and `failed` is set. */
export interface PlayedAttempt {
  /** From the attempt's start until the sender knows how it ended. */
  endsAfterMs: number;
  status: number | null;
  failed: AttemptErrorCode | null;
  /** The answer's Retry-After header. */
  retryAfter: string | null;
  /** The answer's headers as the behaviour gives them; none without an answer. */
  rawHeaders: RawHeaders;
}

type Answering = Extract<Behaviour, { status: number }>;

/** What the sender can bear and the network takes. */
interface Way {
  timeoutMs: number;
  latencyMs: number;
}

function failedAfter(code: AttemptErrorCode, afterMs: number): PlayedAttempt {
  return { endsAfterMs: afterMs, status: null, failed: code, retryAfter: null, rawHeaders: [] };
}

/** A complete answer after `afterMs`, unless the sender's patience ends before. */
function answered({ status, headers }: Answering, afterMs: number, { timeoutMs }: Way): PlayedAttempt {
  if (afterMs > timeoutMs) return failedAfter('response_timeout', timeoutMs);
  const retryAfter = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? null;
  return { endsAfterMs: afterMs, status, failed: null, retryAfter, rawHeaders: headers };
}

/** A fault that shows after `afterMs`, unless the sender's patience ends before. */
function faulted(code: AttemptErrorCode, afterMs: number, { timeoutMs }: Way): PlayedAttempt {
  return afterMs > timeoutMs ? failedAfter('response_timeout', timeoutMs) : failedAfter(code, afterMs);
}

/** Sizes of a bent answer on the wire, and with which byte a parser has it whole. */
interface Sizes {
  head: number;
  all: number;
  /** More than `all`: never. */
  wholeAt: number;
  /** The status says that no body follows, whatever the headers say. */
  isBodiless: boolean;
}

function sizesOf(behaviour: Answering): Sizes {
  const answer = renderAnswer(behaviour, 'POST', bentHeaders);
  const head = headBytes(answer).length;
  const bodyBytes = utf8(answer.body).length;
  const declared = answer.rawHeaders.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  const isBodiless = answer.status === 204 || answer.status === 304;
  return {
    head,
    all: head + bodyBytes,
    isBodiless,
    wholeAt: head + (isBodiless ? 0 : declared === undefined ? bodyBytes : Number(declared)),
  };
}

function playAnswer(behaviour: Answering, way: Way): PlayedAttempt {
  const startMs = way.latencyMs + behaviour.delayMs;
  if (behaviour.do === 'respond') return answered(behaviour, startMs, way);
  const { head, all, wholeAt, isBodiless } = sizesOf(behaviour);
  const cutShort = () => faulted('invalid_response', startMs, way);
  switch (behaviour.do) {
    case 'informational':
      // A sender that never asked to switch protocols can't go on after 101.
      return behaviour.code === 101 ? cutShort() : answered(behaviour, startMs, way);
    case 'drip': {
      const pauses = Math.ceil(Math.min(all, wholeAt) / behaviour.chunkBytes) - 1;
      const afterMs = startMs + pauses * behaviour.everyMs;
      return wholeAt > all ? faulted('invalid_response', afterMs, way) : answered(behaviour, afterMs, way);
    }
    case 'pause_body': {
      const afterMs = startMs + (head + behaviour.afterBytes < wholeAt ? behaviour.pauseMs : 0);
      return wholeAt > all ? faulted('invalid_response', afterMs, way) : answered(behaviour, afterMs, way);
    }
    case 'wrong_length':
      return !isBodiless && head + behaviour.declaredBytes > all
        ? cutShort()
        : answered(behaviour, startMs, way);
    case 'half_close':
      return wholeAt > head ? cutShort() : answered(behaviour, startMs, way);
    case 'bad_chunk':
      return isBodiless ? answered(behaviour, startMs, way) : cutShort();
    case 'reset':
      return behaviour.afterBytes !== null && Math.min(behaviour.afterBytes, all) >= wholeAt
        ? answered(behaviour, startMs, way)
        : faulted('reset', startMs, way);
    default:
      return unreachable(behaviour);
  }
}

/**
 * How one behaviour looks to the sender: the same as its bytes on a real wire, where the receiver plays them. `latencyMs`
 * is the time that the network and a healthy receiver take; the behaviour's own delays come on top of it.
 */
export function playBehaviour(behaviour: Behaviour, way: Way): PlayedAttempt {
  switch (behaviour.do) {
    case 'garbage':
      return faulted('invalid_response', way.latencyMs, way);
    case 'empty_reply':
      return faulted('reset', way.latencyMs, way);
    case 'refuse':
      return faulted('refused', Math.min(way.latencyMs, 1), way);
    case 'hang':
      return failedAfter('response_timeout', way.timeoutMs);
    default:
      return playAnswer(behaviour, way);
  }
}
