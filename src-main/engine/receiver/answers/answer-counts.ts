import type { AnswerCount, AnswerCountsRepo } from '../../history/answer-counts-repo.ts';
import type { EndpointRow } from '../../history/endpoints-repo.ts';
import { countedDeliveryIds } from '../limits.ts';

interface EndpointCounts {
  answerSetAtMs: number;
  requests: number;
  /** By provider delivery id, the least recently seen first. */
  attempts: Map<string, number>;
}

/**
 * Counts requests for the scripts that depend on it, from when an answer was set: over restarts too, as each count is kept with its
 * request.
 */
export function createAnswerCounts(
  stored: AnswerCountsRepo,
): (endpoint: EndpointRow, providerDeliveryId: string | null) => AnswerCount {
  const byEndpoint = new Map<string, EndpointCounts>();

  function countsOf({ webhookId, answerSetAtMs }: EndpointRow): EndpointCounts {
    const known = byEndpoint.get(webhookId);
    if (known?.answerSetAtMs === answerSetAtMs) return known;
    const before = stored.read(webhookId, answerSetAtMs);
    const counts = {
      answerSetAtMs,
      requests: before?.requests ?? 0,
      attempts: new Map(before?.attempts ?? []),
    };
    byEndpoint.set(webhookId, counts);
    return counts;
  }

  return (endpoint, providerDeliveryId) => {
    const counts = countsOf(endpoint);
    const { answerSetAtMs, attempts } = counts;
    const requestNumber = ++counts.requests;
    const count = { answerSetAtMs, requestNumber, providerDeliveryId };
    if (providerDeliveryId === null) return { ...count, attempt: requestNumber, forgets: null };
    const attempt = (attempts.get(providerDeliveryId) ?? 0) + 1;
    attempts.delete(providerDeliveryId);
    attempts.set(providerDeliveryId, attempt);
    const [oldest = null] = attempts.size > countedDeliveryIds ? attempts.keys() : [];
    if (oldest !== null) attempts.delete(oldest);
    return { ...count, attempt, forgets: oldest };
  };
}
