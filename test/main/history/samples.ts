import type { NewAttempt } from '#main/engine/history/attempts/attempt-rows.ts';
import type { NewCapture, NewOutgoing } from '#main/engine/history/deliveries/deliveries-repo.ts';
import { newId } from '#main/engine/history/ids.ts';

export const webhookId = 'whk_01JD3ZK3V5T0000000000000AA';

export function someCapture(given: Partial<NewCapture> = {}): NewCapture {
  const receivedAtMs = given.receivedAtMs ?? Date.UTC(2026, 10, 21, 9, 30);
  return {
    deliveryId: newId('whd', receivedAtMs),
    webhookId,
    provider: 'generic',
    method: 'POST',
    target: `/v1/hooks/${webhookId}`,
    httpVersion: '1.1',
    rawHeaders: [['Content-Type', 'application/json']],
    body: Buffer.from('{"hello":"world"}'),
    remoteAddress: '127.0.0.1',
    receivedAtMs,
    contentType: 'application/json',
    eventType: null,
    providerDeliveryId: null,
    verdict: 'unverified',
    verdictDetail: null,
    looksLike: null,
    answer: { status: 200, rawHeaders: [], body: '{"received":true}', durationMs: 1.25 },
    state: 'received',
    ...given,
  };
}

export function someOutgoing(given: Partial<NewOutgoing> = {}): NewOutgoing {
  const createdAtMs = given.createdAtMs ?? Date.UTC(2026, 10, 21, 9, 30);
  return {
    deliveryId: newId('whd', createdAtMs),
    provider: 'github',
    eventType: 'push',
    method: 'POST',
    url: 'http://127.0.0.1:9/hook',
    rawHeaders: [['Content-Type', 'application/json']],
    body: Buffer.from('{"ref":"refs/heads/main"}'),
    contentType: 'application/json',
    createdAtMs,
    sendTarget: {
      url: 'http://127.0.0.1:9/hook',
      method: 'POST',
      headers: [],
      followRedirects: false,
      insecureTls: false,
    },
    retryPolicy: null,
    secretRef: null,
    scheme: null,
    eventId: null,
    ...given,
  };
}

export function someAttempt(deliveryId: string, given: Partial<NewAttempt> = {}): NewAttempt {
  const scheduledAtMs = given.scheduledAtMs ?? Date.UTC(2026, 10, 21, 9, 30);
  return {
    attemptId: newId('att', scheduledAtMs),
    deliveryId,
    number: 1,
    reason: 'send',
    url: 'http://127.0.0.1:9/hook',
    target: {
      url: 'http://127.0.0.1:9/hook',
      method: 'POST',
      headers: [],
      followRedirects: false,
      insecureTls: false,
    },
    scheduledAtMs,
    lane: 'http://127.0.0.1:9',
    position: 1,
    plan: {
      policy: null,
      sign: null,
      edit: null,
      retain: false,
      firstNumber: 1,
      firstAtMs: null,
      previousWaitMs: null,
    },
    ...given,
  };
}

/** A body that says its number; every tenth is large enough for a file. */
export const numberedBody = (number: number): Buffer =>
  Buffer.from(`${number} ${'x'.repeat(number % 10 === 0 ? 100_000 : 500)} ${number}`);
