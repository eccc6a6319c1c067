import { describe, expect, it } from 'vitest';
import { someCapture, testClock, testHistory } from './support.ts';

const everyRows = 50;

async function historyOf(count: number) {
  const clock = testClock();
  const history = testHistory({ clock });
  for (let index = 0; index < count; index++) {
    const eventType = index % 3 === 0 ? 'invoice.paid' : 'charge.succeeded';
    await history.deliveries.capture(someCapture({ eventType, receivedAtMs: clock.advance(7) }));
  }
  return { history, nowMs: clock.nowMs() };
}

describe('the outline of a list', () => {
  it.each([{}, { eventType: 'invoice.paid' }, { eventType: 'invoice.*' }])(
    'names the places at which reading page by page arrives (%o)',
    async (filter) => {
      const { history, nowMs } = await historyOf(330);
      const { deliveries } = history;
      const first = deliveries.list(filter, { limit: everyRows }, nowMs);
      const places = await deliveries.outline(filter, { everyRows, after: first.next ?? '' }, nowMs);
      const walked: string[] = [];
      for (let next = first.next; next !== null; ) {
        const page = deliveries.list(filter, { limit: everyRows, after: next }, nowMs);
        if (page.items.length === everyRows && page.next !== null) walked.push(page.next);
        next = page.next;
      }
      expect(places.slice(0, walked.length)).toEqual(walked);
      expect(places.length - walked.length).toBeLessThanOrEqual(1);
    },
  );

  it('finds event types by their beginning', async () => {
    const { history, nowMs } = await historyOf(12);
    const list = (eventType: string) =>
      history.deliveries.list({ eventType }, { limit: 100 }, nowMs).items.map((row) => row.eventType);
    expect(list('invoice.*')).toEqual(Array(4).fill('invoice.paid'));
    expect(list('*')).toHaveLength(12);
    expect(list('invoice')).toEqual([]);
  });
});
