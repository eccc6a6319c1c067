import { describe, expect, it } from 'vitest';
import type { AnswerInput } from '#core/delivery/answer.ts';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { type PlainResponse, send } from '../support/http.ts';
import { rawExchange, requestBytes } from '../support/raw-client.ts';

interface Answering extends TestEngine {
  target: string;
  post(body?: string): Promise<PlainResponse>;
}

async function answering(answer: AnswerInput): Promise<Answering> {
  const opened = await testEngine();
  const { url, webhookId } = await opened.client.endpoints.create({ name: 'x' });
  await opened.client.endpoints.update({ webhookId, answer });
  const headers = { 'Content-Type': 'application/json' };
  return {
    ...opened,
    target: new URL(url).pathname,
    post: (body = '{}') => send(url, { method: 'POST', body, headers }),
  };
}

describe('an endpoint answers', () => {
  it('with a fixed answer, its headers in their order and case with duplicates', async () => {
    const headers: [string, string][] = [
      ['X-ONE', '1'],
      ['set-cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ];
    const { port, target, client } = await answering({ kind: 'fixed', status: 418, headers, body: 'tea ☕' });
    const { text } = await rawExchange(port, requestBytes(target, { headers: [['Connection', 'close']] }))
      .closed;
    expect(text).toMatch(
      /^HTTP\/1\.1 418 I'm a Teapot\r\nX-ONE: 1\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 7\r\n/,
    );
    const { items } = await client.deliveries.list({});
    expect(items[0]).toMatchObject({ status: 418 });
    const { answer } = await client.deliveries.get({ deliveryId: items[0]?.deliveryId ?? '' });
    expect(answer).toMatchObject({
      status: 418,
      body: 'tea ☕',
      rawHeaders: [...headers, ['Content-Length', '7']],
    });
  });

  it('without a body where its status has none', async () => {
    const { post } = await answering({ kind: 'fixed', status: 204, body: 'ignored' });
    expect(await post()).toMatchObject({ status: 204, text: '' });
  });

  it('a HEAD request without a body', async () => {
    const { port, target } = await answering({ kind: 'default' });
    const request = requestBytes(target, { method: 'HEAD', headers: [['Connection', 'close']] });
    const { text } = await rawExchange(port, request).closed;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text.endsWith('\r\n\r\n')).toBe(true);
  });

  it('after a delay, and notes the answer when it was given', async () => {
    const { post, event, client } = await answering({ kind: 'fixed', status: 202, delayMs: 30 });
    expect((await post()).status).toBe(202);
    const { deliveryId, status, durationMs } = await event('delivery.changed');
    expect(status).toBe(202);
    expect(durationMs).toBeGreaterThanOrEqual(29);
    expect((await client.deliveries.get({ deliveryId })).answer).toMatchObject({ status: 202 });
  });

  it('in turn, and then as last', async () => {
    const answers = [{ status: 500 }, { status: 503 }, { status: 201 }];
    const { post } = await answering({ kind: 'sequence', answers });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await post()).status);
    expect(statuses).toEqual([500, 503, 201, 201, 201]);
  });

  it('in turn, and then from the beginning', async () => {
    const { post } = await answering({
      kind: 'sequence',
      answers: [{ status: 500 }, { status: 201 }],
      atEnd: 'cycle',
    });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await post()).status);
    expect(statuses).toEqual([500, 201, 500, 201, 500]);
  });

  it('by the first rule that fits: event type, prefix, JSON value, else its own default', async () => {
    const { post } = await answering({
      kind: 'rules',
      rules: [
        { eventType: 'invoice.paid', answer: { status: 201 } },
        { eventType: 'invoice.*', answer: { status: 202 } },
        { json: { pointer: '/data/0/n', equals: { deep: [1] } }, answer: { status: 203 } },
      ],
      otherwise: { status: 400 },
    });
    const statusOf = async (body: unknown) => (await post(JSON.stringify(body))).status;
    expect(await statusOf({ type: 'invoice.paid' })).toBe(201);
    expect(await statusOf({ type: 'invoice.voided' })).toBe(202);
    expect(await statusOf({ data: [{ n: { deep: [1] } }] })).toBe(203);
    expect(await statusOf({ data: [{ n: { deep: [2] } }] })).toBe(400);
    expect((await post('no JSON')).status).toBe(400);
  });

  it('as received where no rule fits and nothing else is said', async () => {
    const { post } = await answering({ kind: 'rules', rules: [{ eventType: 'x', answer: { status: 500 } }] });
    expect(JSON.parse((await post()).text)).toMatchObject({ received: true });
  });
});
