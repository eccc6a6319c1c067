import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ContractClient } from '#core/contract/index.ts';
import { countingServer } from '../support/counting-server.ts';
import { type TestEngine, testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { testDir } from '../support/temp-dir.ts';

const planted = {
  bearer: 'planted-bearer-6f1c',
  cookie: 'planted-cookie-9d2e',
  query: 'planted-query-44ab',
  token: 'planted-token-77aa',
  body: 'planted/body-1b7f',
  custom: 'planted-custom-c0de',
  edited: 'planted-edited-5e5e',
};
const forms = Object.values(planted).flatMap((secret) => [
  secret,
  secret.replaceAll('/', '\\/'),
  Buffer.from(secret).toString('base64'),
]);

const shown = (value: unknown): string[] => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return forms.filter((form) => text.includes(form));
};

const custom = {
  kind: 'static-token',
  header: 'X-Plain-Name',
} as const;

const credentials: [string, string][] = [
  ['Content-Type', 'application/json'],
  ['Authorization', `Bearer ${planted.bearer}`],
  ['Cookie', `session=${planted.cookie}`],
  ['X-Plain', 'seen'],
];

/** Everything over which a request is shown, as text. */
async function everyAnswer({ engine, client, seen }: TestEngine, deliveryId: string): Promise<string[]> {
  const answers: unknown[] = [
    seen,
    await client.deliveries.list({}),
    await client.deliveries.get({ deliveryId }),
    await client.deliveries.body({ deliveryId }),
    await client.deliveries.body({ deliveryId, offsetBytes: 30 }),
    await client.deliveries.search({ search: 'seen' }),
    await client.deliveries.diff({ left: deliveryId, right: deliveryId }),
    await client.deliveries.pin({ deliveryId }),
  ];
  for (const format of ['curl', 'http', 'har'] as const)
    answers.push(await client.deliveries.copyAs({ deliveryId, format }));
  const dir = await testDir('exports');
  for (const format of ['jsonl', 'har', 'curl'] as const) {
    const file = path.join(dir, `all.${format}`);
    await client.deliveries.export({ file: engine.parts.files.grant(file), format });
    answers.push(readFileSync(file, 'utf8'));
  }
  return answers.map((answer) => (typeof answer === 'string' ? answer : JSON.stringify(answer)));
}

interface Case {
  says: string;
  endpoint: Parameters<ContractClient['endpoints']['create']>[0];
  scheme?: typeof custom;
  headers: [string, string][];
  query?: string;
  body: string;
}

const cases: Case[] = [
  {
    says: 'credentials in headers and in the address, by their names',
    endpoint: { name: 'Names' },
    headers: credentials,
    query: `?page=2&access_token=${planted.query}&hub.verify_token=${planted.query}&apikey2=x`,
    body: '{"a":1}',
  },
  {
    says: 'the secret that a header carries',
    endpoint: { name: 'GitLab', provider: 'gitlab', secret: planted.token },
    headers: [...credentials, ['X-Gitlab-Token', planted.token]],
    body: `{"echo":"${planted.token}"}`,
  },
  {
    says: 'the secret that the body carries, however it is written',
    endpoint: { name: 'Convocore', provider: 'convocore', secret: planted.body },
    headers: credentials,
    body: `{"type":"webhook_test","payload":{"message":"seen","createdAt":1,"workspaceSecret" :\n "${planted.body.replace('/', '\\/')}"}}`,
  },
  {
    says: 'the secret of a scheme of one’s own',
    endpoint: { name: 'Own', secret: planted.custom },
    scheme: custom,
    headers: [...credentials, ['X-Plain-Name', planted.custom]],
    body: '{}',
  },
];

