import { describe, expect, it } from 'vitest';
import { utf8 } from '#core/bytes/encoding.ts';
import { answerHandshake, type HandshakeContext } from '#core/providers/handshake.ts';
import { providerById } from '#core/providers/registry.ts';
import { nodeCrypto } from '#main/engine/node-crypto.ts';

interface Asked {
  method?: string;
  url?: string;
  headers?: [string, string][];
  body?: string;
}

function ask(id: string, asked: Asked, context: Partial<HandshakeContext> = {}) {
  const provider = providerById(id);
  if (!provider) throw new Error(id);
  const { method = 'POST', url = 'https://example.com/hook', headers = [], body = '' } = asked;
  const request = { method, url, rawHeaders: headers, body: utf8(body) };
  return answerHandshake(provider, request, { crypto: nodeCrypto, signatureOk: null, ...context });
}

describe('answering handshakes', () => {
  it('gives Slack its challenge back as plain text', () => {
    const body = '{"type":"url_verification","challenge":"3eZbrw\\"1aB"}';
    expect(ask('slack', { body })).toEqual({
      ruleId: 'url-verification',
      status: 200,
      headers: [['Content-Type', 'text/plain']],
      body: '3eZbrw"1aB',
    });
  });

  it('leaves ordinary events alone', () => {
    expect(ask('slack', { body: '{"type":"event_callback","event":{"type":"message"}}' })).toBeUndefined();
    expect(ask('stripe', { body: '{"type":"ping"}' })).toBeUndefined();
  });

  it('refuses a handshake whose required signature does not hold', () => {
    const headers: [string, string][] = [['X-GitHub-Event', 'ping']];
    expect(ask('github', { headers, body: '{}' }, { signatureOk: false })?.status).toBe(401);
    expect(ask('github', { headers, body: '{}' }, { signatureOk: true })?.status).toBe(200);
  });
});
