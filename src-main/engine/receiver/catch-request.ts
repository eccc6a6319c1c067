import type { IncomingMessage, ServerResponse } from 'node:http';
import { circleOf, maxHops } from '#core/http/hop-header.ts';
import type { EngineParts } from '../engine.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { hopMark } from '../requests/hop-mark.ts';
import { type AcceptParts, acceptRequest, type Rejection } from './accept-request.ts';
import { isAllowedAddress } from './allowed-address.ts';
import type { ByteBudget } from './byte-budget.ts';
import { type CaughtRequest, requestHead } from './caught-request.ts';
import { rejectedBodyBytes, retryAfterSeconds } from './limits.ts';
import { declaredBytes, type ReadBody, readBody, releaseBody } from './read-body.ts';
import { type RecordRejection, rejectionAnswers } from './rejections.ts';
import { webhookIdOf } from './request-target.ts';
import { sendRejection } from './send-answer.ts';

export interface CatchParts extends AcceptParts, Pick<EngineParts, 'settings'> {
  record: RecordRejection;
  budget: ByteBudget;
  bodyTimeoutMs: number;
  onBug: (error: unknown, where: string) => void;
}

/** Takes a request from its head to its answer: find its endpoint, read, verify, keep, answer. Never rejects. */
export type CatchRequest = (
  incoming: IncomingMessage,
  response: ServerResponse,
  target: string,
) => Promise<void>;

/** Why a request is rejected before its body is looked at; null where it isn't. */
function rejectionByHead(caught: CaughtRequest, endpoint: EndpointRow | undefined): Rejection | null {
  const { incoming } = caught;
  const { httpVersion, target, remoteAddress } = caught.head;
  const rejection = (reason: Rejection['reason'], explanation: string): Rejection => ({
    reason,
    explanation,
    verdict: null,
  });
  if (httpVersion === '1.1' && incoming.headers.host === undefined) {
    return rejection('malformed_http', 'It has no Host header, which HTTP/1.1 demands (RFC 9112, 3.2).');
  }
  if (!endpoint) {
    const webhookId = webhookIdOf(target);
    const explanation =
      webhookId === undefined
        ? 'Nothing is at this address: endpoints are at /v1/hooks/<webhookId>.'
        : `There is no endpoint ${webhookId}. Compare the address with the one that Endpoints shows.`;
    return rejection('unknown_endpoint', explanation);
  }
  if (!endpoint.active) {
    const explanation = `The endpoint “${endpoint.name}” is deactivated. Reactivate it, or take its address out of the sender.`;
    return rejection('inactive_endpoint', explanation);
  }
  if (!isAllowedAddress(endpoint.access, remoteAddress)) {
    const explanation = `It came from ${remoteAddress ?? 'nowhere'}; the endpoint takes requests from ${endpoint.access.allowFrom.join(', ')} only.`;
    return rejection('address_not_allowed', explanation);
  }
  const circle = circleOf(caught.head.rawHeaders, () => hopMark(endpoint.webhookId));
  return circle && rejection('forward_loop', circleWords[circle](endpoint.name));
}

const circleWords = {
  came_back: (name: string) =>
    `The endpoint “${name}” forwarded this request itself, and it came back to it: its forwarding leads in a circle. Change the target of its forwarding.`,
  too_many_hops: () =>
    `It was forwarded ${maxHops} times before it came here, which is as often as any may be: the forwarding leads in a circle.`,
};

const nothingRead: ReadBody = { end: 'complete', body: Buffer.alloc(0), bodyBytes: 0, takenBytes: 0 };

/** Why what was read of a body is no whole body; null where it is one. */
function rejectionByBody(
  { end, bodyBytes }: ReadBody,
  limitBytes: number,
  mostUnderWay: number,
  timeoutMs: number,
  isChunked: boolean,
): Rejection | null {
  switch (end) {
    case 'complete':
      return null;
    case 'too_large':
      return {
        reason: 'body_too_large',
        explanation: `Its body has ${bodyBytes} bytes or more; the limit in Settings is ${limitBytes}.`,
        verdict: null,
      };
    case 'too_busy':
      return {
        reason: 'too_busy',
        explanation: `More than ${mostUnderWay} bytes of requests were on their way at once, so its sender was told to come again in ${retryAfterSeconds} s.`,
        verdict: null,
      };
    case 'timed_out':
      return {
        reason: 'timed_out',
        explanation: `Its body did not arrive within ${timeoutMs / 1000} s: its sender stopped, or is very slow.`,
        verdict: null,
      };
    case 'aborted':
      return { reason: 'aborted', explanation: 'Its sender left before the body was whole.', verdict: null };
    case 'malformed':
      return {
        reason: 'malformed_http',
        explanation: isChunked
          ? 'Its body is not well-formed HTTP: a chunk’s size or end is wrong.'
          : `More came than its Content-Length of ${bodyBytes} bytes, and it is no further request: the Content-Length is too small for the body. Many senders count characters where bytes are meant.`,
        verdict: null,
      };
  }
}

