import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('the Simulate screen', () => {
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
    const problems = (opened?.problems ?? []).filter((problem) => !problem.includes('status of 400'));
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/simulate`, options);
    await opened.page.getByText(/^Delivered after/).waitFor();
    return opened.page;
  }

  it("draws Stripe's retries through a six-hour outage, and says that the schedule is our guess", async () => {
    const page = await open();
    await page.getByText('Stripe publishes no schedule. This one is ours').waitFor();
    const rows = page.getByRole('table', { name: 'Attempts of Stripe' }).getByRole('row');
    await expect.poll(() => rows.count()).toBeGreaterThan(5);
    await expect.poll(() => rows.last().textContent()).toContain('200');
  });

  it('plays again as the scenario is typed, and says where it can not be read', async () => {
    const page = await open();
    await page.getByLabel('Scenario', { exact: true }).fill('503, then 200');
    await page.getByText(/^Delivered after .* with 2 attempts\.$/).waitFor();
    await page.getByLabel('Scenario', { exact: true }).fill('503, wat');
    await page
      .getByRole('alert')
      .getByText(/At character 6: "wat" is no behaviour/)
      .waitFor();
  });

  it('edits the same scenario as rules', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Fails twice' }).click();
    await page.getByRole('radio', { name: 'Rules' }).click();
    await page.getByRole('button', { name: 'Remove rule 1' }).click();
    await page.getByRole('combobox', { name: 'What rule 1 does' }).click();
    await page.getByRole('option', { name: 'timeout', exact: true }).click();
    await page.getByRole('radio', { name: 'Text' }).click();
    await expect
      .poll(() => page.getByLabel('Scenario', { exact: true }).inputValue())
      .toBe('#2: timeout, then 200');
  });

  it('sums up 100,000 deliveries of two policies side by side', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('radio', { name: '100,000' }).click();
    const figures = page.getByRole('table', { name: 'Figures' });
    await figures.getByText('100,000 of 100,000').first().waitFor({ timeout: 60_000 });
    await expect.poll(() => figures.getByRole('columnheader').count()).toBe(3);
    await page.getByRole('img', { name: 'Attempts per second over time' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
  });

  it('runs for real against a handler that heals', async () => {
    let calls = 0;
    const server = createServer((request, response) => {
      calls += 1;
      request.resume();
      response.writeHead(calls < 4 ? 500 : 200).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const page = await open();
    await page
      .getByLabel('Target')
      .fill(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
    await page.getByLabel('All of it within').fill('2 s');
    await page.getByRole('button', { name: 'Run for real' }).click();
    await page.getByText(/of virtual time in/).waitFor({ timeout: 30_000 });
    const rows = page.getByRole('table', { name: 'Attempts of the real run' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(5);
    expect(calls).toBe(4);
  });

  it('comes back from its own file', async () => {
    const page = await open();
    await page.getByLabel('Scenario', { exact: true }).fill('410, then 200');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const file = await (await downloading).path();
    await page.getByLabel('Scenario', { exact: true }).fill('200');
    await page.getByLabel('Simulation file').setInputFiles(file);
    await expect.poll(() => page.getByLabel('Scenario', { exact: true }).inputValue()).toBe('410, then 200');
  });

  it.each([
    ['light', 1024, 640],
    ['dark', 1280, 800],
  ] as const)('is accessible in %s at %dx%d', async (theme, width, height) => {
    const page = await open({ theme, width, height });
    expect(await axeProblems(page)).toEqual([]);
  });
});
