import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type CountingServer, countingServer, status } from '../support/counting-server.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('Compose sends as the provider does', () => {
  let serve: RunningServe;
  let browser: Browser;
  let opened: WatchedPage | undefined;
  let created: CountingServer;
  let broken: CountingServer;

  beforeAll(async () => {
    created = await countingServer(status(201));
    broken = await countingServer(status(500));
    serve = await startServe({ page: true });
    await serve.call('endpoints.create', { name: 'My agent', provider: 'alfe', tag: 'github' });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
    await created?.close();
    await broken?.close();
  });
  afterEach(async () => {
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function openFor(provider: string): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/compose`);
    const { page } = opened;
    await page.locator('.monaco-editor .view-lines').first().waitFor();
    await page.getByRole('combobox', { name: 'Provider' }).click();
    await page.keyboard.type(provider);
    await page
      .getByRole('option', { name: new RegExp(`^.?${provider}`, 'i') })
      .first()
      .click();
    return page;
  }
  const sendTo = async (page: Page, url: string) => {
    await page.getByRole('textbox', { name: 'Address to send to' }).fill(url);
    await page.getByRole('button', { name: /^Send/ }).click();
  };
  const newestSent = async () => {
    const { items } = await serve.call('deliveries.list', { direction: 'out', limit: 1 });
    return serve.call('deliveries.get', { deliveryId: items[0].deliveryId });
  };
  const choose = async (page: Page, label: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };

  it('by Convocore’s rule: 201 is a failure, 60 s, no retry; and a VoiceFlow agent has no leads and forms', async () => {
    const page = await openFor('Convocore');
    await choose(page, 'Platform', /VoiceFlow/);
    await page.getByRole('combobox', { name: 'Event type' }).click();
    await page.getByRole('option', { name: 'message_received' }).waitFor();
    expect(await page.getByRole('option', { name: /lead_captured|form_submitted/ }).count()).toBe(0);
    await page.getByRole('option', { name: 'message_received' }).click();
    expect(await axeProblems(page)).toEqual([]);
    await sendTo(page, created.url);
    await page.getByText('201').first().waitFor();
    expect(await newestSent()).toMatchObject({
      eventType: 'message_received',
      state: 'failed',
      retryPolicy: { maxAttempts: 1, success: '200', timeoutMs: 60_000 },
    });
  });

  it('by the voice-agent platform’s rule: what fails is tried again, and each try may take 10 s', async () => {
    const page = await openFor('Voice-agent');
    await sendTo(page, broken.url);
    await page.getByText('500').first().waitFor();
    expect(await newestSent()).toMatchObject({ state: 'retrying', retryPolicy: { timeoutMs: 10_000 } });
  });

  it('as Alfe carries GitHub’s events, with the tag’s own catalog', async () => {
    const page = await openFor('Alfe');
    await choose(page, 'Tag', /GitHub/i);
    await page.getByRole('combobox', { name: 'Event type' }).click();
    await page.keyboard.type('push');
    await page.getByRole('option', { name: /^push/ }).first().click();
    const { webhooks } = await serve.call('endpoints.list');
    await sendTo(page, webhooks[0].url);
    await page.getByText('200 OK').first().waitFor();
    const { items } = await serve.call('deliveries.list', { direction: 'in', limit: 1 });
    expect(items[0]).toMatchObject({ provider: 'alfe', verdict: 'verified', eventType: 'push' });
  });
});