export function createCatchRequest(parts: CatchParts): CatchRequest {
  const { clock, history, settings, record, budget, bodyTimeoutMs } = parts;

  function reject(
    caught: CaughtRequest,
    endpoint: EndpointRow | undefined,
    read: ReadBody,
    rejection: Rejection,
  ): void {
    const { head, response } = caught;
    const { webhookId = null, provider = null } = endpoint ?? {};
    const body = read.body.subarray(0, rejectedBodyBytes);
    record({ ...head, ...rejection, webhookId, provider, body, bodyBytes: read.bodyBytes });
    const answer = rejectionAnswers[rejection.reason];
    if (answer)
      sendRejection(
        response,
        { ...answer, status: rejection.status ?? answer.status },
        read.end === 'complete',
      );
    else response.destroy();
  }

  const awaitsContinue = ({ incoming }: CaughtRequest): boolean =>
    incoming.headers.expect?.toLowerCase() === '100-continue';

  /** A body that nobody wants is read as far as it is kept, so that a person can see what it was. */
  async function rejectByHead(
    caught: CaughtRequest,
    endpoint: EndpointRow | undefined,
    rejection: Rejection,
  ) {
    const { incoming } = caught;
    const read = awaitsContinue(caught)
      ? { ...nothingRead, end: 'aborted' as const, bodyBytes: declaredBytes(incoming) }
      : await readBody(incoming, rejectedBodyBytes, budget);
    budget.giveBack(read.takenBytes);
    reject(caught, endpoint, read, rejection);
  }

  async function handle(caught: CaughtRequest): Promise<void> {
    const { head, incoming, response } = caught;
    const webhookId = webhookIdOf(head.target);
    const endpoint = webhookId === undefined ? undefined : history.endpoints.find(webhookId);
    const byHead = rejectionByHead(caught, endpoint);
    if (byHead || !endpoint) return byHead ? rejectByHead(caught, endpoint, byHead) : undefined;
    const limitBytes = settings.get().maxBodyBytes;
    const bodyBytes = declaredBytes(incoming);
    let read: ReadBody = { ...nothingRead, end: 'too_large', bodyBytes };
    if (bodyBytes <= limitBytes && !budget.hasRoomFor(bodyBytes)) {
      read = { ...nothingRead, end: 'too_busy', bodyBytes };
    } else if (bodyBytes <= limitBytes) {
      if (awaitsContinue(caught)) response.writeContinue();
      read = await readBody(incoming, limitBytes, budget);
    }
    try {
      await handleRead(caught, endpoint, read, limitBytes);
    } finally {
      budget.giveBack(read.takenBytes);
    }
  }

  async function handleRead(
    caught: CaughtRequest,
    endpoint: EndpointRow,
    read: ReadBody,
    limitBytes: number,
  ): Promise<void> {
    const { response } = caught;
    const byBody = rejectionByBody(
      read,
      limitBytes,
      budget.limitBytes,
      bodyTimeoutMs,
      caught.incoming.headers['transfer-encoding'] !== undefined,
    );
    if (byBody) return reject(caught, endpoint, read, byBody);
    try {
      const rejection = await acceptRequest(parts, caught, endpoint, read.body);
      if (rejection) reject(caught, endpoint, read, rejection);
      else releaseBody(read.body);
    } catch (error) {
      if (response.headersSent) throw error;
      const why = error instanceof Error ? error.message : String(error);
      const explanation = `It was authentic but could not be kept, so its sender was told to try again. ${why}`;
      reject(caught, endpoint, read, { reason: 'storage_failed', explanation, verdict: null });
    }
  }

  return async (incoming, response, target) => {
    try {
      await handle({
        head: requestHead(incoming, target, clock.nowMs()),
        incoming,
        response,
        arrivedAt: performance.now(),
      });
    } catch (error) {
      parts.onBug(error, 'receiver');
      response.destroy();
    }
  };
}
