import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Behaviour, Scenario } from '#core/retry/scenario.ts';
import { parseScenario, printScenario } from '#core/retry/scenario-text.ts';

const respond = (status: number, more = {}) => Behaviour.parse({ do: 'respond', status, ...more });
const once = (attempt: number) => ({ from: attempt, to: attempt });

describe('a scenario written as text', () => {
  test.each([
    [
      '500, 500, then 200',
      [
        { attempts: once(1), behaviour: respond(500) },
        { attempts: once(2), behaviour: respond(500) },
      ],
    ],
    ['timeout x3, then 200', [{ attempts: { from: 1, to: 3 }, behaviour: { do: 'hang' } }]],
    ['down 0-2h; then 200', [{ time: { fromMs: 0, untilMs: 7_200_000 }, behaviour: { do: 'refuse' } }]],
    [
      'down 0-2h: refuse; then 200',
      [{ time: { fromMs: 0, untilMs: 7_200_000 }, behaviour: { do: 'refuse' } }],
    ],
    ['30%: 503, else 200', [{ chance: 0.3, behaviour: respond(503) }]],
    [
      '#2-4 10-20s 50%: 429 retry-after 30',
      [
        {
          attempts: { from: 2, to: 4 },
          time: { fromMs: 10_000, untilMs: 20_000 },
          chance: 0.5,
          behaviour: respond(429, { headers: [['Retry-After', '30']] }),
        },
      ],
    ],
    [
      '503 after 2s\nreset after 100 bytes',
      [
        { attempts: once(1), behaviour: respond(503, { delayMs: 2000 }) },
        { attempts: once(2), behaviour: Behaviour.parse({ do: 'reset', afterBytes: 100 }) },
      ],
    ],
  ])('%s', (text, rules) => {
    expect(parseScenario(text)).toEqual({ rules, otherwise: respond(200) });
  });

  test('comes back from its printed form the same', () => {
    const behaviours = fc.constantFrom(
      ...[
        '503',
        '429 retry-after 5',
        '200 after 250ms',
        'timeout',
        'refuse',
        'empty',
        'reset',
        'reset after 7 bytes of 500',
        'drip',
        'drip 3 bytes every 2s of 201',
        'garbage',
        'bad chunk',
        'half close in 404',
        'wrong length 12',
        'pause 3s at byte 4',
        '2 x 103 before 200',
      ],
    );
    const conditions = fc.constantFrom('', '#2: ', '#3+: ', '5%: ', '1h-2h: ', '90s+: ', '#1-2 0-1d 12.5%: ');
    fc.assert(
      fc.property(fc.array(fc.tuple(conditions, behaviours), { maxLength: 5 }), behaviours, (parts, last) => {
        const scenario = parseScenario(
          [...parts.map(([condition, behaviour]) => condition + behaviour), `then ${last}`].join(', '),
        );
        const printed = printScenario(scenario);
        expect(printed).not.toBeNull();
        expect(parseScenario(printed ?? '')).toEqual(scenario);
      }),
    );
  });

  test.each([
    ['500, wat, then 200', 6, '"wat" is no behaviour'],
    ['500, then 200, 300', 16, 'nothing may follow'],
    ['banana%: 500', 1, 'is no condition'],
    ['120%: 500', 1, 'more than 100 %'],
    ['#4-2: 500', 1, 'no range of attempts'],
    ['2h-1h: 500', 1, 'is no condition'],
    ['   ', 1, 'this scenario is empty'],
  ])('%j is refused at character %d', (text, character, reason) => {
    expect(() => parseScenario(text)).toThrow(new RegExp(`^At character ${character}: .*${reason}`));
  });

  test('has no text for an answer with a body', () => {
    expect(
      printScenario(Scenario.parse({ otherwise: { do: 'respond', status: 500, body: 'x' } })),
    ).toBeNull();
  });

  test('is read in linear time, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        try {
          parseScenario(text);
        } catch (error) {
          expect(String(error)).toMatch(/At character/);
        }
      }),
    );
  });
});
