import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

describe.skipIf(browserMissing)('the Settings screen', () => {
  let serve: RunningServe;
  let browser: Browser;
  let opened: WatchedPage | undefined;

  beforeAll(async () => {
    serve = await startServe({ page: true });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
  });
  afterEach(async () => {
    // The browser notes each answer of 4xx; tests of refused input ask for one.
    const problems = (opened?.problems ?? []).filter((problem) => !problem.includes('status of 400'));
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/settings`, options);
    await opened.page.getByRole('heading', { name: 'Receiving and keeping' }).waitFor();
    await opened.page.getByText('Listening').waitFor();
    return opened.page;
  }

  it('moves the receiver to another port', async () => {
    const { url } = await serve.call('endpoints.create', { name: 'Moves' });
    const page = await open();
    const port = await freePort();
    await page.getByLabel('Port', { exact: true }).fill(String(port));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByText(`http://127.0.0.1:${port}`).waitFor();
    const moved = new URL(url);
    moved.port = String(port);
    expect((await fetch(moved, { method: 'POST', body: '{}' })).status).toBe(200);
  });

  it('sets how many attempts go to one target at a time', async () => {
    const page = await open();
    const field = page.getByLabel('Attempts at a time to one target');
    await field.fill('65');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: '64' }).waitFor();
    await field.fill('3');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await serve.call('settings.get')).toMatchObject({ targetConcurrency: 3 });
  });

  it('says at the field what is out of bounds, and keeps what was set', async () => {
    const page = await open();
    const before = await serve.call('settings.get');
    await page.getByLabel('Port', { exact: true }).fill('70000');
    await page.getByLabel('Older than').fill('30');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: '65535' }).waitFor();
    expect(await serve.call('settings.get')).toEqual(before);
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect.poll(() => page.getByLabel('Older than').inputValue()).toBe('');
  });

  it('changes theme and times at once, for this window and the next', async () => {
    const page = await open({ theme: 'light' });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.getByRole('radio', { name: 'UTC' }).click();
    await page.getByRole('radio', { name: 'UTC', checked: true }).waitFor();
    await page.reload();
    await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor();
    expect(await theme()).toBe('dark');
    await page.getByRole('radio', { name: 'As the system' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    expect(await serve.call('settings.get')).toMatchObject({ theme: 'system', times: 'utc' });
  });

  it('exports deliveries to a file that it reads again, and deletes after asking', async () => {
    const { url } = await serve.call('endpoints.create', { name: 'Exported' });
    await fetch(new URL(new URL(url).pathname, (await serve.call('system.info')).receiver.url), {
      method: 'POST',
      body: '{"keep":"me"}',
    });
    const page = await open();
    const file = path.join(serve.dataDir, 'out.jsonl');
    await page.getByRole('button', { name: 'Export…' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('deliveries.jsonl');
    await download.saveAs(file);
    await page.getByText(/^Exported \d+ deliver/).waitFor();
    expect((await stat(file)).size).toBeGreaterThan(0);

    await page.getByRole('button', { name: 'Delete deliveries…' }).click();
    await page.getByRole('button', { name: 'Delete them' }).click();
    await page.getByText(/^Deleted \d+ deliver/).waitFor();
    expect((await serve.call('deliveries.list')).items).toEqual([]);

    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText(/^Imported \d+ deliver/).waitFor();
    expect((await serve.call('deliveries.list')).items.length).toBeGreaterThan(0);
  });

  it('opens the list of keys', async () => {
    const page = await open();
    await page.getByRole('button', { name: /Keyboard/ }).click();
    await page.getByRole('dialog').waitFor();
  });

  it.each([
    ['light', 1024],
    ['dark', 1280],
  ] as const)('has nothing that axe objects to, %s at %i', async (theme, width) => {
    const page = await open({ theme, width, height: width === 1024 ? 640 : 800 });
    expect(await axeProblems(page)).toEqual([]);
  });
});

describe.skipIf(browserMissing)('rows that were set aside', () => {
  it('are told in the status bar, shown with their reasons, and go when they are discarded', async () => {
    const dataDir = await testDir('set-aside');
    const before = await startServe({ dataDir });
    await before.stop();
    const db = new Database(path.join(dataDir, 'tacklebox.db'));
    const insert = db.prepare(
      "INSERT INTO damaged VALUES (NULL, 'attempts', ?, 'Its plan can not be read.', 1, '{}')",
    );
    for (const rowId of ['att_ONE', 'att_TWO', 'att_THREE']) insert.run(rowId);
    db.close();
    const serve = await startServe({ dataDir, page: true });
    const browser = await launchBrowser();
    onTestFinished(async () => {
      await browser.close();
      await serve.stop();
    });
    const { page } = await openPage(browser, serve.pageUrl);
    await page.getByRole('button', { name: '3 rows set aside' }).click();
    const rows = page.getByRole('region', { name: 'Rows set aside' }).getByRole('listitem');
    await rows.filter({ hasText: 'att_TWO' }).getByText('Its plan can not be read.').waitFor();
    await rows.filter({ hasText: 'att_TWO' }).getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: '2 rows set aside' }).waitFor();
    await rows.filter({ hasText: 'att_TWO' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Discard all…' }).click();
    await page.getByRole('button', { name: 'Discard them' }).click();
    await page.getByRole('region', { name: 'Rows set aside' }).waitFor({ state: 'detached' });
    expect(await serve.call('system.damaged', {})).toMatchObject({ items: [] });
  });
});
