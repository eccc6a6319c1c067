import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';

const body = '{"type":"ping","note":"Café"}';
const githubSignature = (text: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;

describe('signatures.sign', () => {
  it('answers with the headers that the provider would send', async () => {
    const { client } = await testEngine();
    const signed = await client.signatures.sign({ provider: 'github', secret: 'key', body });
    expect(signed.headers['X-Hub-Signature-256']).toBe(githubSignature(body, 'key'));
    expect(signed.signedContent).toMatchObject([{ source: 'body', text: body }]);
    expect(signed).not.toHaveProperty('body');
  });

  it('takes time and id as given, in the unit of the scheme', async () => {
    const { client } = await testEngine();
    const input = { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', body: '{}', id: 'msg_1' };
    for (const timestamp of [1_760_000_000, '1760000000', '2025-10-09T08:53:20Z']) {
      const { headers } = await client.signatures.sign({
        ...input,
        provider: 'standard-webhooks',
        timestamp,
      });
      expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'webhook-timestamp': '1760000000' });
    }
    const hubspot = await client.signatures.sign({
      provider: 'hubspot',
      secret: 'k',
      body,
      timestamp: 1_760_000_000,
    });
    expect(hubspot.headers['X-HubSpot-Request-Timestamp']).toBe('1760000000000');
  });

  it('answers with the body where the signature travels inside it', async () => {
    const { client } = await testEngine();
    const signed = await client.signatures.sign({ provider: 'figma', secret: 'pass', body: '{"a":1}' });
    expect(signed).toMatchObject({ headers: {}, body: '{"a":1,"passcode":"pass"}' });
  });

  it.each([
    [{ provider: 'githob' }, 'provider_not_found', 'github'],
    [{}, 'invalid_input', 'provider or a scheme'],
    [{ provider: 'github', bodyBase64: 'e30=' }, 'invalid_input', 'give one of them'],
    [{ provider: 'airtable', secret: '***' }, 'secret_malformed', 'not base64'],
    [{ provider: 'github', secret: '' }, 'secret_missing', 'no secret'],
    [{ provider: 'slack', timestamp: 'noon' }, 'invalid_input', 'ISO 8601'],
  ])('refuses %j with %s', async (input, code, words) => {
    const { client } = await testEngine();
    const failure = await client.signatures
      .sign({ secret: 'key', body, ...input })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('signatures.verify', () => {
  it('finds a genuine signature genuine, by any of the secrets', async () => {
    const { client } = await testEngine();
    const headers = { 'x-hub-signature-256': githubSignature(body, 'key') };
    const verdict = await client.signatures.verify({
      provider: 'github',
      secrets: ['other', 'key'],
      body,
      headers,
    });
    expect(verdict).toMatchObject({ ok: true, code: 'genuine' });
    expect(verdict).not.toHaveProperty('diagnosis');
  });

  it('says what is wrong, and what would make it right', async () => {
    const { client } = await testEngine();
    const headers = { 'x-hub-signature-256': githubSignature(body, 'key') };
    const verdict = await client.signatures.verify({ provider: 'github', secret: 'key\n', body, headers });
    expect(verdict).toMatchObject({
      ok: false,
      code: 'no_matching_signature',
      diagnosis: { complete: true, causes: [{ id: 'secret-newline', proven: true }] },
    });
    const plain = await client.signatures.verify({
      provider: 'github',
      secret: 'k',
      body,
      headers,
      diagnose: false,
    });
    expect(plain).not.toHaveProperty('diagnosis');
  });

  it('tells which other provider a request is genuine by', async () => {
    const { client } = await testEngine();
    const { headers } = await client.signatures.sign({ provider: 'stripe', secret: 'whsec_abc', body });
    const verdict = await client.signatures.verify({
      provider: 'github',
      secret: 'whsec_abc',
      body,
      headers,
    });
    expect(verdict).toMatchObject({
      code: 'signature_missing',
      diagnosis: {
        causes: [{ id: 'scheme-of-other', proven: true, title: expect.stringContaining('Stripe') }],
      },
    });
  });

  it('takes the moment of the check as given', async () => {
    const { client } = await testEngine();
    const input = { provider: 'slack', secret: 'key', body };
    const { headers } = await client.signatures.sign({ ...input, timestamp: 1_760_000_000 });
    const at = async (now: number | string) =>
      (await client.signatures.verify({ ...input, headers, now })).code;
    expect(await at(1_760_000_010)).toBe('genuine');
    expect(await at('2025-10-09T08:53:30Z')).toBe('genuine');
    expect(await at(1_760_009_999)).toBe('timestamp_too_old');
  });

  it('checks with the secrets of an endpoint, and never tells them', async () => {
    const { client } = await testEngine();
    const made = await client.endpoints.create({ name: 'Pushes', provider: 'github' });
    const headers = { 'x-hub-signature-256': githubSignature(body, made.signingSecret) };
    const { webhookId } = made;
    const verdict = await client.signatures.verify({ webhookId, body, headers });
    expect(verdict.ok).toBe(true);
    const elsewhere = await client.signatures.verify({ provider: 'github', secret: 'mine', body, headers });
    expect(elsewhere.diagnosis?.causes[0]).toMatchObject({
      id: 'secret-of-other',
      title: expect.stringContaining('the one of the endpoint "Pushes"'),
    });
    expect(JSON.stringify([verdict, elsewhere])).not.toContain(made.signingSecret);
  });
});

describe('a search for mistakes', () => {
  it('tells how far it is, and ends with what it has when it is asked to', async () => {
    const { client, event } = await testEngine();
    const large = JSON.stringify(Array.from({ length: 40_000 }, (_, at) => ({ at, note: 'Café / ☕' })));
    const headers = { 'x-hub-signature-256': githubSignature(large, 'an entirely different one') };
    const told = event('signatures.searching');
    const input = { provider: 'github', secret: 'mine', body: large, headers, searchId: 'search-1' };
    const answer = client.signatures.verify(input);
    expect(await told).toMatchObject({ searchId: 'search-1', trying: expect.any(String) });
    expect(await client.signatures.stopSearch({ searchId: 'search-1' })).toEqual({ stopped: true });
    const { diagnosis } = await answer;
    expect(diagnosis).toMatchObject({ complete: false });
    expect(diagnosis?.causes.at(-1)?.title).toContain('so far: the search ended early');
    expect(await client.signatures.stopSearch({ searchId: 'search-1' })).toEqual({ stopped: false });
  });
});

describe('a delivery that was not genuine', () => {
  it('is explained when somebody looks at it', async () => {
    const { client, event } = await testEngine();
    const made = await client.endpoints.create({ name: 'Pushes', provider: 'github', enforce: false });
    await client.endpoints.rotateSecret({ webhookId: made.webhookId });
    const headers = {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': githubSignature(body, made.signingSecret),
    };
    await send(made.url, { method: 'POST', headers, body });
    const { deliveryId } = await event('delivery.captured');
    const { verdictDetail } = await client.deliveries.get({ deliveryId });
    expect(verdictDetail).toMatchObject({
      code: 'no_matching_signature',
      diagnosis: { causes: [{ id: 'secret-of-other', title: expect.stringContaining('earlier one') }] },
    });
  });

  it('is explained among the rejected ones as well', async () => {
    const { client, event } = await testEngine();
    const made = await client.endpoints.create({ name: 'Pushes', provider: 'github', enforce: true });
    const headers = {
      'Content-Type': 'application/json',
      'X-Hub-Signature-256': githubSignature(body, made.signingSecret),
    };
    await send(made.url, { method: 'POST', headers, body: `${body}\n` });
    const { rejectedId } = await event('delivery.rejected');
    const { verdictDetail } = await client.deliveries.getRejected({ rejectedId });
    expect(verdictDetail?.diagnosis?.causes[0]).toMatchObject({ id: 'body-newline-added', proven: true });
  });
});

describe('signatures.snippet', () => {
  it('answers with a handler of a framework that calls the code, and says how far each is tested', async () => {
    const { client } = await testEngine();
    const { language, code, checked, handler } = await client.signatures.snippet({
      provider: 'hubspot',
      framework: 'flask',
    });
    expect([language, checked, handler?.checked]).toEqual(['python', 'run', 'parsed']);
    expect(code).toContain('def verify_webhook(body: bytes, headers: dict, secret: str, url: str');
    expect(handler?.code).toContain('request.get_data()');
    expect(handler?.code).toContain('request.url, request.method');
  });

  it('says of code in a language that is not at hand that it is not run', async () => {
    const { client } = await testEngine();
    const snippet = await client.signatures.snippet({ provider: 'github', framework: 'aspnet' });
    expect([snippet.language, snippet.checked, snippet.handler?.checked]).toEqual([
      'csharp',
      'not run',
      'not run',
    ]);
  });

  it('refuses a framework of another language, naming both', async () => {
    const { client } = await testEngine();
    await expect(
      client.signatures.snippet({ provider: 'github', language: 'go', framework: 'flask' }),
    ).rejects.toMatchObject({ code: 'invalid_input', message: /Flask is Python, not Go/ });
  });
});
