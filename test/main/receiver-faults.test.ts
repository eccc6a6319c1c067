import { describe, expect, it } from 'vitest';
import type { BehaviourInput, ScenarioInput } from '#core/retry/scenario.ts';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { type RawExchange, rawExchange, requestBytes } from '../support/raw-client.ts';

interface Faulty extends TestEngine {
  /** Sends a request and gives its exchange. */
  post(headers?: [string, string][]): RawExchange;
  /** What the history says was answered, once it says so. */
  answered(): Promise<{ status: number | null; body: string; fault?: string | undefined }>;
}

/** An engine with an endpoint that answers by a scenario. */
async function faulty(scenario: ScenarioInput): Promise<Faulty> {
  const opened = await testEngine();
  const { url, webhookId } = await opened.client.endpoints.create({ name: 'x' });
  await opened.client.endpoints.update({ webhookId, answer: { kind: 'scenario', scenario } });
  return {
    ...opened,
    post: (headers = []) =>
      rawExchange(opened.port, requestBytes(new URL(url).pathname, { headers, body: '{}' })),
    async answered() {
      const { deliveryId } = await opened.event('delivery.changed');
      const { answer } = await opened.client.deliveries.get({ deliveryId });
      if (!answer) throw new Error('no answer was noted');
      return answer;
    },
  };
}

const always = (behaviour: BehaviourInput): ScenarioInput => ({ otherwise: behaviour });

const wholeAnswer = [
  'HTTP/1.1 503 Service Unavailable',
  'X-Reason: test',
  'Content-Length: 10',
  'Connection: close',
  '',
  '0123456789',
].join('\r\n');
const answer = { status: 503, headers: [['X-Reason', 'test']] as [string, string][], body: '0123456789' };
const headLength = wholeAnswer.length - 10;

