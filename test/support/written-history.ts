import { Target } from '#core/delivery/attempt.ts';
import { bodyPreview, previewBytes } from '#core/delivery/body-preview.ts';
import { RetryPolicy } from '#core/retry/policy.ts';
import { newId } from '#main/engine/history/ids.ts';
import type { History } from '#main/engine/history/open-history.ts';

/** An attempt as a test writes it into a history. */
export interface WrittenAttempt {
  startedAtMs: number;
  durationMs: number;
  answer: { status: number; retryAfter?: string } | { failed: 'refused' | 'response_timeout' };
}

const empty = new Uint8Array();

/** Writes a delivery with its attempts into a history, at times that the test chooses. */
export function writeDelivery(history: History, url: string, attempts: readonly WrittenAttempt[]): string {
  const target = Target.parse({ url });
  const atMs = attempts[0]?.startedAtMs ?? 0;
  return history.transaction(() => {
    const deliveryId = newId('whd', atMs);
    history.deliveries.insertOutgoing({
      deliveryId,
      provider: 'generic',
      eventType: 'test',
      method: 'POST',
      url,
      rawHeaders: [],
      body: Buffer.from('{}'),
      contentType: 'application/json',
      createdAtMs: atMs,
      sendTarget: target,
      retryPolicy: RetryPolicy.parse({}),
      secretRef: null,
      scheme: null,
      eventId: null,
    });
    for (const [at, { startedAtMs, durationMs, answer }] of attempts.entries()) {
      const attemptId = newId('att', startedAtMs);
      history.attempts.schedule({
        attemptId,
        deliveryId,
        number: at + 1,
        reason: at === 0 ? 'send' : 'retry',
        url,
        target,
        scheduledAtMs: startedAtMs,
        lane: url,
        position: startedAtMs,
        plan: {
          policy: null,
          sign: null,
          edit: null,
          retain: false,
          firstNumber: 1,
          firstAtMs: null,
          previousWaitMs: null,
        },
      });
      history.attempts.start(attemptId, startedAtMs);
      history.attempts.finish(attemptId, {
        durationMs,
        request: { method: 'POST', target: '/', rawHeaders: [], body: Buffer.from('{}') },
        phases: {
          dnsMs: null,
          connectMs: null,
          tlsMs: null,
          sentMs: null,
          firstByteMs: null,
          downloadMs: null,
        },
        outcome:
          'status' in answer
            ? {
                kind: 'responded',
                status: answer.status,
                statusText: '',
                httpVersion: '1.1',
                rawHeaders: answer.retryAfter === undefined ? [] : [['Retry-After', answer.retryAfter]],
                body: bodyPreview(empty, previewBytes, 0, 0),
              }
            : { kind: 'failed', code: answer.failed, message: 'It failed.', bytesReceived: 0 },
        responseBody: empty,
      });
    }
    return deliveryId;
  });
}
