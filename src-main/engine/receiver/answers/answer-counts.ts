import type { EndpointRow } from '../../history/endpoints-repo.ts';
import { countedDeliveryIds } from '../limits.ts';

interface EndpointCounts {
  answerSetAtMs: number;
  requests: number;
  /** By provider delivery id, the least recently seen first. */
  attempts: Map<string, number>;
}

export interface AnswerCount {
  requestNumber: number;
  attempt: number;
}

/** Counts requests for the scripts that depend on it, from when an answer was set or the engine started. */
export function createAnswerCounts(): (
  endpoint: EndpointRow,
  providerDeliveryId: string | null,
) => AnswerCount {
  const byEndpoint = new Map<string, EndpointCounts>();
  return ({ webhookId, answerSetAtMs }, providerDeliveryId) => {
    let counts = byEndpoint.get(webhookId);
    if (counts?.answerSetAtMs !== answerSetAtMs) {
      counts = { answerSetAtMs, requests: 0, attempts: new Map() };
      byEndpoint.set(webhookId, counts);
    }
    counts.requests += 1;
    if (providerDeliveryId === null) return { requestNumber: counts.requests, attempt: counts.requests };
    const attempt = (counts.attempts.get(providerDeliveryId) ?? 0) + 1;
    counts.attempts.delete(providerDeliveryId);
    counts.attempts.set(providerDeliveryId, attempt);
    const [oldest] = counts.attempts.keys();
    if (counts.attempts.size > countedDeliveryIds && oldest !== undefined) counts.attempts.delete(oldest);
    return { requestNumber: counts.requests, attempt };
  };
}
