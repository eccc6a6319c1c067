import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import { detectProvider } from '#core/providers/detect.ts';

const request = (headers: Record<string, string>, body = '{}') => ({
  method: 'POST',
  url: '/v1/hooks/whk_1',
  rawHeaders: Object.entries(headers),
  body: utf8(body),
});

describe('recognising a provider', () => {
  it('knows GitHub by its headers, in any case', () => {
    const found = detectProvider(
      request({ 'x-github-event': 'push', 'user-agent': 'GitHub-Hookshot/044aadd' }),
    );
    expect(found).toEqual({
      providerId: 'github',
      because: 'it carries x-github-event, and its user agent is GitHub-Hookshot/',
    });
  });

  it.each([
    ['stripe', { 'Stripe-Signature': 't=1,v1=0' }],
    ['slack', { 'X-Slack-Signature': 'v0=0', 'X-Slack-Request-Timestamp': '1' }],
    ['alfred', { 'X-Alfred-Signature': 'sha256=0' }],
    ['alfe', { 'X-Alfe-Signature-256': 'sha256=0' }],
    ['standard-webhooks', { 'webhook-id': 'msg_1', 'webhook-signature': 'v1,x', 'webhook-timestamp': '1' }],
  ])('knows %s by its signature header', (id, headers) => {
    expect(detectProvider(request(headers))?.providerId).toBe(id);
  });

  it('knows Convocore by the secret inside its payload', () => {
    const body = '{"type":"webhook_test","payload":{"message":"hi","workspaceSecret":"s"}}';
    expect(detectProvider(request({}, body))).toEqual({
      providerId: 'convocore',
      because: 'its JSON has /payload/workspaceSecret',
    });
  });

  it('guesses nothing from what any sender sends', () => {
    const plain = {
      Host: 'localhost',
      'Content-Type': 'application/json',
      Authorization: 'Bearer x',
      Accept: '*/*',
    };
    expect(detectProvider(request(plain, '{"type":"ping"}'))).toBeUndefined();
    expect(detectProvider(request({}, '\u0000 not json'))).toBeUndefined();
  });
});
