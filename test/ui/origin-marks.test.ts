import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('whose word a fact is, in the window', () => {
  let serve: RunningServe;
  let browser: Browser;
  let opened: WatchedPage | undefined;

  beforeAll(async () => {
    serve = await startServe({ page: true });
    await serve.call('endpoints.create', { name: 'Calls', provider: 'voice-agent' });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
  });
  afterEach(async () => {
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  const open = async (route: string): Promise<Page> => {
    opened = await openPage(browser, `${serve.pageUrl}#/${route}`);
    return opened.page;
  };

  it('stands beside timeout, advice and scheme of an endpoint, and says why when it is focused', async () => {
    const page = await open('endpoints');
    await page.getByRole('option', { name: /Calls/ }).click();
    const delivers = page.locator('section', { hasText: 'How Voice-agent platform delivers' });
    const timeout = delivers.locator('div.contents', { hasText: 'Timeout' });
    await timeout.waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await timeout.locator('[data-origin=provider]').focus();
    await page.getByRole('tooltip').getByText('documents say so').waitFor();
    await delivers.locator('div.contents', { hasText: 'waits from' }).locator('[data-origin=ours]').waitFor();
    const asks = page.locator('section', { hasText: 'asks of a receiver' });
    expect(await asks.locator('li').count()).toBe(await asks.locator('li [data-origin]').count());

    await page.getByRole('tab', { name: /^Checking/ }).click();
    const scheme = page.locator('section', { hasText: 'Signature scheme' });
    await scheme.locator('[data-origin=ours]').first().waitFor();
    expect(await page.getByRole('combobox', { name: 'Authentication' }).textContent()).toBe('Any of them');
  });

  it('stands beside an event’s sample, how it is signed and when it is tried again', async () => {
    const page = await open('compose');
    await page.getByRole('combobox', { name: 'Provider' }).click();
    await page.keyboard.type('stripe');
    await page.getByRole('option', { name: /^Stripe/ }).click();
    await page.getByText('Sample:').locator('[data-origin=provider]').waitFor();
    await page.getByRole('tab', { name: /^Signing/ }).click();
    await page.locator('[data-origin=measured]').first().waitFor();
    await page.getByRole('tab', { name: /^Sending|^Retr/ }).click();
    await page.locator('[data-origin]').first().waitFor();
  });
});
