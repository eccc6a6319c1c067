import { describe, expect, it } from 'vitest';
import type { QueueState } from '#core/contract/queue.ts';
import type { Counts } from '#core/contract/system.ts';
import { statusParts } from '#renderer/app/status-parts.ts';

const counts: Counts = {
  deliveries: 12_402,
  in: 12_400,
  out: 2,
  failedVerdicts: 0,
  rejected: 0,
  pending: 0,
  retrying: 3,
  retained: 12,
  held: 0,
  deadLetters: 1,
  damaged: 0,
  databaseBytes: 0,
};
const receiver = {
  listening: true,
  url: 'http://127.0.0.1:4665',
  host: '127.0.0.1',
  port: 4665,
  problem: null,
};
const since = '2026-11-21T14:00:00.000Z';
const because = 'Nothing listens there.';
const switchedOff: QueueState['switchedOff'] = [];
const texts = (...given: Parameters<typeof statusParts>) => statusParts(...given).map(({ text }) => text);

describe('the status bar', () => {
  it('tells of rows that were set aside, and leads to where they are discarded', () => {
    expect(statusParts({ ...counts, damaged: 1 }, receiver, null).at(-1)).toMatchObject({
      text: '1 row set aside',
      opens: 'settings',
    });
  });

  it('tells what listens, what waits and what failed, and nothing of what is not', () => {
    const queue = {
      paused: false,
      running: 0,
      down: [{ origin: 'http://localhost:3000', since, because }],
      switchedOff,
    };
    expect(texts(counts, receiver, queue)).toEqual([
      'Receiver on :4665',
      '12,402 deliveries',
      '3 retrying',
      '12 retained for localhost:3000',
      '1 dead letter',
    ]);
  });

  it('names no target where several are away, and says when sending is paused', () => {
    const down = ['http://a.test', 'http://b.test'].map((origin) => ({ origin, since, because }));
    expect(texts(counts, receiver, { paused: true, running: 0, down, switchedOff })).toContain('12 retained');
    const parts = statusParts(counts, receiver, { paused: true, running: 0, down, switchedOff });
    expect(parts).toContainEqual(
      expect.objectContaining({ text: 'Sending paused', does: 'resume_sending', hint: 'Resume sending' }),
    );
  });

  it('leads from what waits to the list of it', () => {
    const parts = statusParts({ ...counts, held: 2, pending: 1 }, receiver, null);
    const led = (id: string) => parts.find((part) => part.id === id)?.params;
    expect(led('held')).toEqual({ facet: 'held', filter: '' });
    expect(led('retrying')).toEqual({ facet: 'retrying', filter: '' });
    expect(led('pending')).toEqual({ facet: 'all', filter: 'status:pending' });
  });

  it('says why nothing is caught, and leads to where it is changed', () => {
    const problem = 'Port 4665 is in use; choose another in Settings.';
    const [part] = statusParts(counts, { ...receiver, listening: false, problem }, null);
    expect(part).toMatchObject({ text: problem, tone: 'bad', opens: 'settings' });
  });
});
