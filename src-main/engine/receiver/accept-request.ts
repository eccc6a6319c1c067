import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { GivenAnswer } from '#core/delivery/answer.ts';
import type { DeliverySummary } from '#core/delivery/delivery.ts';
import { routesFor } from '#core/delivery/forward-routes.ts';
import { findHeader, type SignedRequest } from '#core/http/request.ts';
import type { HandshakeAnswer } from '#core/providers/handshake.ts';
import type { Provider } from '#core/providers/provider.ts';
import { requireProvider } from '#core/providers/require-provider.ts';
import { type RenderedAnswer, renderAnswer } from '#core/retry/render-answer.ts';
import type { Behaviour } from '#core/retry/scenario.ts';
import type { EngineParts } from '../engine.ts';
import type { AnswerCount } from '../history/answer-counts-repo.ts';
import type { EndpointRow } from '../history/endpoints-repo.ts';
import { newId } from '../history/ids.ts';
import type { NewArrival } from '../history/journal/journal-rows.ts';
import { answeringSocket } from './answers/answering-socket.ts';
import {
  acknowledged,
  type ConstantAnswer,
  chooseAnswer,
  constantAnswer,
  isConstant,
} from './answers/choose-answer.ts';
import { playFault } from './answers/play-fault.ts';
import { captureFacts } from './capture-facts.ts';
import type { CaptureTimesLog } from './capture-times.ts';
import type { CaughtRequest } from './caught-request.ts';
import { handshakeOf, rejectionByHandshake } from './check-handshake.ts';
import { type CheckedSignature, checkSignature, isRejected, verdictMark } from './check-signature.ts';
import type { Rejected } from './rejections.ts';
import { absoluteUrl } from './request-target.ts';
import { sendAnswer } from './send-answer.ts';

export interface AcceptParts extends Pick<EngineParts, 'clock' | 'crypto' | 'events' | 'history' | 'vault'> {
  /** Told of each accepted delivery after its commit. Must not take time. */
  onAccepted: (delivery: DeliverySummary, endpoint: EndpointRow) => void;
  countAnswer: (endpoint: EndpointRow, providerDeliveryId: string | null) => AnswerCount;
  /** Told of what the steps of each capture took. */
  captureTimes: CaptureTimesLog;
  /** Aborted when the receiver closes: what is still being played ends. */
  closing: AbortSignal;
}

/** Why a request that arrived whole is rejected all the same. */
export type Rejection = Pick<Rejected, 'reason' | 'explanation' | 'verdict'> & { status?: number };

/** A request that arrived whole at an endpoint that may take it. */
export interface Arrived {
  caught: CaughtRequest;
  endpoint: EndpointRow;
  provider: Provider;
  signed: SignedRequest;
  checked: CheckedSignature;
  /** When its last byte came, on the monotonic clock. */
  readAt: number;
  /** When its signature was checked. */
  endedAt: number;
}

function rejectionBySignature({ endpoint, checked }: Arrived): Rejection | null {
  const { verdict, vaultProblem } = checked;
  if (!isRejected(endpoint.enforce, verdict)) return null;
  if (vaultProblem !== null) {
    const explanation = `Its signature could not be checked, so its sender was told to try again later. ${vaultProblem}`;
    return { reason: 'storage_failed', explanation, verdict };
  }
  const reason = verdict.code === 'signature_missing' ? 'signature_missing' : 'signature_invalid';
  return { reason, explanation: verdict.summary, verdict };
}

const handshakeBehaviour = ({ status, headers, body }: HandshakeAnswer): Behaviour => ({
  do: 'respond',
  status,
  headers,
  body,
  delayMs: 0,
});

const given = (answer: RenderedAnswer, arrived: Arrived): GivenAnswer => ({
  status: answer.status,
  rawHeaders: answer.rawHeaders,
  body: answer.body,
  durationMs: elapsedMs(arrived),
});

const elapsedMs = ({ endedAt }: Arrived): number => Math.round((performance.now() - endedAt) * 100) / 100;

/**
 * Decides on a request that arrived whole: checks its signature, answers a handshake, keeps it, and answers after the
 * commit. Answers why it is rejected, where it is. Rejects where it could not be kept.
 */
export async function acceptRequest(
  parts: AcceptParts,
  caught: CaughtRequest,
  endpoint: EndpointRow,
  body: Buffer,
): Promise<Rejection | null> {
  const { method, target, rawHeaders, receivedAtMs } = caught.head;
  const provider = requireProvider(endpoint.provider);
  const signed = {
    method,
    url: absoluteUrl(target, caught.incoming.headers.host, schemeOfSocket(caught.incoming.socket)),
    rawHeaders,
    body,
  };
  const readAt = performance.now();
  const checked = checkSignature(parts, endpoint, provider, signed, receivedAtMs);
  const arrived: Arrived = {
    caught,
    endpoint,
    provider,
    signed,
    checked,
    readAt,
    endedAt: performance.now(),
  };
  const handshake = handshakeOf(arrived, parts);
  const rejection = handshake
    ? rejectionByHandshake(arrived, handshake, parts)
    : rejectionBySignature(arrived);
  if (rejection) return rejection;
  const { answer, forward } = endpoint;
  if (!handshake && forward === null && isConstant(answer)) await arriveAndAnswer(parts, arrived, answer);
  else await keepAndAnswer(parts, arrived, handshake);
  return null;
}

/** A request as both ways of keeping it want it. */
function arrivalOf(arrived: Arrived, deliveryId: string, prompt: RenderedAnswer | null): NewArrival {
  const { caught, endpoint, signed, checked } = arrived;
  return {
    ...caught.head,
    deliveryId,
    webhookId: endpoint.webhookId,
    provider: endpoint.provider,
    body: signed.body,
    contentType: findHeader(caught.head.rawHeaders, 'content-type') ?? null,
    verdict: verdictMark(checked.verdict),
    verdictDetail: checked.verdict,
    answer: prompt && given(prompt, arrived),
  };
}

