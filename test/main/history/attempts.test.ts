import { describe, expect, it } from 'vitest';
import type { FinishedAttempt } from '#main/engine/history/attempts/attempt-rows.ts';
import { newId } from '#main/engine/history/ids.ts';
import type { History } from '#main/engine/history/open-history.ts';
import { someAttempt, someCapture, someOutgoing, temporaryFolder, testHistory } from './support.ts';

const now = Date.UTC(2026, 10, 21, 10);

function finished(body: Uint8Array, given: Partial<FinishedAttempt> = {}): FinishedAttempt {
  const responseBody = Buffer.from('thanks');
  return {
    durationMs: 12.5,
    request: { method: 'POST', target: '/hook', rawHeaders: [['X-Signature', 'abc']], body },
    phases: { dnsMs: null, connectMs: 1, tlsMs: null, sentMs: 2, firstByteMs: 9, downloadMs: 12 },
    outcome: {
      kind: 'responded',
      status: 201,
      statusText: 'Created',
      httpVersion: '1.1',
      rawHeaders: [['Content-Type', 'text/plain']],
      body: { encoding: 'utf8', data: 'thanks', totalBytes: 6, offsetBytes: 0, truncated: false },
    },
    responseBody,
    ...given,
  };
}

function delivered(history: History, body = Buffer.from('{"n":1}')) {
  const { deliveryId } = history.deliveries.insertOutgoing(someOutgoing({ body }));
  const { attemptId } = history.attempts.schedule(someAttempt(deliveryId));
  return { deliveryId, attemptId };
}

describe('attempts', () => {
  it('are kept whole: what was sent, what came back, when', () => {
    const history = testHistory();
    const { deliveryId, attemptId } = delivered(history);
    expect(history.attempts.start(attemptId, now)).toBe(true);
    expect(history.attempts.start(attemptId, now)).toBe(false);
    const attempt = history.attempts.finish(attemptId, finished(Buffer.from('{"n":1}')));
    expect(attempt).toMatchObject({
      state: 'succeeded',
      durationMs: 12.5,
      startedAt: '2026-11-21T10:00:00.000Z',
    });
    expect(attempt.request).toMatchObject({ bodyBytes: 7, body: { data: '{"n":1}', truncated: false } });
    expect(history.attempts.of(deliveryId)).toEqual([attempt]);
    expect(history.attempts.responseBody(attemptId).toString()).toBe('thanks');
    expect(history.deliveries.get(deliveryId).summary.attempts).toBe(1);
  });

  it('keep a body that differs from the delivery, small or large', () => {
    const history = testHistory();
    for (const size of [10, 200_000]) {
      const { attemptId } = delivered(history);
      history.attempts.start(attemptId, now);
      const sent = Buffer.alloc(size, 'edited ');
      const received = Buffer.alloc(size, 'ok ');
      const attempt = history.attempts.finish(attemptId, finished(sent, { responseBody: received }));
      expect(attempt.request?.bodyBytes).toBe(size);
      expect(attempt.request?.body.truncated).toBe(size > 65_536);
      expect(attempt.request?.body.data.startsWith('edited ')).toBe(true);
      expect(history.attempts.responseBody(attemptId).equals(received)).toBe(true);
    }
  });

  it("end as the policy's success says", () => {
    const history = testHistory();
    const { attemptId } = delivered(history);
    history.attempts.start(attemptId, now);
    const outcome = {
      kind: 'failed',
      code: 'refused',
      message: 'Connection refused',
      bytesReceived: 0,
    } as const;
    expect(history.attempts.finish(attemptId, finished(Buffer.alloc(0), { outcome })).state).toBe('failed');
    expect(() => history.attempts.finish(attemptId, finished(Buffer.alloc(0)))).toThrow(
      expect.objectContaining({ code: 'queue_state' }),
    );
  });

  it('stand in their lane by time and by place', () => {
    const history = testHistory();
    const { deliveryId } = history.deliveries.insertOutgoing(someOutgoing());
    const schedule = (lane: string, scheduledAtMs: number, position: number) =>
      history.attempts.schedule(someAttempt(deliveryId, { lane, scheduledAtMs, position })).attemptId;
    const late = schedule('a', now + 20, 1);
    const early = schedule('a', now + 10, 2);
    const other = schedule('b', now, 3);
    const ids = (lane: string, by: 'time' | 'position', limit = 9) =>
      history.attempts.scheduledIn(lane, by, limit).map(({ attemptId }) => attemptId);
    expect(history.attempts.lanes()).toEqual(['a', 'b']);
    expect(ids('a', 'time')).toEqual([early, late]);
    expect(ids('a', 'position')).toEqual([late, early]);
    expect(ids('a', 'time', 1)).toEqual([early]);
    expect(history.attempts.lastPosition()).toBe(3);
    history.attempts.amend(late, { scheduledAtMs: now, reason: 'retry-now' });
    expect(ids('a', 'time')).toEqual([late, early]);
    history.attempts.cancel(other, now);
    expect(history.attempts.lanes()).toEqual(['a']);
    expect(() => history.attempts.cancel(other, now)).toThrow(
      expect.objectContaining({ code: 'queue_state' }),
    );
    expect(() => history.attempts.cancel('att_NONE', now)).toThrow(
      expect.objectContaining({ code: 'attempt_not_found' }),
    );
  });

  it('that were under way in a crash end as interrupted, and the waiting ones wait on', async () => {
    const dataDir = temporaryFolder();
    const history = testHistory({ dataDir });
    const { attemptId, deliveryId } = delivered(history);
    const waiting = history.attempts.schedule(someAttempt(deliveryId, { number: 2 }));
    history.attempts.start(attemptId, now);
    await history.close();
    const reopened = testHistory({ dataDir });
    expect(reopened.attempts.closeInterrupted(now + 500)).toMatchObject([{ attemptId, state: 'failed' }]);
    expect(reopened.attempts.find(attemptId)).toMatchObject({
      state: 'failed',
      durationMs: 500,
      request: null,
      outcome: { kind: 'failed', code: 'interrupted' },
    });
    expect(reopened.attempts.closeInterrupted(now)).toEqual([]);
    expect(reopened.attempts.queued(waiting.attemptId)).toMatchObject({ state: 'scheduled', number: 2 });
  });

  it('go with their delivery', async () => {
    const history = testHistory();
    const { deliveryId } = await history.deliveries.capture(someCapture());
    const { attemptId } = history.attempts.schedule(
      someAttempt(deliveryId, { attemptId: newId('att', now) }),
    );
    history.deliveries.delete([deliveryId]);
    expect(history.attempts.find(attemptId)).toBeUndefined();
    expect(history.attempts.of(deliveryId)).toEqual([]);
  });
});
