import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Answering, countingServer } from '../support/counting-server.ts';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { testDir } from '../support/temp-dir.ts';

const planted = {
  header: 'planted-header-6f1c',
  password: 'planted-pass-9d2e',
  query: 'planted-query-44ab',
  token: 'planted-token-77aa',
  verify: 'planted-verify-1b7f',
  workspace: 'planted-workspace-c0de',
  key: 'planted-key-5e5e',
};
const forms = Object.values(planted).flatMap((secret) => [
  secret,
  Buffer.from(secret).toString('base64'),
  Buffer.from(`me:${secret}`).toString('base64'),
]);

/** Which of the planted secrets the bytes of any file of the folder hold. */
function foundIn(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const file = path.join(dir, name);
    if (statSync(file).isDirectory()) return foundIn(file);
    const bytes = readFileSync(file);
    return forms.filter((form) => bytes.includes(form)).map((form) => `${form} in ${name}`);
  });
}

const shown = (value: unknown): string[] => forms.filter((form) => JSON.stringify(value).includes(form));

/** A target that says back all that it was sent: a debugging handler, or a hostile one. */
const echo: Answering = ({ rawHeaders, body, target }, response) =>
  response
    .writeHead(200, { 'X-Echo': rawHeaders.find(([name]) => /^authorization$/i.test(name))?.[1] ?? 'none' })
    .end(JSON.stringify({ target, rawHeaders, body }));

async function withSecrets() {
  const target = await countingServer(echo);
  onTestFinished(target.close);
  const opened = await testEngine();
  const { client } = opened;
  const credentials = new URL(target.url);
  credentials.username = 'me';
  credentials.password = planted.password;
  credentials.searchParams.set('access_token', planted.query);
  const route = {
    target: {
      url: credentials.href,
      headers: [
        ['X-Api-Key', planted.header],
        ['X-Plain', 'seen'],
      ] as [string, string][],
    },
  };
  const forwarding = await client.endpoints.create({ name: 'Forwards' });
  await client.endpoints.update({ webhookId: forwarding.webhookId, forward: { routes: [route] } });
  return { ...opened, target, route, forwarding };
}

describe('a credential of a target', () => {
  it('goes to the target, and is nowhere else: not in the folder, an answer, an event or an export', async () => {
    const { client, target, forwarding, seen, dataDir, event } = await withSecrets();
    await send(forwarding.url, { method: 'POST', body: '{}' });
    const { deliveryId } = await event('delivery.changed', ({ state }) => state === 'succeeded');
    expect(target.received[0]?.header('x-api-key')).toBe(planted.header);
    expect(target.received[0]?.header('x-plain')).toBe('seen');
    expect(target.received[0]?.target).toContain(planted.query);
    expect(target.received[0]?.header('authorization')).toBe(
      `Basic ${Buffer.from(`me:${planted.password}`).toString('base64')}`,
    );
    const answers = [
      await client.endpoints.list({}),
      await client.deliveries.get({ deliveryId }),
      await client.deliveries.list({}),
      await client.deliveries.overview({}),
      await client.deliveries.copyAs({ deliveryId, format: 'har' }),
      await client.queue.status({}),
      seen,
    ];
    expect(shown(answers)).toEqual([]);
    expect(foundIn(dataDir)).toEqual([]);
    const attempt = (await client.deliveries.get({ deliveryId })).attemptList[0];
    expect(attempt?.request?.rawHeaders).toContainEqual(['X-Plain', 'seen']);
    expect(attempt?.request?.rawHeaders).toContainEqual(['X-Api-Key', '••••••••']);
  });

  it('of a composed event is kept in the same way, and works for its retries and replays', async () => {
    const { client, target, dataDir, seen } = await withSecrets();
    const sent = await client.deliveries.send({
      provider: 'generic',
      payload: { a: 1 },
      headers: { Authorization: `Bearer ${planted.token}` },
      target: {
        url: target.url.replace('//', `//me:${planted.password}@`),
        headers: { Cookie: planted.header },
      },
    });
    expect(target.received[0]?.header('authorization')).toBe(`Bearer ${planted.token}`);
    expect(target.received[0]?.header('cookie')).toBe(planted.header);
    await client.queue.redeliver({ deliveryIds: [sent.deliveryId] });
    await target.receivedAtLeast(2);
    expect(target.received[1]?.header('authorization')).toBe(`Bearer ${planted.token}`);
    expect(
      shown([sent, seen, await client.deliveries.copyAs({ deliveryId: sent.deliveryId, format: 'curl' })]),
    ).toEqual([]);
    expect(foundIn(dataDir)).toEqual([]);
  });

  it('stays when its masks are handed back, for its own origin alone', async () => {
    const { client, target, forwarding, event } = await withSecrets();
    const { webhookId, url } = forwarding;
    const { forward } = await client.endpoints.get({ webhookId });
    const [route] = forward?.routes ?? [];
    if (!route) throw new Error('no route');
    const changed = { ...route, target: { ...route.target, timeoutMs: 5000 } };
    await client.endpoints.update({ webhookId, forward: { routes: [changed] } });
    await send(url, { method: 'POST', body: '{}' });
    await event('delivery.changed', ({ state }) => state === 'succeeded');
    expect(target.received[0]?.header('x-api-key')).toBe(planted.header);
    const stolen = {
      ...route,
      target: { ...route.target, url: route.target.url.replace('127.0.0.1', 'evil.example') },
    };
    await expect(client.endpoints.update({ webhookId, forward: { routes: [stolen] } })).rejects.toMatchObject(
      { code: 'target_invalid' },
    );
    const other = await client.endpoints.create({ name: 'Other' });
    await expect(
      client.endpoints.update({ webhookId: other.webhookId, forward: { routes: [route] } }),
    ).rejects.toMatchObject({ code: 'target_invalid' });
  });
});

