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

  it('answers Discord’s PING with 204, and a badly signed one with 401', () => {
    const body = '{"version":1,"application_id":"1","type":0}';
    expect(ask('discord', { body }, { signatureOk: true })).toMatchObject({ status: 204, body: '' });
    expect(ask('discord', { body }, { signatureOk: false })?.status).toBe(401);
    expect(ask('discord', { body: '{"type":1,"id":"2"}' }, { signatureOk: true })?.body).toBe('{"type":1}');
    expect(ask('discord', { body: '{"type":1,"event":{"type":"ENTITLEMENT_CREATE"}}' })).toBeUndefined();
  });

  it('gives Meta its challenge, unless the verify token is another than the one agreed on', () => {
    const url = '/hook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock';
    const asked = { method: 'GET', url };
    expect(ask('meta', asked)).toMatchObject({ status: 200, body: '1158201444' });
    expect(ask('meta', asked, { config: { verifyToken: 'meatyhamhock' } })?.status).toBe(200);
    expect(ask('meta', asked, { config: { verifyToken: 'other' } })).toMatchObject({ status: 403, body: '' });
  });

  it('takes the secret that Asana and Notion hand over', () => {
    const asana = ask('asana', { headers: [['X-Hook-Secret', 'b537207f20cbfa02']], body: '{}' });
    expect(asana).toMatchObject({ status: 200, newSecret: 'b537207f20cbfa02' });
    expect(asana?.headers).toContainEqual(['X-Hook-Secret', 'b537207f20cbfa02']);
    const notion = ask('notion', {
      body: '{"verification_token":"secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"}',
    });
    expect(notion?.newSecret).toBe('secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl');
    expect(notion?.manualStep).toContain('secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl');
  });

  it('names the address that confirms an SNS subscription, and opens nothing', () => {
    const headers: [string, string][] = [['x-amz-sns-message-type', 'SubscriptionConfirmation']];
    const body =
      '{"Type":"SubscriptionConfirmation","SubscribeURL":"https://sns.us-west-2.amazonaws.com/?Token=1"}';
    const answer = ask('aws-sns', { headers, body }, { signatureOk: true });
    expect(answer?.manualStep).toContain('https://sns.us-west-2.amazonaws.com/?Token=1');
    expect(ask('aws-sns', { headers, body }, { signatureOk: false })?.status).toBe(401);
  });

  it('echoes the origin that asks for permission (CloudEvents)', () => {
    const answer = ask('cloudevents', {
      method: 'OPTIONS',
      headers: [['WebHook-Request-Origin', 'eventemitter.example.com']],
    });
    expect(answer?.headers).toContainEqual(['WebHook-Allowed-Origin', 'eventemitter.example.com']);
  });

  it('escapes what it puts into JSON', () => {
    const body = JSON.stringify({ challenge: 'a"b\\c\n' });
    expect(JSON.parse(ask('monday', { body })?.body ?? '')).toEqual({ challenge: 'a"b\\c\n' });
  });

  it('says what is missing where an answer needs a value that nobody has set', () => {
    const asked = { method: 'GET', url: '/hook?challenge_code=a8628072' };
    const answer = ask('ebay', asked, { endpointUrl: 'https://example.com/hook' });
    expect(answer?.status).toBe(503);
    expect(answer?.manualStep).toContain('config:verifyToken');
  });

  it('answers Xero’s intent to receive by the signature alone', () => {
    const asked = { headers: [['x-xero-signature', 'x']] as [string, string][], body: '{"events":[]}' };
    expect(ask('xero', asked, { signatureOk: true })).toMatchObject({ status: 200, body: '' });
    expect(ask('xero', asked, { signatureOk: false })?.status).toBe(401);
  });
});
