import { describe, expect, it } from 'vitest';
import { changedStretch, movedBy } from '#renderer/features/inbox/held/held-order.ts';

const moved = (ids: string, by: -1 | 1) => movedBy([...'abcde'], new Set(ids), by).join('');

describe('moving within the hold queue', () => {
  it.each([
    ['c', -1, 'acbde'],
    ['c', 1, 'abdce'],
    ['a', -1, 'abcde'],
    ['e', 1, 'abcde'],
    ['bc', -1, 'bcade'],
    ['bc', 1, 'adbce'],
    ['bd', -1, 'badce'],
    ['ab', -1, 'abcde'],
    ['ac', -1, 'acbde'],
    ['ce', 1, 'abdce'],
  ] as const)('moves %s by %i to %s', (ids, by, order) => {
    expect(moved(ids, by)).toBe(order);
  });

  it('gives a new order only to those whose place changes', () => {
    expect(changedStretch([...'abcde'], [...'acbde'])).toEqual(['c', 'b']);
    expect(changedStretch([...'abc'], [...'abc'])).toEqual([]);
  });
});
