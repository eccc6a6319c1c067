import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testEngine } from '../../support/engine.ts';

const secret = 'whsec_runs_0123456789abcdef';

type Answer = (raw: Buffer, request: IncomingMessage, response: ServerResponse) => number | undefined;

/** A handler in this process: answers the status that `answer` says, or nothing. */
async function handler(answer: Answer) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const status = answer(Buffer.concat(chunks), request, response);
    if (status !== undefined && !response.writableEnded) response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
}

const isGenuine = (
  raw: Buffer,
  { headers }: IncomingMessage,
  secrets: readonly string[] = [secret],
): boolean => {
  const header = String(headers['stripe-signature'] ?? '');
  const stamp = /t=(\d+)/.exec(header)?.[1] ?? '';
  return secrets.some((one) =>
    header.includes(createHmac('sha256', one).update(`${stamp}.`).update(raw).digest('hex')),
  );
};

const genuineOnly: Answer = (raw, request) => (isGenuine(raw, request) ? 200 : 401);
const stripe = { provider: 'stripe', secret } as const;

describe('a run', () => {
  test('can be followed, cancelled in the middle, and is kept with what it had judged', async () => {
    const { client, event, seen } = await testEngine({ listen: false });
    let asked = 0;
    const url = await handler((raw, request) => {
      asked++;
      // From then on it takes its time: a run that is not cancelled would wait for it.
      return asked > 20 ? undefined : genuineOnly(raw, request, {} as ServerResponse);
    });
    const { runId, planned } = await client.gauntlet.run({
      ...stripe,
      target: { url, timeoutMs: 60_000 },
      // A request a case, so that the handler's twentieth is in the middle of the run.
      cases: ['signature', 'bytes'],
      wait: false,
    });
    await event('gauntlet.progress', ({ done }) => done === 10);
    expect(await client.gauntlet.get({ runId })).toMatchObject({ state: 'running', planned });
    expect(await client.gauntlet.cancel({ runId })).toEqual({ cancelled: true });
    const ended = await event('gauntlet.ended');
    expect(ended.summary).toMatchObject({ runId, state: 'cancelled', passed: false });
    const kept = await client.gauntlet.get({ runId });
    const told = seen.flatMap((one) => (one.type === 'gauntlet.progress' ? [one.result.caseId] : []));
    expect(kept.results.map(({ caseId }) => caseId)).toEqual(told);
    expect(await client.gauntlet.cancel({ runId })).toEqual({ cancelled: false });
    expect((await client.gauntlet.list({})).items.map((item) => item.runId)).toEqual([runId]);
    expect(await client.gauntlet.remove({ runIds: [runId] })).toEqual({ removed: 1 });
    await expect(client.gauntlet.get({ runId })).rejects.toMatchObject({ code: 'run_not_found' });
  });

  test('stops where a genuine event is not accepted, and skips the rest by name', async () => {
    const { client } = await testEngine({ listen: false });
    const run = await client.gauntlet.run({ ...stripe, target: { url: await handler(() => 401) } });
    expect(run).toMatchObject({ state: 'stopped', passed: false });
    expect(run.findings.map(({ rule }) => rule)).toEqual(['refuses-genuine']);
    expect(run.results.slice(1).every(({ outcome }) => outcome === 'skipped')).toBe(true);
    expect(run.results).toHaveLength(run.planned);
  });

  test('wants the previous secret taken during a rotation, where it is named', async () => {
    const { client } = await testEngine({ listen: false });
    const previousSecret = 'whsec_before';
    const input = { ...stripe, previousSecret, cases: ['conduct.rotation'] };
    const one = await client.gauntlet.run({ ...input, target: { url: await handler(genuineOnly) } });
    expect(one.findings.map(({ rule }) => rule)).toEqual(['rotation-secret']);
    const both = await handler((raw, request) =>
      isGenuine(raw, request, [secret, previousSecret]) ? 200 : 401,
    );
    expect((await client.gauntlet.run({ ...input, target: { url: both } })).passed).toBe(true);
  });

  test('plays a handshake by its rule and wants the challenge back', async () => {
    const { client } = await testEngine({ listen: false });
    const deck = await client.gauntlet.deck({ provider: 'slack', secret: 'slack-secret' });
    const [id] = deck.cards.filter(({ title }) => title.startsWith('Handshake')).map((card) => card.id);
    expect(id).toBeDefined();
    const run = async (isRight: boolean) => {
      const url = await handler((raw, _request, response) => {
        const body = JSON.parse(raw.toString());
        if (typeof body.challenge !== 'string') return 200;
        response.writeHead(200, { 'content-type': 'text/plain' }).end(isRight ? body.challenge : 'ok');
        return undefined;
      });
      const played = await client.gauntlet.run({
        provider: 'slack',
        secret: 'slack-secret',
        target: { url },
        cases: [id ?? ''],
      });
      return played.findings.map(({ rule }) => rule);
    };
    expect(await run(true)).toEqual([]);
    expect(await run(false)).toEqual(['handshake']);
  });

  test('counts what an endpoint of ours catches as the handler’s work', async () => {
    const { client } = await testEngine();
    const endpoint = await client.endpoints.create({ name: 'mail' });
    const known = new Set<string>();
    const mails = async (dropsRepeats: boolean) => {
      const url = await handler((raw, request, response) => {
        if (!isGenuine(raw, request)) return 401;
        const { id } = JSON.parse(raw.toString());
        if (dropsRepeats && known.has(id)) return 200;
        known.add(id);
        void fetch(endpoint.url, { method: 'POST', body: '{"mail":1}' }).then(() =>
          response.writeHead(200).end(),
        );
        return undefined;
      });
      const run = await client.gauntlet.run({
        ...stripe,
        target: { url },
        observer: { webhookId: endpoint.webhookId },
        cases: ['conduct.duplicate'],
      });
      return run.findings.map(({ rule }) => rule);
    };
    expect(await mails(true)).toEqual([]);
    expect(await mails(false)).toEqual(['not-idempotent']);
  });

  test('takes expectations of the user’s own, and a lenient profile', async () => {
    const { client } = await testEngine({ listen: false });
    const url = await handler((raw, request) => {
      if (!isGenuine(raw, request)) return 401;
      return raw.includes('tacklebox.unknown_event') ? 422 : 200;
    });
    const input = { ...stripe, target: { url }, cases: ['structure.unknown-type'] };
    expect((await client.gauntlet.run(input)).findings.map(({ rule }) => rule)).toEqual(['refuses-unknown']);
    expect((await client.gauntlet.run({ ...input, profile: 'lenient' })).passed).toBe(true);
    const expectations = { 'structure.unknown-type': 'reject' } as const;
    expect((await client.gauntlet.run({ ...input, expectations })).passed).toBe(true);
  });

  test('keeps secrets that travel by themselves out of what it tells', async () => {
    const { client } = await testEngine({ listen: false });
    const token = 'glpat-the-token-itself';
    const url = await handler((_raw, { headers }, response) => {
      response.setHeader('x-debug', `expected ${token}`);
      return headers['x-gitlab-token'] === token ? 200 : 401;
    });
    const run = await client.gauntlet.run({
      provider: 'gitlab',
      secret: token,
      target: { url },
      cases: ['signature', 'conduct.secrets'],
    });
    expect(run.findings.map(({ rule }) => rule)).toEqual(['answers-secret']);
    const told = JSON.stringify(run);
    expect(told).not.toContain(token);
    expect(told).not.toContain(token.slice(0, 12));
  });

  test('says before it sends anything that an observer can’t be read, or a target is another’s', async () => {
    const { client } = await testEngine({ listen: false });
    let asked = 0;
    const url = await handler(() => {
      asked++;
      return 200;
    });
    const words = await handler((_raw, _request, response) => {
      response.end('many');
      return undefined;
    });
    const run = (observer: string, target = url) =>
      client.gauntlet.run({ ...stripe, target: { url: target }, observer: { url: observer } });
    await expect(run('http://127.0.0.1:9/count')).rejects.toMatchObject({ code: 'observer_failed' });
    await expect(run(words)).rejects.toMatchObject({ message: expect.stringContaining('many') });
    await expect(run(words, 'http://192.0.2.7/')).rejects.toMatchObject({ code: 'target_not_ours' });
    expect(asked).toBe(0);
  });
});