const promptAnswer = (behaviour: Behaviour, method: string): RenderedAnswer | null =>
  behaviour.do === 'respond' && behaviour.delayMs === 0 ? renderAnswer(behaviour, method) : null;

/**
 * The usual way: neither the answer nor the way on depends on what the request says, so that is found out when it is
 * settled.
 */
async function arriveAndAnswer(parts: AcceptParts, arrived: Arrived, answer: ConstantAnswer): Promise<void> {
  const { head, response } = arrived.caught;
  const deliveryId = newId('whd', head.receivedAtMs);
  if (answer.kind === 'default' && head.method === 'POST') {
    const prompt = acknowledged(deliveryId);
    await parts.history.deliveries.arrive(arrivalOf(arrived, deliveryId, prompt));
    const keptAt = performance.now();
    sendAnswer(response, prompt);
    noteTimes(parts, arrived, deliveryId, keptAt);
    return;
  }
  const behaviour = constantAnswer(answer, deliveryId);
  const prompt = promptAnswer(behaviour, head.method);
  await parts.history.deliveries.arrive(arrivalOf(arrived, deliveryId, prompt));
  const keptAt = performance.now();
  if (prompt) sendAnswer(response, prompt);
  else await playAnswer(parts, arrived, deliveryId, behaviour);
  noteTimes(parts, arrived, deliveryId, keptAt);
}

const schemeOfSocket = (socket: Socket): string => (socket instanceof TLSSocket ? 'https' : 'http');

/** Whether a delivery is a repeat that goes no further. */
const isDropped = ({ dropRepeats }: EndpointRow, { duplicateOf }: DeliverySummary): boolean =>
  dropRepeats && duplicateOf !== null;

async function keepAndAnswer(
  parts: AcceptParts,
  arrived: Arrived,
  handshake: HandshakeAnswer | undefined,
): Promise<void> {
  const { caught, endpoint, signed, checked } = arrived;
  const { head, response } = caught;
  const deliveryId = newId('whd', head.receivedAtMs);
  const verdict = handshake ? 'handshake' : verdictMark(checked.verdict);
  const facts = captureFacts({ ...head, provider: endpoint.provider, body: signed.body, verdict });
  const { eventType, providerDeliveryId } = facts;
  const answerCount =
    handshake || isConstant(endpoint.answer) ? null : parts.countAnswer(endpoint, providerDeliveryId);
  const behaviour = handshake
    ? handshakeBehaviour(handshake)
    : chooseAnswer(endpoint.answer, {
        deliveryId,
        request: signed,
        eventType,
        requestNumber: answerCount?.requestNumber ?? 1,
        attempt: answerCount?.attempt ?? 1,
        elapsedMs: head.receivedAtMs - endpoint.answerSetAtMs,
      });
  const prompt = promptAnswer(behaviour, head.method);
  if (handshake?.newSecret !== undefined) parts.vault.replace(endpoint.webhookId, handshake.newSecret);
  const isForwarded = !handshake && routesFor(endpoint.forward, eventType).length > 0;
  const summary = await parts.history.deliveries.capture({
    ...arrivalOf(arrived, deliveryId, prompt),
    ...facts,
    verdict,
    ...(answerCount === null ? {} : { answerCount }),
    // Pending from its commit on, so that a crash before it is queued doesn't lose the way on.
    state: isForwarded ? 'pending' : 'received',
    ...(endpoint.dropRepeats ? { stateOfRepeat: 'received' as const } : {}),
  });
  const keptAt = performance.now();
  const answered = prompt ? sendAnswer(response, prompt) : playAnswer(parts, arrived, deliveryId, behaviour);
  parts.events.emit({ type: 'delivery.captured', ...summary });
  if (isForwarded && !isDropped(endpoint, summary)) parts.onAccepted(summary, endpoint);
  await answered;
  noteTimes(parts, arrived, deliveryId, keptAt);
}

function noteTimes(
  { captureTimes }: AcceptParts,
  { caught: { arrivedAt }, readAt, endedAt }: Arrived,
  deliveryId: string,
  keptAt: number,
): void {
  captureTimes.note(deliveryId, {
    readMs: readAt - arrivedAt,
    verifyMs: endedAt - readAt,
    keepMs: keptAt - endedAt,
    answerMs: performance.now() - keptAt,
  });
}

/** Delays and faults. The delivery is kept already; what was in fact answered is noted when it is over. */
async function playAnswer(
  { history, events, closing }: AcceptParts,
  arrived: Arrived,
  deliveryId: string,
  behaviour: Behaviour,
): Promise<void> {
  const { head, response } = arrived.caught;
  const socket = await answeringSocket(response, closing);
  let played: RenderedAnswer | null = null;
  if (socket && behaviour.do === 'respond') {
    if (await socket.wait(behaviour.delayMs)) {
      played = renderAnswer(behaviour, head.method);
      sendAnswer(response, played);
    } else {
      await socket.reset(false);
    }
  } else if (socket && behaviour.do !== 'respond') {
    played = await playFault(behaviour, head.method, socket);
  }
  const answer = played
    ? given(played, arrived)
    : { status: null, rawHeaders: [], body: '', durationMs: elapsedMs(arrived) };
  const fault = behaviour.do === 'respond' ? {} : { fault: behaviour.do };
  events.emit({
    type: 'delivery.changed',
    ...history.deliveries.recordAnswer(deliveryId, { ...answer, ...fault }),
  });
}
