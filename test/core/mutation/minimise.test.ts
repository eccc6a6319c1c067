import { describe, expect, test } from 'vitest';
import type { Json } from '#core/json/value.ts';
import { minimiseDifference } from '#core/mutation/minimise/minimise-difference.ts';
import { minimiseJson } from '#core/mutation/minimise/minimise-json.ts';
import { FlakyAnswer, smallestFailing } from '#core/mutation/minimise/smallest-failing.ts';

/** Counts the tries of a rule; the same payload is tried once only, as the engine does. */
function counted(fails: (payload: Json) => boolean) {
  const known = new Map<string, boolean>();
  return {
    tries: () => known.size,
    stillFails: async (payload: Json) => {
      const key = JSON.stringify(payload);
      const answer = known.get(key) ?? fails(payload);
      known.set(key, answer);
      return answer;
    },
  };
}

const fields = (count: number, value: (at: number) => Json): { [key: string]: Json } =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, value(at)]));

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

describe('the minimiser', () => {
  test.each([0, 1, 250, 498, 499])(
    'finds one planted field (%i) of 500 with at most 60 tries',
    async (planted) => {
      const rule = counted((payload) => isObject(payload) && payload[`field_${planted}`] === null);
      const payload = fields(500, (at) => (at === planted ? null : `value ${at}`));
      expect(await minimiseJson(payload, rule.stillFails)).toEqual({
        payload: { [`field_${planted}`]: null },
        essential: [`/field_${planted}`],
      });
      expect(rule.tries()).toBeLessThanOrEqual(60);
    },
  );

  test('finds it among fields that the handler wants to be there', async () => {
    const rule = counted(
      (payload) =>
        isObject(payload) && payload.id === 'evt_1' && payload.type === 'a' && payload.field_321 === null,
    );
    const payload = { id: 'evt_1', ...fields(498, (at) => (at === 321 ? null : at)), type: 'a' };
    const { essential } = await minimiseJson(payload, rule.stillFails);
    expect(essential).toEqual(['/id', '/field_321', '/type']);
    expect(rule.tries()).toBeLessThanOrEqual(60);
  });

  test('goes down into what has to stay, and cuts its text', async () => {
    const rule = counted((payload) => JSON.stringify(payload).includes('💥'));
    const payload = { a: { b: [1, { deep: 'some words 💥 and more of them', other: 1 }, 3], c: 4 }, d: 5 };
    const found = await minimiseJson(payload, rule.stillFails);
    expect(found).toEqual({ payload: { a: { b: [{ deep: '💥' }] } }, essential: ['/a/b/0/deep'] });
  });

  test('finds two fields that only fail together', async () => {
    const rule = counted((payload) => isObject(payload) && 'field_3' in payload && 'field_77' in payload);
    const { essential } = await minimiseJson(
      fields(100, (at) => at),
      rule.stillFails,
    );
    expect(essential).toEqual(['/field_3', '/field_77']);
  });

  test('finds the one difference to a payload that passes, whatever else differs', async () => {
    const passing = { data: { object: fields(500, (at) => at), list: [1, 2, 3] } };
    const failing = { data: { object: fields(500, (at) => (at === 123 ? '' : at + 1)), list: [1] } };
    const rule = counted((payload) => JSON.stringify(payload).includes('"field_123":""'));
    const found = await minimiseDifference(passing, failing, rule.stillFails);
    expect(found.essential).toEqual(['/data/object/field_123']);
    expect(found.payload).toEqual({
      data: { object: { ...passing.data.object, field_123: '' }, list: [1, 2, 3] },
    });
    expect(rule.tries()).toBeLessThanOrEqual(60);
  });

  test('finds that something missing is the difference, also at the end of a list', async () => {
    const rule = counted(
      (payload) => isObject(payload) && Array.isArray(payload.list) && payload.list.length < 3,
    );
    const found = await minimiseDifference(
      { list: [1, 2, 3], a: 1, b: 2 },
      { list: [1], a: 2 },
      rule.stillFails,
    );
    expect(found.payload).toMatchObject({ a: 1, b: 2 });
    expect(JSON.stringify(found.payload)).toMatch(/"list":\[1,[23]\]/);
  });

  test('always answers with something that fails, however odd the rule, or says that the answers change', async () => {
    for (let seed = 1; seed <= 200; seed++) {
      // Any set of units fails or not by chance, the whole always.
      const chance = (kept: readonly number[]) =>
        kept.length === 12 ||
        (kept.reduce((sum, at) => Math.imul(sum ^ at, 0x9e3779b1) >>> 7, seed) & 3) === 0;
      const found = await smallestFailing(12, async (kept) => chance(kept)).catch((error: unknown) => error);
      if (!(found instanceof FlakyAnswer)) expect(chance(found as number[])).toBe(true);
    }
  });

  test('notices an answer that changes', async () => {
    // All four together failed before the search; asked again, nothing fails any more.
    await expect(smallestFailing(4, async () => false)).rejects.toBeInstanceOf(FlakyAnswer);
  });
});