it('a handshake’s token answers the handshake, and is neither shown nor found', async () => {
  const { client, dataDir } = await testEngine();
  const { webhookId } = await client.endpoints.create({ name: 'Meta', provider: 'meta' });
  const endpoint = await client.endpoints.update({ webhookId, handshake: { verifyToken: planted.verify } });
  expect(endpoint.handshake).toEqual({ verifyToken: '••••••••' });
  const again = await client.endpoints.update({ webhookId, handshake: endpoint.handshake });
  expect(again.handshake).toEqual({ verifyToken: '••••••••' });
  expect(foundIn(dataDir)).toEqual([]);
  const question = `hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${planted.verify}`;
  const { text, status } = await send(`${endpoint.url}?${question}`);
  expect({ status, text }).toEqual({ status: 200, text: '1158201444' });
});

it('a secret that travels in the body is not kept with what was sent', async () => {
  const target = await countingServer(echo);
  onTestFinished(target.close);
  const { client, dataDir, seen } = await testEngine();
  const sent = await client.deliveries.send({
    provider: 'convocore',
    secret: planted.workspace,
    target: { url: target.url },
  });
  expect(target.received[0]?.body).toContain(planted.workspace);
  expect(shown([sent, seen])).toEqual([]);
  expect(foundIn(dataDir)).toEqual([]);
  const { deliveryId } = sent;
  await client.deliveries.replay({ deliveryId, target: { url: target.url } });
  expect(target.received[1]?.body).toBe(target.received[0]?.body);
  expect(foundIn(dataDir)).toEqual([]);
});

