import type { AttemptOutcome, Target } from '#core/delivery/attempt.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import type { WireManner } from '#core/mutation/mutation.ts';
import type { FinishedAttempt } from '../history/attempts/attempt-rows.ts';
import { type Exchange, exchange } from './exchange.ts';
import { defaultConnectTimeoutMs, defaultTimeoutMs, maxRedirects, outcomePreviewBytes } from './limits.ts';
import { type Redirected, redirected } from './redirects.ts';
import { systemTrust, type TlsTrust } from './secure-connect.ts';
import { headerProblem, methodProblem, requestTarget, wireHeaders } from './wire-headers.ts';

/** Everything one attempt needs; made by the queue. */
export interface SendRequest {
  target: Target;
  method: string;
  /** In the order they are sent. Host, Content-Length and Connection are added where absent. */
  rawHeaders: [string, string][];
  body: Uint8Array;
  signal?: AbortSignal;
  /** Cut the connection when the answer begins, before any of it is read: as a network does at the worst moment. */
  loseAnswer?: boolean;
  /** How the body goes on the wire; the headers have to fit it (see requests/bent-request.ts). */
  manner?: WireManner;
}

export interface SenderOptions {
  /** Where neither the target nor its policy says. */
  timeoutMs?: number;
  connectTimeoutMs?: number;
  /** With what TLS connections to an address are made; the system's own trust where absent. */
  trustFor?: TrustFor;
}

/** What is trusted at an address, and offered to it. What a target brings along is for its own origin alone. */
export type TrustFor = (url: URL, target: Target) => TlsTrust;

export interface Sender {
  /** Makes one attempt. Never rejects: every failure is an outcome, in plain words. */
  send(request: SendRequest): Promise<FinishedAttempt>;
}

type Redirect = { status: number; location: string };

function outcomeOf({ result, bytesReceived }: Exchange, redirects: Redirect[]): AttemptOutcome {
  if (result.kind === 'failed') {
    const { kind, code, message, cause } = result;
    return { kind, code, message, ...(cause ? { cause } : {}), bytesReceived };
  }
  const { body, bodyBytes, ...answer } = result.response;
  return {
    kind: 'responded',
    ...answer,
    body: bodyPreview(body, outcomePreviewBytes, 0, bodyBytes),
    ...(redirects.length > 0 ? { redirects } : {}),
  };
}

const nothingSent: FinishedAttempt['phases'] = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  sentMs: null,
  firstByteMs: null,
  downloadMs: null,
};

/** What cannot be opened or read is said in the attempt, as all that keeps one from being made. */
function trustOrProblem(trustFor: TrustFor, url: URL, target: Target): TlsTrust | string {
  try {
    return trustFor(url, target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `what TLS needs for it can't be used (${reason.replace(/\.$/, '')})`;
  }
}

/**
 * Sends requests over node:http and node:https, each on a connection of its own: headers go out in the order and case
 * they are given in, duplicates included, and every phase is measured.
 */
export function createSender(options: SenderOptions = {}): Sender {
  const { trustFor = () => systemTrust } = options;
  async function send({
    target,
    signal,
    loseAnswer,
    manner,
    ...given
  }: SendRequest): Promise<FinishedAttempt> {
    const startedAt = performance.now();
    const timeoutMs = target.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs;
    const connectTimeoutMs = Math.min(
      timeoutMs,
      target.connectTimeoutMs ?? options.connectTimeoutMs ?? defaultConnectTimeoutMs,
    );
    const redirects: Redirect[] = [];
    let next: Redirected = { ...given, url: new URL(target.url) };
    let address = target.url;
    for (;;) {
      const { url, method, body } = next;
      const rawHeaders = wireHeaders(next.rawHeaders, url, method, body.length);
      const request = { method, target: requestTarget(address, url), rawHeaders, body };
      const finished = (exchanged: Exchange): FinishedAttempt => ({
        durationMs: Math.round((performance.now() - startedAt) * 1000) / 1000,
        request,
        phases: exchanged.phases,
        outcome: outcomeOf(exchanged, redirects),
        responseBody:
          exchanged.result.kind === 'responded' ? exchanged.result.response.body : exchanged.result.partial,
      });
      const trust = trustOrProblem(trustFor, url, target);
      const problem =
        methodProblem(method) ?? headerProblem(rawHeaders) ?? (typeof trust === 'string' ? trust : null);
      if (problem !== null || typeof trust === 'string') {
        const message = `Nothing was sent to ${url.host}: ${problem}.`;
        const result = { kind: 'failed', code: 'other', message, partial: new Uint8Array() } as const;
        return finished({ phases: nothingSent, bytesReceived: 0, result });
      }
      const exchanged = await exchange({
        ...request,
        url,
        // What the redirects before took counts.
        timeoutMs:
          redirects.length === 0
            ? timeoutMs
            : Math.max(1, Math.round(timeoutMs - (performance.now() - startedAt))),
        connectTimeoutMs,
        insecureTls: target.insecureTls,
        trust,
        ...(signal ? { signal } : {}),
        ...(loseAnswer ? { loseAnswer } : {}),
        ...(manner === undefined ? {} : { manner }),
      });
      const answer = exchanged.result.kind === 'responded' ? exchanged.result.response : null;
      const onward = target.followRedirects && answer ? redirected(next, answer) : null;
      if (!answer || !onward || redirects.length === maxRedirects) return finished(exchanged);
      redirects.push({ status: answer.status, location: onward.url.href });
      next = onward;
      address = onward.url.href;
    }
  }

  return { send };
}
