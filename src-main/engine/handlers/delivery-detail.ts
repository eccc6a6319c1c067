import { bodyPreview } from '#core/delivery/body-preview.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { timelineOf } from '#core/delivery/timeline.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { providerById } from '#core/providers/registry.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';
import { allShown, type Shown, shownOf, shownRange } from '../masks/shown-request.ts';

/** How much of a body a delivery's detail holds; `deliveries.body` serves the rest. */
export const detailPreviewBytes = 262_144;

/** The beginning of a body, or why there is none: all else of its delivery is shown all the same. */
function bodyStart(
  { deliveries }: EngineParts['history'],
  deliveryId: string,
  shown: Shown,
): { bytes: Uint8Array; isMasked: boolean; problem?: string } {
  try {
    const read = (offset: number, length: number) => deliveries.bodyRange(deliveryId, offset, length);
    const bytes = shownRange(shown, read, 0, detailPreviewBytes);
    const isMasked = shown !== allShown && Buffer.compare(bytes, read(0, detailPreviewBytes)) !== 0;
    return { bytes, isMasked };
  } catch (error) {
    if (!(error instanceof TackleboxError) || error.code !== 'body_missing') throw error;
    return { bytes: new Uint8Array(), isMasked: false, problem: error.message };
  }
}

/** What a provider demands of addresses, where a target has it not and was let pass all the same. */
function adviceFor({ summary, sendTarget }: StoredDelivery): string[] {
  const provider = providerById(summary.provider);
  if (!provider?.requiresHttps || !sendTarget?.url.startsWith('http:')) return [];
  return [
    `${provider.name} sends to HTTPS only. This http:// address passes because it is of this machine; a real one would not.`,
  ];
}

/**
 * A delivery, whole, as the contract gives it: with masks for the secrets in it unless they are asked for. Throws
 * delivery_not_found.
 */
export function deliveryDetail(
  parts: Pick<EngineParts, 'history' | 'vault' | 'receiver'>,
  deliveryId: string,
  reveal = false,
): Delivery {
  const { history } = parts;
  const captureTimes = parts.receiver.timesOf(deliveryId);
  const stored = history.deliveries.get(deliveryId);
  const { summary, receivedAtMs } = stored;
  const shown = reveal ? allShown : shownOf(parts, stored);
  const attemptList = history.attempts.of(deliveryId).map(shown.attempt);
  const start = bodyStart(history, deliveryId, shown);
  const target = shown.target(stored.target);
  const rawHeaders = shown.headers(stored.rawHeaders);
  const isMasked =
    start.isMasked ||
    target !== stored.target ||
    rawHeaders.some(([, value], at) => value !== stored.rawHeaders[at]?.[1]);
  return {
    ...summary,
    target,
    request: {
      method: summary.method,
      target,
      httpVersion: stored.httpVersion,
      rawHeaders,
      bodyBytes: summary.bodyBytes,
      body: bodyPreview(start.bytes, detailPreviewBytes, 0, summary.bodyBytes),
      ...(start.problem === undefined ? {} : { bodyProblem: start.problem }),
    },
    remoteAddress: stored.remoteAddress,
    masked: isMasked,
    verdictDetail: shown.verdict(stored.verdictDetail),
    answer: shown.answer(stored.answer),
    sendTarget: stored.sendTarget,
    retryPolicy: stored.retryPolicy,
    ...(captureTimes ? { captureTimes } : {}),
    attemptList,
    timeline: timelineOf({ ...summary, receivedAtMs, answer: stored.answer, attempts: attemptList }),
    ...(summary.direction === 'out'
      ? { signed: stored.secretRef !== null, advice: adviceFor(stored) }
      : { tag: (summary.webhookId && history.endpoints.find(summary.webhookId)?.tag) || null }),
  };
}
