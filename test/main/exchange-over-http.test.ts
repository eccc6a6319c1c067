import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHttpTransport } from '#main/transports/http.ts';
import { testEngine } from '../support/engine.ts';
import { send } from '../support/http.ts';
import { testDir } from '../support/temp-dir.ts';

async function served() {
  const opened = await testEngine();
  const dir = await testDir();
  const transport = await startHttpTransport({
    engine: opened.engine,
    host: '127.0.0.1',
    port: 0,
    token: 'token',
    interfaceDir: path.join(dir, 'none'),
  });
  onTestFinished(() => transport.close());
  const headers = { Authorization: 'Bearer token' };
  const ask = (address: string, method = 'GET', body?: string | Uint8Array) =>
    send(`${transport.url}api/${address}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const { url, webhookId } = await opened.client.endpoints.create({ name: 'Shop' });
  for (const body of ['{"a":1}', '{"b":2}']) await send(url, { method: 'POST', body });
  return { ...opened, ask, dir, webhookId };
}

describe('over HTTP', () => {
  it('an export comes as the answer, and goes in again as a request', async () => {
    const from = await served();
    const exported = await from.ask('deliveries/export?format=jsonl');
    expect(exported.status).toBe(200);
    expect(exported.headers).toMatchObject({
      'tacklebox-count': '2',
      'content-disposition': 'attachment; filename="deliveries.jsonl"',
    });
    const to = await served();
    const first = await to.ask('deliveries/import?format=jsonl', 'POST', exported.body);
    expect(JSON.parse(first.text)).toMatchObject({ ok: true, result: { count: 2, skipped: 0 } });
    const second = await to.ask('deliveries/import?format=jsonl', 'POST', exported.body);
    expect(JSON.parse(second.text)).toMatchObject({ ok: true, result: { count: 0, skipped: 2 } });
    // Nothing of a transfer stays behind.
    for (const { dataDir } of [from, to]) {
      await expect.poll(() => readdirSync(path.join(dataDir, 'transfers'))).toEqual([]);
    }
  });

  it('an export takes a filter, and says what is wrong with one', async () => {
    const { ask } = await served();
    const filter = encodeURIComponent(JSON.stringify({ search: 'nothing-has-this' }));
    expect((await ask(`deliveries/export?filter=${filter}`)).headers['tacklebox-count']).toBe('0');
    expect((await ask('deliveries/export?filter=%7B')).status).toBe(400);
    expect((await ask('deliveries/export?format=zip')).status).toBe(400);
    expect((await ask('deliveries/export?path=/tmp/x')).status).toBe(400);
  });

  it('an import that is none is an error with its place, and leaves nothing', async () => {
    const { ask, dataDir } = await served();
    const { status, text } = await ask('deliveries/import', 'POST', 'not JSON\n');
    expect({ status, code: JSON.parse(text).error.code }).toEqual({ status: 400, code: 'invalid_input' });
    expect(text).not.toContain(dataDir);
    await expect.poll(() => readdirSync(path.join(dataDir, 'transfers'))).toEqual([]);
  });

  it('nobody names a path: no method writes or reads one, and no word is guessed or used twice', async () => {
    const { ask, dir, engine, client } = await served();
    const file = path.join(dir, 'written-by-a-stranger');
    for (const input of [{ path: file }, { file }, { file, path: file }, { file: `file://${file}` }]) {
      for (const method of ['deliveries.export', 'deliveries.import']) {
        const { status } = await ask(method, 'POST', JSON.stringify(input));
        expect({ method, input, status }).toEqual({ method, input, status: 400 });
      }
    }
    expect(existsSync(file)).toBe(false);
    const granted = engine.parts.files.grant(file);
    expect(await client.deliveries.export({ file: granted })).toMatchObject({ count: 2 });
    expect(existsSync(file)).toBe(true);
    await expect(client.deliveries.export({ file: granted })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(client.deliveries.import({ file: granted })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
