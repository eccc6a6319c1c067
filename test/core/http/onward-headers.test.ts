import { expect, it } from 'vitest';
import { Forward } from '#core/delivery/endpoint.ts';
import { routesFor } from '#core/delivery/forward-routes.ts';
import { onwardHeaders, overriddenBy } from '#core/http/onward-headers.ts';

it('touches no header but those of the connection', () => {
  expect(
    onwardHeaders(
      [
        ['B', '1'],
        ['HOST', 'old'],
        ['connection', 'close, X-Private'],
        ['x-private', '1'],
        ['Transfer-Encoding', 'chunked'],
        ['b', '2'],
        ['Content-length', '99'],
      ],
      { host: 'new:1', bodyBytes: 3 },
    ),
  ).toEqual([
    ['B', '1'],
    ['HOST', 'new:1'],
    ['b', '2'],
    ['Content-length', '3'],
  ]);
});

it('puts added headers in place of all of their name, and lets them repeat', () => {
  expect(
    overriddenBy(
      [
        ['A', '1'],
        ['X', '1'],
        ['x', '2'],
      ],
      [
        ['X', 'a'],
        ['X', 'b'],
      ],
    ),
  ).toEqual([
    ['A', '1'],
    ['X', 'a'],
    ['X', 'b'],
  ]);
});

it('chooses routes by exact type, by prefix, or all', () => {
  const target = { url: 'http://h/' };
  const forward = Forward.parse({
    routes: [
      { target, eventTypes: ['invoice.*'] },
      { target, eventTypes: ['invoice.paid', 'user'] },
      { target },
      { target, eventTypes: ['*'] },
    ],
  });
  const chosen = (type: string | null) =>
    routesFor(forward, type).map((route) => forward.routes.indexOf(route));
  expect(chosen('invoice.paid')).toEqual([0, 1, 2, 3]);
  expect(chosen('invoice')).toEqual([2, 3]);
  expect(chosen(null)).toEqual([2, 3]);
});
