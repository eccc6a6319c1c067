import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserMissing, launchBrowser, openPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

const title = `the page that serve serves${browserMissing ? ` (skipped: ${browserMissing})` : ''}`;

describe.skipIf(browserMissing)(title, () => {
  let browser: Browser;
  let serve: RunningServe;
  beforeAll(async () => {
    [browser, serve] = await Promise.all([launchBrowser(), startServe({ page: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
  });

  test('runs under its policy without a complaint, and takes the token out of the address', async () => {
    const { page, problems, close } = await openPage(browser, serve.pageUrl);
    await page.getByText('Receiver on').waitFor();
    await page.waitForLoadState('networkidle');
    expect(page.url()).not.toContain('token');
    expect(await page.context().cookies()).toEqual([]);
    expect(problems).toEqual([]);
    await page.reload();
    await page.getByText('Receiver on').waitFor();
    await close();
  });

  test('says that the token was refused', async () => {
    const { page, close } = await openPage(browser, `${serve.interfaceUrl}?token=wrong`);
    await page.getByText('token').first().waitFor();
    await expect.poll(() => page.textContent('body')).toContain('refused');
    await close();
  });

  test('finds its engine again after a restart on the same port', async () => {
    const { port } = new URL(serve.interfaceUrl);
    const { page, close } = await openPage(browser, `${serve.pageUrl}#/endpoints`);
    await page.getByText('Receiver on').waitFor();
    await serve.stop();
    serve = await startServe({ page: true, args: ['--port', port] });
    await serve.call('endpoints.create', { name: 'After the restart' });
    await page.getByText('After the restart').first().waitFor();
    await close();
  });
});
