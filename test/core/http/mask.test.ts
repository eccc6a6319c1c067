import { describe, expect, it } from 'vitest';
import { isCredentialHeader, isCredentialParameter, mask, maskHeaders, maskText } from '#core/http/mask.ts';

const secret = 'p"ä ss/+=w\\rd?';

describe('a masked text', () => {
  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ secret })],
    ['in an address', `https://h/?k=${encodeURIComponent('x')}&s=${new URLSearchParams({ s: secret })}`],
    ['in Base64', Buffer.from(secret).toString('base64')],
    ['in the URL-safe Base64', Buffer.from(secret).toString('base64url')],
    ['twice', `${secret} and ${secret}`],
  ])('holds no secret that stood in it %s', (_, text) => {
    const masked = maskText(text, [secret]);
    expect(masked).not.toBe(text);
    expect(masked).not.toContain(secret);
    expect(masked).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(masked).not.toContain(Buffer.from(secret).toString('base64'));
    expect(masked).toContain(mask);
  });

  it('leaves a text alone that holds none, and one whose secret is no more than a word', () => {
    expect(maskText('a body', ['other-secret'])).toBe('a body');
    expect(maskText('a body', ['a', ''])).toBe('a body');
    expect(maskText('a body', [])).toBe('a body');
  });

  it('hides the longer of two secrets whole', () => {
    expect(maskText('abcdefgh', ['abcd', 'abcdefgh'])).toBe(mask);
  });

  it('keeps the names of headers', () => {
    expect(maskHeaders([['X-Token', 'Bearer abcdef']], ['abcdef'])).toEqual([['X-Token', `Bearer ${mask}`]]);
  });
});

it.each([
  'Authorization',
  'proxy-authorization',
  'Cookie',
  'X-Api-Key',
  'api-key',
  'X-ApiKey',
  'X-Gitlab-Token',
  'X-Auth',
  'X-Webhook-Secret',
  'X-Access-Key',
])('%s holds a credential', (name) => {
  expect(isCredentialHeader(name)).toBe(true);
});

it.each(['Content-Type', 'X-GitHub-Event', 'webhook-id', 'Idempotency-Key', 'X-Author', 'Host'])(
  '%s holds none',
  (name) => {
    expect(isCredentialHeader(name)).toBe(false);
  },
);

it('knows the parameters of addresses that hold credentials', () => {
  for (const name of ['token', 'access_token', 'api_key', 'apikey', 'key', 'sig', 'client_secret']) {
    expect([name, isCredentialParameter(name)]).toEqual([name, true]);
  }
  for (const name of ['page', 'monkey', 'event', 'q']) expect(isCredentialParameter(name)).toBe(false);
});
