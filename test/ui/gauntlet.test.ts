import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

const secret = 'whsec_gauntlet_window';

/** A handler of Stripe's events that can be mended while it runs: broken, it answers 500 to a null where an object was. */
async function startHandler() {
  const handler = { url: '', broken: true, done: 0 };
  const known = new Set<string>();
  const decide = (raw: Buffer, header: string): number => {
    const stamp = /t=(\d+)/.exec(header)?.[1] ?? '0';
    const expected = createHmac('sha256', secret).update(`${stamp}.`).update(raw).digest('hex');
    const isFresh = Math.abs(Date.now() / 1000 - Number(stamp)) < 300;
    if (!isFresh || !header.split(',').includes(`v1=${expected}`)) return 401;
    try {
      const event = JSON.parse(raw.toString());
      if (handler.broken && event.data === null) return 500;
      if (typeof event.id !== 'string') return 400;
      if (!known.has(event.id)) handler.done++;
      known.add(event.id);
      return 200;
    } catch {
      return 400;
    }
  };
  const server = createServer(async (request, response) => {
    if (request.url === '/count') return response.end(String(handler.done));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const status = decide(Buffer.concat(chunks), String(request.headers['stripe-signature'] ?? ''));
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  handler.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return handler;
}

describe.skipIf(browserMissing)('the Gauntlet screen', () => {
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
    // Asking first is a refusal, which the browser notes by itself.
    const problems = (opened?.problems ?? []).filter((problem) => !problem.includes('status of 403'));
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/gauntlet`, options);
    await opened.page.getByRole('button', { name: /^Run \d+ cases$/ }).waitFor();
    return opened.page;
  }

  /** Takes a family out of the run. */
  async function leaveOut(page: Page, family: string): Promise<void> {
    await page.getByRole('button', { name: new RegExp(`^${family} \\d+$`) }).click();
    await page.getByRole('button', { name: 'Leave these out' }).click();
    await page.getByRole('button', { name: 'Add these to the run' }).waitFor();
  }

  it('shows the deck as cards with their exact bytes', async () => {
    const page = await open();
    await page.getByRole('button', { name: /^Bytes \d+$/ }).click();
    await page.getByRole('button', { name: 'A byte order mark at the start' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Hex' }).click();
    await dialog.getByText(/^000000 {2}ef bb bf 7b/).waitFor();
    await dialog.getByRole('radio', { name: 'Against the valid event' }).click();
    await dialog.getByText(/the first 0 and the last \d+ bytes are the same/).waitFor();
  });

  it('leads from a handler to the finding, the smallest payload, the mended handler and the report', async () => {
    const handler = await startHandler();
    const page = await open();
    await page.getByLabel('Target', { exact: true }).fill(`${handler.url}/hook`);
    await page.getByLabel('Counter of side effects').fill(`${handler.url}/count`);
    await page.getByRole('combobox', { name: 'Sign with' }).click();
    await page.getByRole('option', { name: 'Another secret' }).click();
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    for (const family of ['Values', 'Bytes', 'Wire', 'Conduct']) await leaveOut(page, family);
    await page.getByRole('button', { name: /^Run \d+ cases$/ }).click();

    const finding = page.getByRole('article', { name: 'An unusual event ends in a server error' });
    await finding.waitFor({ timeout: 60_000 });
    await finding.getByText('Why it matters').waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    await finding.getByRole('button', { name: 'Find the smallest payload that fails' }).click();
    await finding.getByRole('region', { name: 'Smallest payload' }).getByText('{"data":null}').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    handler.broken = false;
    await page.getByRole('button', { name: 'Rerun failures' }).click();
    await page.getByText(/^Passed: \d+ cases?, no findings\.$/).waitFor({ timeout: 60_000 });
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'HTML', exact: true }).click();
    const file = await (await downloading).path();
    const html = await readFile(file, 'utf8');
    expect(html).toContain('Passed:');
    expect(html).not.toContain(secret);

    await page.getByRole('tab', { name: 'Earlier runs' }).click();
    await page.getByRole('button', { name: /^Compare with the run of/ }).click();
    await page.getByText(/structure\.null:\/data/).waitFor();
  });

  it('asks before it tests another machine', async () => {
    const page = await open();
    await page.getByLabel('Target', { exact: true }).fill('http://192.0.2.1/hook');
    await page.getByRole('button', { name: /^Run \d+ cases$/ }).click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByText('http://192.0.2.1/hook')
      .waitFor();
    await page.keyboard.press('Escape');
  });
});
