import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calls } from '#core/contract/index.ts';
import { send } from '../support/http.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

let serve: RunningServe;
beforeAll(async () => {
  serve = await startServe();
});
afterAll(async () => {
  await serve?.stop();
});

function post(method: string, body: string) {
  return send(`${serve.interfaceUrl}api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serve.token}`, 'content-type': 'application/json' },
    body,
  });
}

describe.each([...calls.keys()])('%s', (method) => {
  test('refuses fields that it does not know, and names them', async () => {
    const { status, text } = await post(method, '{"nonsense":true}');
    const { ok, error } = JSON.parse(text);
    expect({ status, ok, code: error.code }).toEqual({ status: 400, ok: false, code: 'invalid_input' });
    expect(error.details.issues).not.toHaveLength(0);
    for (const issue of error.details.issues) {
      expect(issue).toEqual({ path: expect.stringMatching(/./), message: expect.stringMatching(/./) });
    }
    expect(JSON.stringify(error)).toContain('nonsense');
    expect(error.message).toMatch(new RegExp(`^${method}: `));
  });

  test.each(['[]', '"text"', '17'])('refuses %s in place of an object', async (body) => {
    const { status, text } = await post(method, body);
    expect({ status, code: JSON.parse(text).error.code }).toEqual({ status: 400, code: 'invalid_input' });
  });

  test('refuses a body that is not JSON', async () => {
    const { status, text } = await post(method, '{"half":');
    expect({ status, code: JSON.parse(text).error.code }).toEqual({ status: 400, code: 'invalid_json' });
  });
});

test('names the path of a wrong value deep inside', async () => {
  const input = { provider: 'generic', target: { url: 'ftp://files.example/' } };
  const { error } = JSON.parse((await post('deliveries.send', JSON.stringify(input))).text);
  expect(error.details.issues).toEqual([{ path: 'target.url', message: 'an http:// or https:// address' }]);
});

test('tells which methods there are when asked for one that is not', async () => {
  const { status, text } = await post('deliveries.burn', '{}');
  const { error } = JSON.parse(text);
  expect({ status, code: error.code }).toEqual({ status: 404, code: 'unknown_method' });
  expect(error.details.known).toEqual([...calls.keys()]);
});

test('refuses bytes that are not UTF-8 rather than changing them', async () => {
  const { status, text } = await send(`${serve.interfaceUrl}api/providers.get`, {
    method: 'POST',
    headers: { authorization: `Bearer ${serve.token}` },
    body: new Uint8Array([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]),
  });
  expect({ status, code: JSON.parse(text).error.code }).toEqual({ status: 400, code: 'invalid_json' });
});

test.each(['__proto__.x', 'constructor.name', 'endpoints.constructor', 'endpoints', 'endpoints.changed'])(
  'does not take %s for a method',
  async (method) => {
    expect((await post(method, '{}')).status).toBe(404);
  },
);
