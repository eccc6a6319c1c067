import { describe, expect, it } from 'vitest';
import type { Attempt } from '#core/delivery/attempt.ts';
import { bodyPreview } from '#core/delivery/body-preview.ts';
import { createTargetHealth } from '#main/engine/queue/target-health.ts';

const attempt = (status: number): Pick<Attempt, 'state' | 'outcome'> => ({
  state: status < 300 ? 'succeeded' : 'failed',
  outcome: {
    kind: 'responded',
    status,
    statusText: '',
    httpVersion: '1.1',
    rawHeaders: [],
    body: bodyPreview(new Uint8Array(), 0, 0, 0),
  },
});

/** What is told of a target that answers so, `x` for a failure: when (the attempt's place) and what. */
function told(answers: string): { at: number; failing: boolean }[] {
  const notices: { at: number; failing: boolean }[] = [];
  let at = 0;
  const health = createTargetHealth({
    emit: (event) => {
      if (event.type === 'system.targetChanged') notices.push({ at, failing: event.failing });
    },
  });
  for (const [index, answer] of [...answers].entries()) {
    at = index;
    health.record('http://127.0.0.1', attempt(answer === 'x' ? 500 : 200));
  }
  return notices;
}

describe('alerts', () => {
  it('tell of a target that fails, and that it is well again', () => {
    expect(told('....xxxxx.......').map(({ failing }) => failing)).toEqual([true, false]);
  });

  it('are silent on one failure that the next attempt mends', () => {
    expect(told('.....x.....x.....x.....')).toEqual([]);
  });

  it('tell once of a target of whose attempts every other fails', () => {
    expect(told('x.'.repeat(100)).map(({ failing }) => failing)).toEqual([true]);
    expect(told(`..........${'x.'.repeat(100)}`).filter(({ failing }) => failing)).toHaveLength(1);
  });

  it('tell of ten flaps no more than a few times, and of the calm after them', () => {
    const flaps = told(`${'xxx...'.repeat(10)}${'.'.repeat(20)}`);
    expect(flaps.length).toBeLessThanOrEqual(4);
    expect(flaps.at(-1)?.failing).toBe(false);
    expect(flaps.map(({ failing }) => failing)).toEqual(flaps.map((_, at) => at % 2 === 0));
  });

  it('tell in turns, whatever comes: failing, well, failing, well', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    for (let run = 0; run < 200; run++) {
      const share = random();
      const notices = told(Array.from({ length: 60 }, () => (random() < share ? 'x' : '.')).join(''));
      expect(notices.map(({ failing }) => failing)).toEqual(notices.map((_, at) => at % 2 === 0));
      expect(notices.length).toBeLessThanOrEqual(12);
    }
  });
});