const secretsIn = (dataDir: string): number => {
  const db = new Database(path.join(dataDir, 'tacklebox.db'), { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM secrets').pluck().get() ?? 0;
  } finally {
    db.close();
  }
};

describe('deleting', () => {
  it('an endpoint takes its secrets along, and what it still had to forward', async () => {
    const { client, forwarding, dataDir, event } = await withSecrets();
    const { webhookId, url } = forwarding;
    await client.endpoints.update({ webhookId, handshake: { verifyToken: planted.verify } });
    await client.queue.pause({});
    await send(url, { method: 'POST', body: '{}' });
    await event('delivery.captured');
    await client.endpoints.delete({ webhookId, deliveries: true });
    await event('endpoint.deleted', (gone) => gone.webhookId === webhookId);
    expect((await client.endpoints.list({})).webhooks).toEqual([]);
    expect((await send(url, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await client.deliveries.list({})).items).toEqual([]);
    expect(secretsIn(dataDir)).toBe(0);
    await expect(client.endpoints.delete({ webhookId })).rejects.toMatchObject({
      code: 'endpoint_not_found',
    });
  });

  it('a delivery takes its secrets along, unless another still needs them', async () => {
    const { client, target, dataDir } = await withSecrets();
    const before = secretsIn(dataDir);
    const { deliveryId } = await client.deliveries.send({
      provider: 'github',
      secret: planted.key,
      target: { url: target.url, headers: { Authorization: planted.token } },
    });
    expect(secretsIn(dataDir)).toBe(before + 2);
    await client.deliveries.delete({ deliveryIds: [deliveryId] });
    expect(secretsIn(dataDir)).toBe(before);
  });

  it('overwrites the bytes of what is gone', async () => {
    const { client, dataDir, close } = await testEngine();
    const { url, webhookId } = await client.endpoints.create({ name: 'Gone' });
    const { text } = await send(url, { method: 'POST', body: `{"kept":"${planted.header}"}` });
    await client.deliveries.delete({ deliveryIds: [JSON.parse(text).deliveryId] });
    await client.endpoints.delete({ webhookId });
    await close();
    const database = readFileSync(path.join(dataDir, 'tacklebox.db'));
    expect(database.includes(planted.header)).toBe(false);
  });
});

it('moves what an earlier version kept in clear', async () => {
  const dataDir = await testDir();
  const target = await countingServer(echo);
  onTestFinished(target.close);
  const first = await testEngine({ dataDir });
  const { webhookId, url } = await first.client.endpoints.create({ name: 'Old', provider: 'meta' });
  await first.client.endpoints.update({ webhookId, enforce: false });
  await first.client.deliveries.send({ provider: 'generic', payload: {}, target: { url: target.url } });
  await first.close();

  const clear = {
    url: target.url.replace('//', `//me:${planted.password}@`),
    method: 'POST',
    headers: [['X-Api-Key', planted.header]],
    followRedirects: false,
    insecureTls: false,
  };
  const db = new Database(path.join(dataDir, 'tacklebox.db'));
  const forward = { routes: [{ target: clear, eventTypes: [], ordered: true }], paused: false };
  db.prepare('UPDATE endpoints SET forward = ?, handshake = ?').run(
    JSON.stringify(forward),
    JSON.stringify({ verifyToken: planted.verify }),
  );
  db.prepare('UPDATE requests SET send_target = ?, raw_headers = ? WHERE send_target IS NOT NULL').run(
    JSON.stringify(clear),
    JSON.stringify([['Authorization', `Bearer ${planted.token}`]]),
  );
  db.prepare('UPDATE attempts SET target = ?, url = ?, request_headers = ?').run(
    JSON.stringify(clear),
    clear.url,
    JSON.stringify([
      ['X-Api-Key', planted.header],
      ['Authorization', `Basic ${Buffer.from(`me:${planted.password}`).toString('base64')}`],
    ]),
  );
  db.prepare("DELETE FROM settings WHERE key = 'vault.nothingInClear'").run();
  db.close();
  expect(foundIn(dataDir)).not.toEqual([]);

  const second = await testEngine({ dataDir });
  expect(foundIn(dataDir)).toEqual([]);
  const { webhooks } = await second.client.endpoints.list({});
  expect(webhooks[0]?.handshake).toEqual({ verifyToken: '••••••••' });
  expect(shown(webhooks)).toEqual([]);
  await send(new URL(new URL(url).pathname, `http://127.0.0.1:${second.port}`).href, {
    method: 'POST',
    body: '{}',
  });
  await target.receivedAtLeast(2);
  expect(target.received[1]?.header('x-api-key')).toBe(planted.header);
});
