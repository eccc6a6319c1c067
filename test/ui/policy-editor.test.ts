import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('the policy editor', () => {
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

  async function ownPolicy(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/simulate`, options);
    const { page } = opened;
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.getByLabel('Attempts', { exact: true }).waitFor();
    return page;
  }
  /** The policy as it stands, from the file that the screen saves. */
  async function policyOf(page: Page): Promise<Record<string, unknown>> {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const stream = await (await downloading).createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part));
    return JSON.parse(Buffer.concat(parts).toString()).first.policy;
  }
  const pick = async (page: Page, field: string, option: string) => {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const part = (page: Page, title: string) => page.locator('summary', { hasText: title }).click();

  it('writes all of a policy: answers, headers, Retry-After, jitter, switching off with recovery, batches', async () => {
    const page = await ownPolicy();
    await page.getByLabel('Attempts', { exact: true }).fill('6');
    await pick(page, 'Jitter', 'Spread');
    await page.getByLabel('Spread', { exact: true }).fill('25');
    await pick(page, 'Waits', 'A list');
    await page.getByLabel('Waits between attempts').fill('5 s, 1 min');
    await page.getByLabel('Repeat the last wait').click();
    await part(page, 'Answers');
    await page.getByLabel('Success is').fill('200-204');
    await page.getByLabel('Give up at once on').fill('410, 406');
    await pick(page, 'Without an answer, try again', 'After some failures');
    await page.getByRole('button', { name: 'dns' }).click();
    await page.getByLabel('Headers of an answer that end it').fill('X-Slack-No-Retry: 1');
    await page.getByLabel('Headers that retries carry').fill('X-Retry: {retry}');
    await part(page, 'Retry-After');
    await pick(page, 'Retry-After', 'Can only lengthen');
    await page.getByLabel('Longest that is followed').fill('1 h');
    await pick(page, 'A longer one', 'Ends the delivery');
    await part(page, 'Switching off');
    await page.getByRole('button', { name: 'Switch off after failures' }).click();
    await page.getByLabel('Failed attempts in a row').fill('40');
    await page.getByLabel('Back by itself after').fill('10 min');
    await page.getByLabel('Each further time, times').fill('2');
    await part(page, 'Order and batches');
    await page.getByLabel('Events travel together').click();
    await page.getByLabel('Events in one request').fill('500');
    expect(await policyOf(page)).toMatchObject({
      maxAttempts: 6,
      jitter: { kind: 'spread', ratio: 0.25 },
      schedule: { kind: 'list', waitsMs: [5000, 60_000], repeatLast: true },
      success: '200-204',
      giveUpOn: '410, 406',
      retryOn: { statuses: 'all', failures: ['refused', 'connect_timeout', 'dns'] },
      giveUpOnHeaders: [{ name: 'X-Slack-No-Retry', value: '1' }],
      retryHeaders: [{ name: 'X-Retry', value: '{retry}' }],
      retryAfter: 'at-least',
      retryAfterMaxMs: 3_600_000,
      retryAfterTooLong: 'give-up',
      disableAfter: [{ failedAttempts: 40, recovery: { afterMs: 600_000, factor: 2 } }],
      batch: { maxEvents: 500 },
    });
    expect(await axeProblems(page)).toEqual([]);
  });

  it('plays what is written: five answers of 503 switch the endpoint off', async () => {
    const page = await ownPolicy();
    await page.getByLabel('Scenario', { exact: true }).fill('then 503');
    await part(page, 'Switching off');
    await page.getByRole('button', { name: 'Switch off after failures' }).click();
    await page.getByLabel('Failed attempts in a row').fill('5');
    await page.getByLabel('Back by itself after').fill('');
    await page
      .getByText('The endpoint was switched off by its policy: 5 attempts in a row failed.')
      .first()
      .waitFor();
  });

  it('says in place what makes a policy impossible, and the engine says the same', async () => {
    const page = await ownPolicy();
    await page.getByLabel('Attempts', { exact: true }).fill('');
    await page.getByLabel('No attempt later than').fill('');
    await page.getByRole('alert').filter({ hasText: 'This policy never ends' }).first().waitFor();
    await part(page, 'Answers');
    await page.getByLabel('Success is').fill('100-199');
    await page.getByRole('alert').filter({ hasText: 'nothing could ever succeed' }).first().waitFor();
  });

  it('shows whose word each part of a provider’s policy is', async () => {
    opened = await openPage(browser, `${serve.pageUrl}#/simulate`);
    const { page } = opened;
    const marks = page.locator('[data-origin]');
    await expect.poll(() => marks.count(), { timeout: 20_000 }).toBeGreaterThan(4);
    await page.getByText('Timeout of each: 30 s').waitFor();
    await page.getByText('timeout of the attempt; nobody publishes that, it is ours').waitFor();
  });
});
