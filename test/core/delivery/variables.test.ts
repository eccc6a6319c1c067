import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillVariables, variableHelp } from '#core/delivery/variables.ts';

const nowMs = Date.UTC(2026, 2, 4, 12, 0, 0, 250);

/** Chance that repeats. */
function chance(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
const fill = (template: string) => fillVariables(template, { nowMs, random: chance() });

describe('variables of a payload', () => {
  it('fills in the time of sending in each of its forms', () => {
    expect(fill('{{now}} {{date}} {{timestamp}} {{timestamp.ms}}').text).toBe(
      '2026-03-04T12:00:00.250Z 2026-03-04 1772625600 1772625600250',
    );
  });

  it('makes a version 4 UUID, another one at each place', () => {
    const [first, second] = fill('{{uuid}} {{ uuid }}').text.split(' ');
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
  });

  it('turns a quoted variable into a bare number where asked', () => {
    const { text } = fill('{"created":"{{timestamp | number}}","text":"{{timestamp}}"}');
    expect(JSON.parse(text)).toEqual({ created: 1_772_625_600, text: '1772625600' });
  });

  it('draws whole numbers from within their bounds, both included', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.nat(50), fc.nat(), (low, span, seed) => {
        const { text } = fillVariables(`{{random.int ${low} ${low + span}}}`, {
          nowMs,
          random: chance(seed),
        });
        expect(Number(text)).toBeGreaterThanOrEqual(low);
        expect(Number(text)).toBeLessThanOrEqual(low + span);
      }),
    );
  });

  it('draws as many hex digits as asked', () => {
    expect(fill('{{random.hex 12}}').text).toMatch(/^[0-9a-f]{12}$/);
    expect(fill('{{random.hex 5000}}').text).toBe('{{random.hex 5000}}');
  });

  it('leaves what is no variable as it was written, and names it', () => {
    const template = 'Hello {{name}}, {{random.int 6 1}} {{#if x}}{{/if}} {{now | number}}';
    const { text, filled, unknown } = fill(template);
    expect(text).toBe(template);
    expect(filled).toEqual([]);
    expect(unknown).toEqual(['name', 'random.int 6 1']);
  });

  it('leaves any text without double braces alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        expect(fill(text).text).toBe(text);
      }),
    );
  });

  it('knows every variable that its help lists', () => {
    for (const { name, numeric } of variableHelp) {
      const plain = fill(`{{${name}}}`);
      expect(plain.filled, name).toEqual([name]);
      const bare = fill(`"{{${name} | number}}"`);
      if (numeric) expect(Number.isFinite(Number(bare.text)), name).toBe(true);
    }
  });
});
