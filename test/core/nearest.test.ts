import { expect, it } from 'vitest';
import { nearest } from '#core/errors/nearest.ts';

it('finds what somebody probably meant', () => {
  const known = ['github', 'gitlab', 'gitea', 'stripe', 'slack'];
  expect(nearest('githup', known, 2)).toEqual(['github', 'gitlab']);
  expect(nearest('STRIP', known, 1)).toEqual(['stripe']);
});