async function catchOne(opened: TestEngine, { endpoint, scheme, headers, query = '', body }: Case) {
  const { client } = opened;
  const made = await client.endpoints.create(endpoint);
  if (scheme) await client.endpoints.update({ webhookId: made.webhookId, scheme });
  const answer = await send(made.url + query, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  const { deliveryId } = JSON.parse(answer.text) as { deliveryId: string };
  return { made, deliveryId };
}

it.each(cases)('$says: shown nowhere, and still there for whoever asks and for a replay', async (given) => {
  const opened = await testEngine();
  const { client } = opened;
  const target = await countingServer();
  onTestFinished(target.close);
  const { deliveryId, made } = await catchOne(opened, given);
  await opened.event('delivery.captured');
  for (const text of await everyAnswer(opened, deliveryId)) expect(shown(text)).toEqual([]);
  for (const secret of Object.values(planted)) {
    expect((await client.deliveries.search({ search: secret })).items).toEqual([]);
  }
  const masked = await client.deliveries.get({ deliveryId });
  expect(masked.masked).toBe(true);
  expect(masked.request.rawHeaders).toContainEqual(['X-Plain', 'seen']);
  expect(masked.request.rawHeaders).toContainEqual(['Authorization', 'Bearer ••••••••']);

  const whole = await client.deliveries.get({ deliveryId, reveal: true });
  expect(whole.masked).toBe(false);
  for (const header of given.headers) expect(whole.request.rawHeaders).toContainEqual(header);
  expect(whole.request.body.data).toBe(given.body);
  expect(whole.request.target).toBe(new URL(made.url).pathname + (given.query ?? ''));

  await client.deliveries.replay({ deliveryId, target: { url: target.url } });
  const [arrived] = target.received;
  expect(arrived?.body).toBe(given.body);
  for (const header of given.headers) expect(arrived?.rawHeaders).toContainEqual(header);
  // What was sent on is recorded, and shown with the same masks.
  for (const text of await everyAnswer(opened, deliveryId)) expect(shown(text)).toEqual([]);
});

it('a rejected request shows as little', async () => {
  const opened = await testEngine();
  const { client, seen } = opened;
  const made = await client.endpoints.create({
    name: 'C',
    provider: 'convocore',
    secret: 'quite another one',
  });
  const body = `{"type":"x","payload":{"workspaceSecret":["${planted.body}"]}}`;
  const answer = await send(`${made.url}?token=${planted.query}`, {
    method: 'POST',
    headers: credentials,
    body,
  });
  expect(answer.status).toBe(401);
  await opened.event('delivery.rejected');
  const { items } = await client.deliveries.rejected({});
  const rejectedId = items[0]?.rejectedId ?? '';
  const one = await client.deliveries.getRejected({ rejectedId });
  expect(shown([seen, items, one])).toEqual([]);
  expect(one.masked).toBe(true);
  const whole = await client.deliveries.getRejected({ rejectedId, reveal: true });
  expect(whole.body.data).toBe(body);
  expect(whole.target).toContain(planted.query);
});

it('a forward carries all of it on, and its attempts show none of it', async () => {
  const opened = await testEngine();
  const { client } = opened;
  const target = await countingServer();
  onTestFinished(target.close);
  const made = await client.endpoints.create({ name: 'On', provider: 'gitlab', secret: planted.token });
  await client.endpoints.update({
    webhookId: made.webhookId,
    forward: { routes: [{ target: { url: target.url } }] },
  });
  await send(`${made.url}?token=${planted.query}`, {
    method: 'POST',
    headers: [...credentials, ['X-Gitlab-Token', planted.token]],
    body: '{}',
  });
  const { deliveryId } = await opened.event('delivery.changed', ({ state }) => state === 'succeeded');
  expect(target.received[0]?.header('x-gitlab-token')).toBe(planted.token);
  expect(target.received[0]?.target).toContain(planted.query);
  for (const text of await everyAnswer(opened, deliveryId)) expect(shown(text)).toEqual([]);
});

it('a held request is edited with masks as they are, and a credential given to it is kept in the vault', async () => {
  const opened = await testEngine();
  const { client, dataDir } = opened;
  const target = await countingServer();
  onTestFinished(target.close);
  const made = await client.endpoints.create({ name: 'Held' });
  await client.endpoints.update({
    webhookId: made.webhookId,
    forward: { paused: true, routes: [{ target: { url: target.url } }] },
  });
  await send(made.url, { method: 'POST', headers: credentials, body: '{}' });
  await opened.event('delivery.changed', ({ state }) => state === 'held');
  const [held] = (await client.queue.held({})).items;
  const attemptId = held?.attemptId ?? '';
  const request = await client.queue.heldRequest({ attemptId });
  expect(shown([held, request])).toEqual([]);
  const edited = await client.queue.edit({
    attemptId,
    headers: [...request.rawHeaders, ['X-Api-Key', planted.edited]],
    removeHeaders: request.rawHeaders.map(([name]) => name),
  });
  expect(edited.edited).toBe(true);
  expect(shown([edited, await client.queue.heldRequest({ attemptId }), opened.seen])).toEqual([]);
  expect(filesWith(dataDir, planted.edited)).toEqual([]);
  await client.queue.release({ attemptIds: [attemptId] });
  await target.receivedAtLeast(1);
  expect(target.received[0]?.header('authorization')).toBe(`Bearer ${planted.bearer}`);
  expect(target.received[0]?.header('x-api-key')).toBe(planted.edited);
});

/** Files of a data folder that hold this text. */
const filesWith = (dir: string, text: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));

it('the search index finds none of what is masked', async () => {
  const opened = await testEngine();
  const { client } = opened;
  for (const given of cases) await catchOne(opened, given);
  const search = (text: string) => client.deliveries.search({ search: text });
  await expect.poll(async () => (await search('seen')).unindexed, { timeout: 30_000 }).toBe(0);
  expect((await search('seen')).items).toHaveLength(cases.length);
  for (const secret of Object.values(planted)) {
    expect((await search(secret)).items).toEqual([]);
    expect((await search(secret.slice(-9))).items).toEqual([]);
  }
});

it('a secret that the end of a range cuts is masked all the same', async () => {
  const opened = await testEngine();
  const { client } = opened;
  const made = await client.endpoints.create({ name: 'C', provider: 'convocore', secret: planted.body });
  const filler = 'x'.repeat(300_000);
  const body = `{"type":"a","pad":"${filler}","payload":{"workspaceSecret":"${planted.body}"},"more":"${filler}"}`;
  const answer = await send(made.url, { method: 'POST', body });
  const { deliveryId } = JSON.parse(answer.text) as { deliveryId: string };
  const at = body.indexOf(planted.body);
  const cut = at + 7;
  const read = async (offsetBytes: number, lengthBytes: number) =>
    (await client.deliveries.body({ deliveryId, offsetBytes, lengthBytes })).data;
  expect(await read(cut - 20, 20)).toBe(`${body.slice(cut - 20, at)}${'*'.repeat(7)}`);
  expect(await read(cut, 20)).toBe(`${'*'.repeat(10)}${body.slice(cut + 10, cut + 20)}`);
  expect((await client.deliveries.body({ deliveryId, offsetBytes: cut, reveal: true })).data).toBe(
    body.slice(cut),
  );
});
