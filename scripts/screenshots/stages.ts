import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { browserArgs, findBrowser } from '../lib/browser.mjs';
import { findElectron, sandboxArgs } from '../lib/electron.mjs';
import { root } from '../lib/paths.mjs';

export type Theme = 'light' | 'dark';

/** Somewhere to see the interface: a browser over `serve`, or the desktop's own window. */
export interface Stage {
  open(theme: Theme, size: { width: number; height: number }): Promise<Page>;
  leave(page: Page): Promise<void>;
  close(): Promise<void>;
}

/** A browser over `serve`, whose engine can be asked for what is to be seen. */
export interface BrowserStage extends Stage {
  /** Where the receiver listens. */
  receiverUrl: string;
  call(method: string, input: unknown): Promise<unknown>;
}

const Addresses = z.object({ interface: z.string(), token: z.string(), receiver: z.string() });
const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

export async function openBrowserStage(dataDir: string): Promise<BrowserStage> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error('No Chromium was found: install one, or name it in CHROME_PATH.');
  const args = ['out/main/serve.cjs', '--json', '--port', '0', '--receiver-port', '0', '--data-dir', dataDir];
  const serve = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: serve.stdout }), 'line');
  const addresses = Addresses.parse(JSON.parse(String(line)));
  const browser = await chromium.launch({ executablePath, args: browserArgs });
  const { token } = addresses;
  return {
    receiverUrl: addresses.receiver,
    async call(method, input) {
      const response = await fetch(`${addresses.interface}api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const reply = Reply.parse(await response.json());
      if (!reply.ok) throw new Error(`${method}: ${reply.error.code}: ${reply.error.message}`);
      return reply.result;
    },
    async open(theme, viewport) {
      const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(`${addresses.interface}?token=${token}`);
      return page;
    },
    leave: (page) => page.context().close(),
    async close() {
      await browser.close();
      serve.kill('SIGTERM');
      await once(serve, 'exit');
    },
  };
}

export async function openDesktopStage(dataDir: string): Promise<Stage> {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error("Electron's program is not here.");
  const app = await _electron.launch({
    executablePath,
    args: [...sandboxArgs(), path.join(root), '--data-dir', dataDir, '--receiver-port', '0'],
  });
  const page = await app.firstWindow();
  return {
    async open(theme, size) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await app.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
      }, size);
      return page;
    },
    leave: async () => undefined,
    close: () => app.close(),
  };
}