describe('a fault of a scenario is seen by a raw socket exactly:', () => {
  it('a reset before any byte', async () => {
    const { post, answered } = await faulty(always({ do: 'reset', ...answer }));
    expect(await post().closed).toMatchObject({ text: '', end: 'reset' });
    expect(await answered()).toMatchObject({ status: null, body: '', fault: 'reset' });
  });

  it.each([1, 20, headLength, headLength + 4])('a reset after %i bytes', async (afterBytes) => {
    const { post, answered } = await faulty(always({ do: 'reset', afterBytes, ...answer }));
    expect(await post().closed).toMatchObject({ text: wholeAnswer.slice(0, afterBytes), end: 'reset' });
    const status = afterBytes >= headLength ? 503 : null;
    expect(await answered()).toMatchObject({
      status,
      body: wholeAnswer.slice(headLength, Math.max(headLength, afterBytes)),
    });
  });

  it('a refusal, as a reset at once', async () => {
    const { post } = await faulty(always({ do: 'refuse' }));
    expect(await post().closed).toMatchObject({ text: '', end: 'reset' });
  });

  it('an empty reply', async () => {
    const { post, answered } = await faulty(always({ do: 'empty_reply' }));
    expect(await post().closed).toMatchObject({ text: '', end: 'fin' });
    expect(await answered()).toMatchObject({ status: null, fault: 'empty_reply' });
  });

  it('a hang, without a byte until the sender gives up', async () => {
    const { post, answered, client, event } = await faulty(always({ do: 'hang' }));
    const exchange = post();
    const { deliveryId } = await event('delivery.captured');
    expect(await client.deliveries.get({ deliveryId })).toMatchObject({ answer: null, status: null });
    exchange.socket.destroy();
    expect((await exchange.closed).text).toBe('');
    expect(await answered()).toMatchObject({ status: null, fault: 'hang' });
  });

  it('a drip, complete in the end, in the pieces asked for', async () => {
    const { post, answered } = await faulty(always({ do: 'drip', chunkBytes: 25, everyMs: 20, ...answer }));
    const { text, end, chunks } = await post().closed;
    expect(text).toBe(wholeAnswer);
    expect(end).toBe('fin');
    expect(chunks.map(({ length }) => length)).toEqual([25, 25, 25, 25, wholeAnswer.length - 100]);
    expect(await answered()).toMatchObject({ status: 503, body: '0123456789', fault: 'drip' });
  });

  it('a pause in mid-body', async () => {
    const { post } = await faulty(always({ do: 'pause_body', afterBytes: 4, pauseMs: 50, ...answer }));
    const { text, chunks } = await post().closed;
    expect(text).toBe(wholeAnswer);
    expect(chunks.map(({ length }) => length)).toEqual([headLength + 4, 6]);
  });

  it.each([3, 5000])('a Content-Length of %i for ten bytes', async (declaredBytes) => {
    const { post } = await faulty(always({ do: 'wrong_length', declaredBytes, ...answer }));
    const { text, end } = await post().closed;
    expect(text).toContain(`Content-Length: ${declaredBytes}\r\n`);
    expect(text.split('\r\n\r\n')[1]).toBe('0123456789');
    expect(end).toBe('fin');
  });

  it('a chunk size that is not hex', async () => {
    const { post } = await faulty(always({ do: 'bad_chunk', ...answer }));
    const { text } = await post().closed;
    expect(text).toContain('Transfer-Encoding: chunked\r\n');
    expect(text).not.toContain('Content-Length');
    expect(text.split('\r\n\r\n')[1]).toMatch(/^xyz\r\n0123456789\r\n/);
  });

  it('a half close after the head, while it goes on reading', async () => {
    const { post } = await faulty(always({ do: 'half_close', ...answer }));
    expect(await post().closed).toMatchObject({ text: wholeAnswer.slice(0, headLength), end: 'fin' });
  });

  it('informational answers before the real one', async () => {
    const { post } = await faulty(always({ do: 'informational', code: 103, count: 3, ...answer }));
    const { text } = await post().closed;
    expect(text).toBe(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(3)}${wholeAnswer}`);
  });

  it('bytes that are no HTTP', async () => {
    const { post } = await faulty(always({ do: 'garbage', bytes: 500 }));
    const { bytes, end } = await post().closed;
    expect(bytes).toHaveLength(500);
    expect(bytes[0]).toBe(0);
    expect(end).toBe('fin');
  });

  it('an answer without faults, on a connection that stays open', async () => {
    const { post, answered } = await faulty(always({ do: 'respond', delayMs: 20, ...answer }));
    const exchange = post();
    const text = (await exchange.received(60)).toString();
    expect(text).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\nX-Reason: test\r\nContent-Length: 10\r\n/);
    expect(text).toContain('Connection: keep-alive');
    exchange.socket.destroy();
    expect(await answered()).toMatchObject({ status: 503, body: '0123456789' });
  });
});

describe('a scenario', () => {
  const failsTwice: ScenarioInput = {
    rules: [{ attempts: { from: 1, to: 2 }, behaviour: { do: 'respond', status: 503 } }],
    otherwise: { do: 'respond', status: 200 },
  };
  const statusOf = async (exchange: RawExchange) => (await exchange.closed).text.slice(9, 12);
  const close: [string, string] = ['Connection', 'close'];

  it('counts attempts by the provider’s delivery id', async () => {
    const { post } = await faulty(failsTwice);
    const statuses: string[] = [];
    for (const id of ['a', 'b', 'a', 'a', 'b', 'b'])
      statuses.push(await statusOf(post([['X-Delivery-Id', id], close])));
    expect(statuses).toEqual(['503', '503', '503', '200', '503', '200']);
  });

  it('counts attempts by the endpoint where there is no id', async () => {
    const { post } = await faulty(failsTwice);
    const statuses: string[] = [];
    for (let i = 0; i < 3; i++) statuses.push(await statusOf(post([close])));
    expect(statuses).toEqual(['503', '503', '200']);
  });

  it('draws the same chances from the same seed', async () => {
    const chancy: ScenarioInput = {
      rules: [{ chance: 0.5, behaviour: { do: 'respond', status: 500 } }],
      otherwise: { do: 'respond', status: 200 },
    };
    const runs: string[][] = [];
    for (let run = 0; run < 2; run++) {
      const { post } = await faulty(chancy);
      const statuses: string[] = [];
      for (let i = 0; i < 20; i++) statuses.push(await statusOf(post([close])));
      runs.push(statuses);
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(new Set(runs[0])).toEqual(new Set(['500', '200']));
  });

  it('does not keep the engine from closing while it hangs', async () => {
    const { post, close: closeEngine, event } = await faulty(always({ do: 'hang' }));
    const exchange = post();
    await event('delivery.captured');
    await closeEngine();
    expect((await exchange.closed).text).toBe('');
  });
});
