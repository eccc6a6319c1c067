import type { FastForwardAttempt } from '#core/contract/retry.ts';
import type { Target } from '#core/delivery/attempt.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { overriddenBy } from '#core/http/onward-headers.ts';
import type { SignedRequest } from '#core/http/request.ts';
import { scriptedBehaviour } from '#core/retry/choose-behaviour.ts';
import { EndpointSwitch, switchedOff } from '#core/retry/endpoint-switch.ts';
import type { AttemptResult } from '#core/retry/judge-attempt.ts';
import { type NextAttempt, nextAttempt } from '#core/retry/next-attempt.ts';
import type { RetryPolicy } from '#core/retry/policy.ts';
import { retryHeadersOf } from '#core/retry/retry-headers.ts';
import type { Scenario } from '#core/retry/scenario.ts';
import { playBehaviour } from '#core/retry/simulation/play-behaviour.ts';
import { deliveryRandom, resultOf } from '#core/retry/simulation/simulate-one.ts';
import type { Scheme } from '#core/signing/schemes/scheme.ts';
import type { EngineParts } from '../engine.ts';
import type { FinishedAttempt } from '../history/attempts/attempt-rows.ts';
import { attemptResult } from '../queue/after-attempt.ts';
import { signForTarget } from '../requests/sign-request.ts';
import type { Sender, SendRequest } from '../sender/sender.ts';
import { sleep } from '../sleep.ts';

/** A rule that plays an attempt takes a moment, as a network does. */
const playedLatencyMs = 50;

export interface FastForward {
  policy: RetryPolicy;
  target: Target;
  request: SignedRequest;
  /** Null: sent unsigned. */
  signing: { scheme: Scheme; secret: string; eventId: string } | null;
  scenario: Scenario | null;
  seed: number;
  factor: number;
  timestamps: 'real' | 'virtual';
  loseAnswers: number;
  copies: number;
  attemptTimeoutMs: number;
  signal: AbortSignal;
  onAttempt: (attempt: FastForwardAttempt) => void;
  /** Told of each request that went out, copies included. */
  onSent?: (sent: SentInRun) => void;
}

/** A request that a run has sent. */
export interface SentInRun {
  /** Of its attempt. */
  number: number;
  /** Sent beside the attempt, at the same moment. */
  isCopy: boolean;
  startedAtMs: number;
  finished: FinishedAttempt;
}

export interface FastForwarded {
  result: 'succeeded' | 'dead_letter';
  reason: string | null;
  attempts: FastForwardAttempt[];
  totalMs: number;
}

interface Made {
  /** Virtual: what it took, uncompressed. */
  tookMs: number;
  status: number | null;
  failed: FastForwardAttempt['failed'];
  message: string | null;
  phases: FastForwardAttempt['phases'];
  result: AttemptResult;
  how: FastForwardAttempt['how'];
  copies: (number | null)[];
}

const statusOf = ({ outcome }: FinishedAttempt): number | null =>
  outcome.kind === 'responded' ? outcome.status : null;

/**
 * Makes a policy's attempts against a real target with the waits between them compressed: an hour may pass in a second. An
 * attempt itself takes as long as it takes, and counts so in virtual time.
 */
