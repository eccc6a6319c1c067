import { describe, expect, it } from 'vitest';
import { type DotSegments, onwardUrl } from '#core/http/onward-url.ts';

const onward = (route: string, caught: string, dots: DotSegments = 'normalise') =>
  onwardUrl(route, caught, dots);

it.each([
  ['http://h/in', '/v1/hooks/whk_1', 'http://h/in'],
  ['http://h/in', '/v1/hooks/whk_1/', 'http://h/in'],
  ['http://h/in/', '/v1/hooks/whk_1/a/b', 'http://h/in/a/b'],
  ['http://h/in?k=1', '/v1/hooks/whk_1/a?q=%2F', 'http://h/in/a?k=1&q=%2F'],
  ['http://h', '/v1/hooks/whk_1?x', 'http://h?x'],
  ['http://h/in#top', '/v1/hooks/whk_1/a', 'http://h/in/a'],
  ['http://h/in', 'http://elsewhere/v1/hooks/whk_1/a?b', 'http://h/in/a?b'],
])('goes on from %s with what follows the endpoint in %s', (route, caught, url) => {
  expect(onward(route, caught)).toBe(url);
});

describe('dot segments', () => {
  it.each([
    ['/../admin', '/admin'],
    ['/a/../../../admin', '/admin'],
    ['/%2e%2e/%2E./admin', '/admin'],
    ['/a/./b/..', '/a/'],
    ['/a/b/.', '/a/b/'],
    ['/..', ''],
    ['/...', '/...'],
    ['/a%2f..', '/a%2f..'],
    ['/a//b', '/a//b'],
  ])('%s is resolved, and never leads above the route', (below, path) => {
    expect(onward('http://h/in', `/v1/hooks/whk_1${below}`)).toBe(`http://h/in${path}`);
  });

  it('are handed on as they came where the route says so', () => {
    expect(onward('http://h/in', '/v1/hooks/whk_1/a/../b?../c', 'keep')).toBe('http://h/in/a/../b?../c');
  });
});

/** What a sender may write behind, before and around the endpoint's address. */
const hostile = [
  'http://evil.example/v1/hooks/whk_1',
  'http://whk_1:p@evil.example/v1/hooks/whk_1',
  'http://whk_1@evil.example:81/v1/hooks/whk_1/x',
  'http://whk_1/v1/hooks/whk_1/x',
  'https://evil.example:443/v1/hooks/whk_1//evil.example/',
  '/v1/hooks/whk_1@evil.example/',
  '/v1/hooks/whk_1//evil.example/x',
  '/v1/hooks/whk_1/\\evil.example/x',
  '/v1/hooks/whk_1/\\\\evil.example',
  '/v1/hooks/whk_1/@evil.example',
  '/v1/hooks/whk_1/:81',
  '/v1/hooks/whk_1?@evil.example',
  '/v1/hooks/whk_1#@evil.example/',
  '/v1/hooks/whk_1#/..//evil.example',
  '/v1/hooks/whk_1/\r\nHost: evil.example',
  '/v1/hooks/whk_1/\t//evil.example',
  '/v1/hooks/whk_1/%0d%0aHost:%20evil.example',
  '/v1/hooks/whk_1/ÿþ',
  '/v1/hooks/whk_1/http://evil.example/',
  '/v1/hooks/whk_1?http://evil.example/',
  '.evil.example/v1/hooks/whk_1',
  '@evil.example/v1/hooks/whk_1',
  ':81/v1/hooks/whk_1',
  '//evil.example/v1/hooks/whk_1',
  '',
];

it.each(hostile)('keeps the route’s scheme, user, host and port against %j', (caught) => {
  for (const route of [
    'http://handler:3000',
    'http://handler:3000/in/',
    'https://user:secret@handler/in?k=v',
    'http://127.0.0.1:8080/a/b',
    'http://[::1]:9/in#x',
  ]) {
    for (const dots of ['normalise', 'keep'] as const) {
      const [url, own] = [new URL(onward(route, caught, dots)), new URL(route)];
      const owner = ({ origin, username, password }: URL) => [origin, username, password];
      expect(owner(url)).toEqual(owner(own));
      // Nothing that a request line could be broken with.
      expect(onward(route, caught, dots)).toMatch(/^[\x21-\x7e]+$/);
    }
  }
});
