import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerDiff } from '#core/http/header-diff.ts';
import { jsonDiff, maxJsonChanges } from '#core/json/diff.ts';
import { Json } from '#core/json/value.ts';

describe('the difference of two JSON values', () => {
  it('is told by pointer: added, removed, changed', () => {
    expect(
      jsonDiff(
        { a: 1, 'b/c~': [1, 2], gone: null, o: {} },
        { a: 1, 'b/c~': [1, 3, { x: 1 }], o: [], new: false },
      ),
    ).toEqual([
      { pointer: '/b~1c~0/1', change: 'changed', left: 2, right: 3 },
      { pointer: '/b~1c~0/2', change: 'added', right: { x: 1 } },
      { pointer: '/gone', change: 'removed', left: null },
      { pointer: '/o', change: 'changed', left: {}, right: [] },
      { pointer: '/new', change: 'added', right: false },
    ]);
  });

  it('is nothing where only the order of keys differs', () => {
    expect(jsonDiff({ a: 1, b: { c: 2 } }, { b: { c: 2 }, a: 1 })).toEqual([]);
  });

  it('is empty exactly where the values are the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [left, right] = [
          Json.parse(JSON.parse(JSON.stringify(a))),
          Json.parse(JSON.parse(JSON.stringify(b))),
        ];
        expect(jsonDiff(left, left)).toEqual([]);
        const sorted = (value: Json): string =>
          JSON.stringify(value, (_key, inner: unknown) =>
            typeof inner === 'object' && inner !== null && !Array.isArray(inner)
              ? Object.fromEntries(Object.entries(inner).toSorted(([x], [y]) => (x < y ? -1 : 1)))
              : inner,
          );
        expect(jsonDiff(left, right).length === 0).toBe(sorted(left) === sorted(right));
      }),
    );
  });

  it('stops at a bound', () => {
    const many = Array.from({ length: maxJsonChanges * 2 }, (_, index) => index);
    expect(jsonDiff([], many)).toHaveLength(maxJsonChanges);
  });
});

it('the difference of headers goes by name whatever its case, values in their order', () => {
  expect(
    headerDiff(
      [
        ['A', '1'],
        ['Same', 'x'],
        ['a', '2'],
        ['Old', 'o'],
      ],
      [
        ['same', 'x'],
        ['a', '2'],
        ['A', '1'],
        ['New', 'n'],
      ],
    ),
  ).toEqual([
    { name: 'A', left: ['1', '2'], right: ['2', '1'] },
    { name: 'Old', left: ['o'], right: [] },
    { name: 'New', left: [], right: ['n'] },
  ]);
});
