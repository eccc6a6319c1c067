import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TackleboxBridge } from '#core/contract/bridge.ts';
import { electronMissing, type RunningDesktop, startAgain, startDesktop } from '../support/electron.ts';
import { gitHubHeaders, send } from '../support/http.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';

declare global {
  interface Window {
    readonly tacklebox?: TackleboxBridge;
  }
}

const title = `the desktop app${electronMissing ? ` (skipped: ${electronMissing})` : ''}`;

describe.skipIf(electronMissing)(title, () => {
  let dataDir: string;
  let desktop: RunningDesktop;
  beforeAll(async () => {
    dataDir = await makeTempDir('desktop');
    desktop = await startDesktop(dataDir);
  });
  afterAll(async () => {
    await desktop?.close();
    await removeDir(dataDir);
  });

  /** A call as the page makes it: through preload and IPC. */
  async function call(method: string, input: unknown = {}) {
    const reply = await desktop.page.evaluate(
      ([name, given]) => window.tacklebox?.call(String(name), given),
      [method, input],
    );
    if (!reply?.ok) throw new Error(`${method}: ${reply?.error.code}: ${reply?.error.message}`);
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for, and asserts on it.
    return reply.result as any;
  }

  test('catches a signed GitHub push as verified, and refuses it with the reason when a byte is changed', async () => {
    const { webhookId, url, signingSecret } = await call('endpoints.create', {
      name: 'Pushes',
      provider: 'github',
    });
    const body = '{"ref":"refs/heads/main","before":"0","after":"1"}';
    const headers = gitHubHeaders(body, signingSecret);
    expect((await send(url, { method: 'POST', headers, body })).status).toBe(200);
    const { items } = await call('deliveries.list', { webhookId });
    expect(items).toMatchObject([{ eventType: 'push', verdict: 'verified', status: 200 }]);
    await desktop.page.getByText('Verified', { exact: false }).first().waitFor();

    const bent = body.replace('"1"', '"2"');
    expect((await send(url, { method: 'POST', headers, body: bent })).status).toBe(401);
    const rejected = await call('deliveries.rejected', { webhookId });
    expect(rejected.items).toMatchObject([{ reason: 'signature_invalid', status: 401 }]);
    expect(rejected.items[0].explanation).not.toBe('');
  });

  test("composes Alfred's agent.created and sends it signed", async () => {
    const received = new Promise<{ headers: NodeJS.Dict<string | string[]>; body: string }>((resolve) => {
      const server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        response.end('ok');
        server.close();
        resolve({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      }).listen(0, '127.0.0.1', () => {
        const address = server.address();
        const port = typeof address === 'object' && address ? address.port : 0;
        void call('deliveries.send', {
          provider: 'alfred',
          eventType: 'agent.created',
          secret: 'alfred-secret',
          target: { url: `http://127.0.0.1:${port}/hooks` },
        });
      });
    });
    const { headers, body } = await received;
    expect(JSON.stringify(JSON.parse(body))).toContain('agent.created');
    const verdict = await call('signatures.verify', {
      provider: 'alfred',
      secret: 'alfred-secret',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body,
    });
    expect(verdict).toMatchObject({ ok: true });
  });

  test('leads from each entry of the menu to its screen, without loading the page anew', async () => {
    const { app, page } = desktop;
    await page.evaluate(() => document.documentElement.setAttribute('data-loaded', 'once'));
    const labels = await app.evaluate(({ Menu }) => {
      const go = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Go');
      return go?.submenu?.items.map(({ label }) => label) ?? [];
    });
    expect(labels).toContain('Verify');
    for (const label of labels) {
      await app.evaluate(({ Menu }, wanted) => {
        const go = Menu.getApplicationMenu()?.items.find((item) => item.label === 'Go');
        go?.submenu?.items.find((item) => item.label === wanted)?.click();
      }, label);
      await page.getByRole('heading', { level: 1, name: label }).waitFor();
    }
    expect(await page.locator('html').getAttribute('data-loaded')).toBe('once');
  });

  test('tells the page what is caught without being asked', async () => {
    const { url } = await call('endpoints.create', { name: 'Live' });
    const captured = desktop.page.evaluate(
      () =>
        new Promise((resolve) => {
          const undo = window.tacklebox?.subscribe((batch) => {
            const found = batch.find((event) => JSON.stringify(event).includes('delivery.captured'));
            if (!found) return;
            undo?.();
            resolve(found);
          });
        }),
    );
    // The page has subscribed once it answers a later question.
    await desktop.page.evaluate(() => null);
    await send(url, { method: 'POST', body: 'hello' });
    expect(await captured).toMatchObject({ type: 'delivery.captured', provider: 'generic' });
  });

  test('has neither Node nor Electron in its page, and shows it the contract alone', async () => {
    const seen = await desktop.page.evaluate(() => ({
      globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(window.tacklebox ?? {}).sort(),
      host: Object.keys(window.tacklebox?.host ?? {}).sort(),
    }));
    expect(seen).toEqual({
      globals: [],
      bridge: ['call', 'cancel', 'host', 'subscribe'],
      host: ['chooseFile', 'onGo', 'openExternal', 'platform', 'showDataFolder'],
    });
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Electron's types leave out this method, which says what the window really runs with.
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
  });

  test('runs no script that is not its own, and loads nothing from elsewhere', async () => {
    const outcome = await desktop.page.evaluate(async () => {
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.head.append(script);
      const fetched = await fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      );
      const policy = (await fetch(window.location.href)).headers.get('content-security-policy');
      return { fetched, policy, injected: 'injected' in window, refused };
    });
    expect(outcome).toMatchObject({ fetched: 'refused', injected: false });
    expect(outcome.refused).toContain('connect-src');
    expect(outcome.policy).toContain("script-src 'self';");
  });

  test('stays on its page and opens no windows', async () => {
    const before = desktop.page.url();
    await desktop.app.evaluate(({ shell }) => {
      // The user's browser is the one thing that a test can't open.
      shell.openExternal = async (url) => void Object.assign(globalThis, { opened: url });
    });
    await desktop.page.evaluate(() => window.open('https://example.com/elsewhere'));
    await expect
      .poll(() => desktop.app.evaluate(() => (globalThis as { opened?: string }).opened))
      .toBe('https://example.com/elsewhere');
    await desktop.page.evaluate(() => {
      window.location.href = 'file:///etc/passwd';
    });
    await desktop.page.evaluate(() => null);
    expect(desktop.page.url()).toBe(before);
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'nonsense'])(
    'does not open %s outside',
    async (url) => {
      const outcome = await desktop.page.evaluate(
        (address) =>
          window.tacklebox?.host.openExternal(address).then(
            () => 'opened',
            (error: Error) => error.message,
          ),
        url,
      );
      expect(outcome).toContain('Only http:// and https://');
    },
  );

  test('grants no permission but the clipboard and notifications', async () => {
    const states = await desktop.page.evaluate(async () => {
      const names = ['geolocation', 'camera', 'microphone', 'midi'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });

  test('answers bad input and unknown methods with a reply, not a crash', async () => {
    const replies = await desktop.page.evaluate(async () =>
      Promise.all([
        window.tacklebox?.call('deliveries.get', { deliveryId: 'wrong' }),
        window.tacklebox?.call('nothing.here', {}),
      ]),
    );
    expect(replies).toMatchObject([
      { ok: false, error: { code: 'invalid_input' } },
      { ok: false, error: { code: 'unknown_method' } },
    ]);
  });

  test('keeps data and window state in the data folder, and a second start goes to the first', async () => {
    expect(await startAgain(dataDir)).toBe(0);
    expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect((await call('system.info')).dataDir).toBe(dataDir);
    expect(existsSync(path.join(dataDir, 'window'))).toBe(true);
  });

  test('closes in order: what was caught is there at the next start, the window where it was', async () => {
    await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 20, y: 30, width: 1000, height: 700 }),
    );
    const { url } = await call('endpoints.create', { name: 'Last' });
    expect((await send(url, { method: 'POST', body: 'kept' })).status).toBe(200);
    const { counts } = await call('system.info');
    const ended = new Promise((resolve) => desktop.app.process().once('exit', resolve));
    await desktop.close();
    expect(await ended).toBe(0);
    expect(JSON.parse(readFileSync(path.join(dataDir, 'window-state.json'), 'utf8'))).toMatchObject({
      bounds: { width: 1000, height: 700 },
    });
    desktop = await startDesktop(dataDir);
    expect((await call('system.info')).counts.deliveries).toBe(counts.deliveries);
  });
});
