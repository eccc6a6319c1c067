import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('the frame', () => {
  let serve: RunningServe;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    serve = await startServe({ page: true });
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
  });
  beforeEach(async () => {
    watched = await openPage(browser, serve.pageUrl);
    page = watched.page;
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  });
  afterEach(() => watched.close());

  const title = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('takes the token out of the address', async () => {
    expect(page.url()).not.toContain('token');
    await page.reload();
    await page.getByRole('button', { name: /Receiver on/ }).waitFor();
    expect(watched.problems).toEqual([]);
  });

  it('goes from screen to screen by two keys, and back by the browser', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await title('Endpoints');
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await title('Compose');
    await page.goBack();
    await title('Endpoints');
    expect(watched.problems).toEqual([]);
  });

  it('goes to each screen by Ctrl and its number, and loses nothing that was typed', async () => {
    await page.keyboard.press('Control+2');
    await title('Compose');
    await page.getByRole('tab', { name: 'Signing' }).click();
    await page.getByRole('combobox', { name: 'Sign with' }).click();
    await page.getByRole('option', { name: 'Another secret' }).click();
    await page.getByLabel('Secret', { exact: true }).fill('typed and not kept anywhere');
    for (const [at, name] of ['Inbox', 'Compose', 'Endpoints', 'Verify', 'Simulate', 'Gauntlet'].entries()) {
      await page.keyboard.press(`Control+${at + 1}`);
      await title(name);
    }
    await page.keyboard.press('Control+,');
    await title('Settings');
    await page.keyboard.press('Control+2');
    expect(await page.getByLabel('Secret', { exact: true }).inputValue()).toBe('typed and not kept anywhere');
  });

  it('finds every action by its name', async () => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('What do you want to do?').fill('endpoints');
    await page.keyboard.press('Enter');
    await title('Endpoints');
  });

  it('lists all keys', async () => {
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Go to Compose').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('leaves keys alone while one types', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('gejk?');
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('gejk?');
    await title('Inbox');
  });

  it('changes its theme as soon as the setting does', async () => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    expect(await theme()).toBe('dark');
    await serve.call('settings.update', { theme: 'light' });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    await serve.call('settings.update', { theme: 'system' });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  });

  it('says where it listens', async () => {
    const port = new URL(serve.receiverUrl).port;
    await page.getByRole('button', { name: `Receiver on :${port}` }).click();
    await title('Endpoints');
  });

  it('says when the engine is gone', async () => {
    const own = await startServe({ page: true });
    const other = await openPage(browser, own.pageUrl);
    await other.page.getByRole('button', { name: /Receiver on/ }).waitFor();
    await own.stop();
    await other.page.getByText('Connection lost, trying again').waitFor();
    await other.close();
  });
});
