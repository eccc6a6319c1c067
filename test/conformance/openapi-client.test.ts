import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { countingServer } from '../support/counting-server.ts';
import { startServe } from '../support/serve.ts';

const generator = path.join(root, 'test/conformance/sdks/node_modules/openapi-typescript/dist/index.mjs');
const isThere = existsSync(generator);
/** Inside the checkout, so that the client's own imports are found. */
const folder = path.join(root, 'out', `openapi-client-${process.pid}`);

/** A program that somebody who knows the document alone would write. */
const program = `
import createClient from 'openapi-fetch';
import type { paths } from './tacklebox.ts';

const [baseUrl, token, target] = process.argv.slice(2) as [string, string, string];
const client = createClient<paths>({ baseUrl, headers: { authorization: \`Bearer \${token}\` } });
const { data, error } = await client.POST('/api/deliveries.send', {
  body: { provider: 'github', eventType: 'star', payload: { action: 'created' }, secret: 's', target: { url: target } },
});
if (!data) throw new Error(error?.error.message);
const status: number | null = data.result.status;
const wrong = await client.POST('/api/deliveries.get', { body: { deliveryId: 'whd_0' } });
console.log(JSON.stringify({ status, state: data.result.state, code: wrong.error?.error.code }));
`;

const mistakes = [
  [
    'a word that is none of its choices',
    `{ body: { target: { url: '' }, retryPolicy: { jitter: 'some' } } }`,
  ],
  ['a field of another type', `{ body: { target: { url: 1 } } }`],
  ['what is needed left out', `{ body: { provider: 'github' } }`],
] as const;

const mistaken = (options: string) => `
import createClient from 'openapi-fetch';
import type { paths } from './tacklebox.ts';
await createClient<paths>().POST('/api/deliveries.send', ${options});
`;

function typeErrors(file: string): string {
  const flags =
    '--noEmit --strict --target es2023 --module esnext --moduleResolution bundler --allowImportingTsExtensions --lib es2023,dom --types node --skipLibCheck';
  const { stdout } = spawnSync(path.join(root, 'node_modules/.bin/tsc'), [...flags.split(' '), file], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout;
}

describe.skipIf(!isThere)(
  `a client made from the OpenAPI document${isThere ? '' : ' (skipped: run `npm run test:conformance`, which installs the generator)'}`,
  () => {
    let serve: Awaited<ReturnType<typeof startServe>>;
    let target: Awaited<ReturnType<typeof countingServer>>;

    beforeAll(async () => {
      serve = await startServe();
      target = await countingServer();
      await mkdir(folder, { recursive: true });
      const answer = await fetch(`${serve.interfaceUrl}api/openapi.json`, {
        headers: { authorization: `Bearer ${serve.token}` },
      });
      const { default: openapiTs, astToString } = await import(pathToFileURL(generator).href);
      const types: string = astToString(await openapiTs(JSON.stringify(await answer.json())));
      await writeFile(path.join(folder, 'tacklebox.ts'), types);
    });
    afterAll(async () => {
      await serve.stop();
      await target.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('calls the engine, typed from end to end', async () => {
      const file = path.join(folder, 'program.ts');
      await writeFile(file, program);
      expect(typeErrors(file)).toBe('');
      const baseUrl = serve.interfaceUrl.replace(/\/$/, '');
      // The target answers from this process, which must not stand still meanwhile.
      const run = promisify(execFile);
      const { stdout, stderr } = await run(process.execPath, [file, baseUrl, serve.token, target.url], {
        cwd: folder,
      });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual({ status: 200, state: 'succeeded', code: 'delivery_not_found' });
    });

    test.each(mistakes)('is refused by the compiler for %s', async (_, options) => {
      const file = path.join(folder, 'mistaken.ts');
      await writeFile(file, mistaken(options));
      expect(typeErrors(file)).toMatch(/error TS/);
    });
  },
);