export async function fastForward(
  { clock, crypto, sender }: Pick<EngineParts, 'clock' | 'crypto'> & { sender: Sender },
  run: FastForward,
): Promise<FastForwarded> {
  const { policy, target, scenario, signal } = run;
  const random = deliveryRandom(run.seed);
  const endpoint = new EndpointSwitch(policy);
  const beganAtMs = clock.nowMs();
  const attempts: FastForwardAttempt[] = [];
  let virtualMs = 0;
  let previousWaitMs: number | null = null;
  let before: AttemptResult = {};

  const retryHeaders = (number: number) => retryHeadersOf(policy, { number, firstAtMs: beganAtMs, before });

  function signedRequest(signedAtMs: number, number: number): SendRequest {
    const { method, body } = run.request;
    const rawHeaders = overriddenBy(run.request.rawHeaders, retryHeaders(number));
    const patience = [policy.timeoutMs, run.attemptTimeoutMs, target.timeoutMs ?? Number.POSITIVE_INFINITY];
    const patient = { ...target, timeoutMs: Math.min(...patience) };
    const signature = run.signing && { ...run.signing, nowMs: signedAtMs };
    return {
      ...signForTarget(crypto, { target: patient, method, rawHeaders, body }, signature).request,
      signal,
    };
  }

  /** The scenario's rule for this attempt, where one applies: then nothing is sent. */
  function played(number: number): Made | null {
    if (!scenario) return null;
    const behaviour = scriptedBehaviour(scenario, { attempt: number, elapsedMs: virtualMs, random });
    if (!behaviour) return null;
    const shown = playBehaviour(behaviour, {
      timeoutMs: policy.timeoutMs,
      latencyMs: playedLatencyMs,
    });
    const { endsAfterMs, status, failed } = shown;
    const message = 'The scenario played this attempt; nothing was sent.';
    return {
      tookMs: endsAfterMs,
      status,
      failed,
      message,
      phases: null,
      result: resultOf(shown),
      how: 'played',
      copies: [],
    };
  }

  async function made(number: number, signedAtMs: number): Promise<Made> {
    const request = signedRequest(signedAtMs, number);
    const loseAnswer = number <= run.loseAnswers;
    const copies = number === 1 ? run.copies : 0;
    const startedAtMs = clock.nowMs();
    const [first, ...others] = await Promise.all(
      Array.from({ length: 1 + copies }, (_, copy) =>
        sender.send(copy === 0 ? { ...request, loseAnswer } : request),
      ),
    );
    if (!first) throw new Error('a send without a result');
    for (const finished of [first, ...others]) {
      run.onSent?.({ number, isCopy: finished !== first, startedAtMs, finished });
    }
    const { outcome, durationMs, phases } = first;
    const answered = outcome.kind === 'responded' ? outcome : null;
    const failed = outcome.kind === 'failed' ? outcome.code : null;
    return {
      tookMs: durationMs,
      status: answered?.status ?? null,
      failed,
      message: outcome.kind === 'failed' ? outcome.message : null,
      phases,
      result: attemptResult(outcome),
      how: loseAnswer && outcome.kind === 'failed' && outcome.code === 'reset' ? 'lost' : 'sent',
      copies: others.map(statusOf),
    };
  }

  /**
   * The time against which a Retry-After date counts. A target that saw the real time in the request meant a date from
   * then on, so that the wait it asked for passes in virtual time; all else lives in virtual time altogether.
   */
  const dateNowMs = ({ how }: Made, endMs: number): number =>
    how !== 'played' && run.timestamps === 'real' ? clock.nowMs() : beganAtMs + endMs;

  for (let number = 1; ; number++) {
    const startedAtMs = clock.nowMs();
    const signedAtMs = run.timestamps === 'virtual' ? beganAtMs + virtualMs : startedAtMs;
    const one = played(number) ?? (await made(number, signedAtMs));
    if (signal.aborted) throw new TackleboxError('cancelled', 'The fast-forward was cancelled.');
    const startMs = virtualMs;
    const endMs = startMs + one.tookMs;
    const policed = nextAttempt(policy, {
      number,
      firstAtMs: 0,
      endedAtMs: endMs,
      dateNowMs: dateNowMs(one, endMs),
      outcome: one.result,
      random,
      previousWaitMs,
    });
    endpoint.attemptEnded(endMs, { success: policed.kind === 'succeeded', status: one.status });
    const next: NextAttempt =
      policed.kind === 'retry' && endpoint.isOff(policed.atMs)
        ? { kind: 'dead_letter', reason: switchedOff(endpoint.because) }
        : policed;
    const waitMs = next.kind === 'retry' ? next.waitMs : null;
    const { tookMs: _tookMs, result: _result, ...shown } = one;
    const attempt: FastForwardAttempt = {
      ...shown,
      number,
      startMs,
      endMs,
      startedAt: new Date(startedAtMs).toISOString(),
      signedAt: new Date(signedAtMs).toISOString(),
      waitMs,
      waitBecause: (next.kind === 'retry' && next.because) || null,
      retryHeaders: retryHeaders(number),
    };
    before = one.result;
    attempts.push(attempt);
    run.onAttempt(attempt);
    if (waitMs === null) {
      return {
        result: next.kind === 'succeeded' ? 'succeeded' : 'dead_letter',
        reason: next.kind === 'dead_letter' ? next.reason : null,
        attempts,
        totalMs: endMs,
      };
    }
    previousWaitMs = waitMs;
    virtualMs = endMs + waitMs;
    await sleep(waitMs / run.factor, signal).catch(() => {
      throw new TackleboxError('cancelled', 'The fast-forward was cancelled.');
    });
  }
}
