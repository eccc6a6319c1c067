import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { GauntletRun } from '#core/mutation/run.ts';
import { root } from '../../../scripts/lib/paths.mjs';
import { startHandler } from '../../support/handler-process.ts';
import { send } from '../../support/http.ts';
import { cleanEnvironment, startServe } from '../../support/serve.ts';
import { testDir } from '../../support/temp-dir.ts';

const secret = 'whsec_cli_0123456789abcdef';

async function tacklebox(...args: string[]) {
  const child = spawn(process.execPath, [path.join(root, 'src-main/cli/main.ts'), ...args], {
    env: cleanEnvironment({ TACKLEBOX_SECRET: secret }),
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const [status] = await once(child, 'close');
  return { status: Number(status), ...output };
}

/** Whether a text is well-formed XML, by a parser that is not ours. */
const isXml = (text: string): boolean =>
  spawnSync('python3', ['-c', 'import sys,xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())'], {
    input: text,
  }).status === 0;

const cases = ['--case', 'signature', '--case', 'bytes.truncated', '--case', 'conduct.duplicate'];

describe('tacklebox gauntlet', () => {
  test('ends with 0 for a handler that is right, and with 1 for one that is not, and leaves reports without the secret', async () => {
    const dir = await testDir('gauntlet');
    const [right, wrong] = [
      await startHandler('correct', secret),
      await startHandler('not-idempotent', secret),
    ];
    const file = (name: string) => path.join(dir, name);
    const common = [
      'gauntlet',
      '--provider',
      'stripe',
      '--data-dir',
      file('data'),
      '--fields',
      '4',
      ...cases,
    ];
    const passed = await tacklebox(...common, '--to', right.url, '--observe', right.effectsUrl, '--json');
    expect(passed.status, passed.stdout + passed.stderr).toBe(0);
    expect(GauntletRun.parse(JSON.parse(passed.stdout))).toMatchObject({ passed: true, findings: [] });

    const reports = ['--junit', 'r.xml', '--markdown', 'r.md', '--report', 'r.html', '--report', 'r.json'];
    const failed = await tacklebox(
      ...common,
      ...[
        '--to',
        wrong.url,
        '--observe-command',
        `cat ${path.join(path.dirname(wrong.logFile), 'ledger')} | wc -l`,
      ],
      ...reports.map((arg) => (arg.startsWith('--') ? arg : file(arg))),
    );
    expect(failed.status, failed.stderr).toBe(1);
    expect(failed.stdout).toContain('The same event is worked on twice');
    const texts = ['r.xml', 'r.md', 'r.html', 'r.json'].map((name) => readFileSync(file(name), 'utf8'));
    const [junit = '', markdown = '', html = '', json = ''] = texts;
    expect(isXml(junit)).toBe(true);
    expect(junit).toContain('<failure type="not-idempotent"');
    expect(markdown).toContain('The same event is worked on twice');
    expect(html).toContain('ON CONFLICT DO NOTHING');
    // One file that asks nobody for anything.
    expect(html).not.toMatch(/<script|<link|<img|\ssrc=|@import|url\(/);
    const { format, ...run } = JSON.parse(json);
    expect(format).toBe(1);
    const { runId } = GauntletRun.parse(run);
    for (const text of [...texts, failed.stdout]) expect(text).not.toContain(secret);
    for (const name of readdirSync(file('data')).filter((name) => name.includes('.db'))) {
      expect(readFileSync(path.join(file('data'), name)).includes(secret), name).toBe(false);
    }

    const again = await tacklebox(
      ...common,
      '--to',
      right.url,
      '--observe',
      right.effectsUrl,
      '--failures-of',
      runId,
      '--compare',
      runId,
    );
    expect(again.status, again.stdout + again.stderr).toBe(0);
    expect(again.stdout).toContain('mended');
  });

  test('counts by a query that may only read', async () => {
    const dir = await testDir('gauntlet');
    const database = path.join(dir, 'shop.db');
    const db = new Database(database);
    db.exec('CREATE TABLE orders (id TEXT); INSERT INTO orders VALUES (1)');
    db.close();
    const { url } = await startHandler('correct', secret);
    const run = (query: string) =>
      tacklebox(
        ...['gauntlet', '--provider', 'stripe', '--to', url, '--data-dir', path.join(dir, 'data')],
        ...[
          '--observe-sqlite',
          database,
          '--observe-query',
          query,
          '--case',
          'conduct.genuine',
          '--settle',
          '5',
        ],
      );
    // Nothing of what this handler does is counted there.
    const read = await run('SELECT count(*) FROM orders');
    expect(read.status).toBe(1);
    expect(read.stdout).toContain('nothing was done');
    const written = await run('DELETE FROM orders RETURNING id');
    expect(written.status).toBe(3);
    expect(written.stderr).toContain('The observer');
    const after = new Database(database, { readonly: true });
    expect(after.prepare('SELECT count(*) FROM orders').pluck().get()).toBe(1);
    after.close();
  });

  test('asks for a flag before it tests another machine, and names what is wrong with its arguments', async () => {
    const dir = await testDir('gauntlet');
    const to = (...args: string[]) =>
      tacklebox('gauntlet', '--provider', 'stripe', '--data-dir', dir, ...args);
    const remote = await to('--to', 'http://192.0.2.1/hook');
    expect(remote.status).toBe(3);
    expect(remote.stderr).toContain('--allow-remote');
    const unknown = await to('--to', 'http://127.0.0.1:9/hook', '--case', 'signature.mising');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('signature.missing');
    const report = await to('--to', 'http://127.0.0.1:9/hook', '--report', 'x.pdf');
    expect(report.status).toBe(2);
    const gone = await to('--to', 'http://127.0.0.1:9/hook');
    expect(gone.status).toBe(1);
    expect(gone.stdout).toContain('Nothing listens on 127.0.0.1:9');
  });
});

describe('tacklebox expect', () => {
  test('waits for what comes, tells what came instead, and says none where none may come', async () => {
    const serve = await startServe();
    onTestFinished(async () => void (await serve.stop()));
    const api = async (method: string, input: unknown) => {
      const { text } = await send(`${serve.interfaceUrl}api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${serve.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      return JSON.parse(text).result;
    };
    const endpoint = await api('endpoints.create', { name: 'shop', provider: 'stripe' });
    const sendEvent = (eventType: string) =>
      api('deliveries.send', { provider: 'stripe', eventType, target: { url: endpoint.url } });
    const expecting = (...args: string[]) =>
      tacklebox('expect', '--data-dir', serve.dataDir, '--json', ...args);

    const waiting = expecting(
      '--where',
      'type:customer.created',
      '--signed',
      'stripe',
      '--count',
      '2',
      '--within',
      '30s',
    );
    await sendEvent('customer.created');
    await sendEvent('customer.created');
    const came = await waiting;
    expect(came.status, came.stdout + came.stderr).toBe(0);
    expect(JSON.parse(came.stdout)).toMatchObject({ met: true, count: 2 });

    const missed = await tacklebox(
      'expect',
      '--data-dir',
      serve.dataDir,
      '--where',
      'type:invoice.paid',
      '--within',
      '300ms',
      '--since',
      '1h',
    );
    expect(missed.status).toBe(1);
    expect(missed.stdout).toContain('customer.created');

    const none = await expecting(
      '--where',
      'type:customer.created',
      '--count',
      '0',
      '--since',
      '1h',
      '--within',
      '10s',
    );
    expect(none.status).toBe(1);
    const wrong = await expecting('--where', '(type:customer.created', '--within', '1s');
    expect(wrong.status).toBe(2);
  });
});

describe('tacklebox fastforward', () => {
  test('tells whether copies and lost answers were worked on once, and keeps every request', async () => {
    const dir = await testDir('fastforward');
    const run = async (name: string) => {
      const handler = await startHandler(name, secret);
      return tacklebox(
        ...['fastforward', '--provider', 'stripe', '--to', handler.url, '--data-dir', dir, '--json'],
        ...['--copies', '2', '--lose-answers', '1', '--within', '200ms', '--observe', handler.effectsUrl],
        ...['--junit', path.join(dir, `${name}.xml`)],
      );
    };
    const right = await run('correct');
    expect(right.status, right.stdout + right.stderr).toBe(0);
    const kept = JSON.parse(right.stdout);
    expect(kept.idempotency).toMatchObject({ outcome: 'idempotent', effects: 1, reached: 4 });
    const shown = await tacklebox('deliveries', 'show', kept.deliveryId, '--data-dir', dir, '--json');
    const delivery = JSON.parse(shown.stdout);
    expect(delivery).toMatchObject({ state: 'succeeded', provider: 'stripe', direction: 'out' });
    expect(
      delivery.attemptList.map(({ number, reason, state }: Record<string, unknown>) => [
        number,
        reason,
        state,
      ]),
    ).toEqual([
      [1, 'send', 'failed'],
      [1, 'replay', 'succeeded'],
      [1, 'replay', 'succeeded'],
      [2, 'retry', 'succeeded'],
    ]);
    const wrong = await run('not-idempotent');
    expect(wrong.status).toBe(1);
    expect(JSON.parse(wrong.stdout).idempotency).toMatchObject({ outcome: 'not_idempotent', effects: 4 });
    const junit = readFileSync(path.join(dir, 'not-idempotent.xml'), 'utf8');
    expect(isXml(junit)).toBe(true);
    expect(junit).toContain('failures="1"');
  });
});
