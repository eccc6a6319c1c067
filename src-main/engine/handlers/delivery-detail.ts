import { bodyPreview } from '#core/delivery/body-preview.ts';
import type { Delivery } from '#core/delivery/delivery.ts';
import { timelineOf } from '#core/delivery/timeline.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { providerById } from '#core/providers/registry.ts';
import type { EngineParts } from '../engine.ts';
import type { StoredDelivery } from '../history/deliveries/deliveries-repo.ts';

/** How much of a body a delivery's detail holds; `deliveries.body` serves the rest. */
export const detailPreviewBytes = 262_144;

/** The beginning of a body, or why there is none: all else of its delivery is shown all the same. */
function bodyStart(
  { deliveries }: EngineParts['history'],
  deliveryId: string,
): { bytes: Uint8Array; problem?: string } {
  try {
    return { bytes: deliveries.bodyRange(deliveryId, 0, detailPreviewBytes) };
  } catch (error) {
    if (!(error instanceof TackleboxError) || error.code !== 'body_missing') throw error;
    return { bytes: new Uint8Array(), problem: error.message };
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

/** A delivery, whole, as the contract gives it. Throws delivery_not_found. */
export function deliveryDetail({ history }: Pick<EngineParts, 'history'>, deliveryId: string): Delivery {
  const stored = history.deliveries.get(deliveryId);
  const { summary, receivedAtMs } = stored;
  const attemptList = history.attempts.of(deliveryId);
  const start = bodyStart(history, deliveryId);
  return {
    ...summary,
    request: {
      method: summary.method,
      target: summary.target,
      httpVersion: stored.httpVersion,
      rawHeaders: stored.rawHeaders,
      bodyBytes: summary.bodyBytes,
      body: bodyPreview(start.bytes, detailPreviewBytes, 0, summary.bodyBytes),
      ...(start.problem === undefined ? {} : { bodyProblem: start.problem }),
    },
    remoteAddress: stored.remoteAddress,
    verdictDetail: stored.verdictDetail,
    answer: stored.answer,
    sendTarget: stored.sendTarget,
    retryPolicy: stored.retryPolicy,
    attemptList,
    timeline: timelineOf({ ...summary, receivedAtMs, answer: stored.answer, attempts: attemptList }),
    ...(summary.direction === 'out'
      ? { signed: stored.secretRef !== null, advice: adviceFor(stored) }
      : { tag: (summary.webhookId && history.endpoints.find(summary.webhookId)?.tag) || null }),
  };
}