describe('the minimiser', () => {
  const payload = {
    id: 'evt_1',
    type: 'customer.created',
    data: { object: { name: 'a name with 💥 in it', note: 'x'.repeat(500), list: [1, 2, 3] } },
  };

  test('finds the smallest payload that still fails, signed anew each time', async () => {
    const { client } = await testEngine({ listen: false });
    let unsigned = 0;
    const url = await handler((raw, request) => {
      if (!isGenuine(raw, request)) unsigned++;
      return raw.includes('💥') ? 500 : 200;
    });
    const found = await client.gauntlet.minimise({ ...stripe, payload, target: { url } });
    expect(found).toMatchObject({ state: 'minimal', failure: 500, essential: ['/data/object/name'] });
    expect(found.body).toBe('{"data":{"object":{"name":"💥"}}}');
    expect(found.requests).toBeLessThanOrEqual(60);
    expect(unsigned).toBe(0);
  });

  test('finds the bytes that matter where there is no JSON', async () => {
    const { client } = await testEngine({ listen: false });
    const url = await handler((raw) => (raw.includes(0xff) && raw.includes(0x21) ? 500 : 200));
    const body = Buffer.concat([Buffer.from('{"broken'), Buffer.from([0xff]), Buffer.from('xxxx!yyyy')]);
    const found = await client.gauntlet.minimise({
      ...stripe,
      bodyBase64: body.toString('base64'),
      target: { url },
    });
    expect(Buffer.from(found.bodyBase64, 'base64')).toEqual(Buffer.from([0xff, 0x21]));
  });

  test('notices a handler that can’t make up its mind, stops at its bound, and says where nothing fails', async () => {
    const { client } = await testEngine({ listen: false });
    let asked = 0;
    const flaky = await handler(() => (++asked % 2 === 1 ? 500 : 200));
    expect(await client.gauntlet.minimise({ ...stripe, payload, target: { url: flaky } })).toMatchObject({
      state: 'flaky',
    });
    const broken = await handler((raw) => (raw.includes('💥') ? 500 : 200));
    const bounded = await client.gauntlet.minimise({
      ...stripe,
      payload,
      target: { url: broken },
      maxRequests: 8,
    });
    expect(bounded).toMatchObject({ state: 'bounded', requests: 8 });
    expect(bounded.body).toContain('💥');
    const fine = await client.gauntlet.minimise({
      ...stripe,
      payload,
      target: { url: await handler(() => 200) },
    });
    expect(fine).toMatchObject({ state: 'not_failing' });
    await expect(
      client.gauntlet.minimise({ ...stripe, payload, target: { url: 'http://127.0.0.1:9/' } }),
    ).rejects.toMatchObject({ code: 'target_invalid' });
  });
});

test('previews a case’s exact bytes, and sends one', async () => {
  const { client } = await testEngine({ listen: false });
  const got: Buffer[] = [];
  const url = await handler((raw) => {
    got.push(raw);
    return 200;
  });
  const common = { ...stripe, case: 'bytes.bom', target: { url } };
  const preview = await client.gauntlet.preview({ ...common, seed: 5 });
  expect(preview.hex.startsWith('000000  ef bb bf 7b')).toBe(true);
  expect(preview.difference).toMatchObject({ sameBefore: 0, bent: { totalBytes: 3 } });
  const forged = await client.gauntlet.preview({ ...common, case: 'signature.missing' });
  expect(forged.headersRemoved.map(([name]) => name)).toEqual(['Stripe-Signature']);
  expect(await client.gauntlet.send(common)).toMatchObject({ outcome: 'passed', caseId: 'bytes.bom' });
  expect(got[0]?.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  await expect(client.gauntlet.send({ ...common, case: 'bytes.nonsense' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});
