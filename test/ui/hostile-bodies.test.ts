import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HostileBody, hostileBodies } from '../fixtures/hostile-bodies.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type CountingServer, countingServer } from '../support/counting-server.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('a hostile body', () => {
  let serve: RunningServe;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let handler: CountingServer;
  let open: { webhookId: string; url: string };
  let enforced: { webhookId: string; url: string };
  let held: { webhookId: string; url: string };
  let harmless: string;

  const endpoint = async (name: string, more: object = {}) => {
    const made = await serve.call('endpoints.create', { name, provider: 'github' });
    await serve.call('endpoints.update', { webhookId: made.webhookId, enforce: false, ...more });
    return made;
  };
  const post = async (url: string, { body, type = 'application/json', headers = {} }: HostileBody) => {
    const answer = await fetch(url, {
      method: 'POST',
      body: Buffer.from(body),
      headers: {
        'content-type': type,
        'x-github-event': 'push',
        'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
        ...headers,
      },
    });
    return ((await answer.json()) as { deliveryId: string }).deliveryId;
  };

  beforeAll(async () => {
    [serve, browser, handler] = await Promise.all([
      startServe({ page: true }),
      launchBrowser(),
      countingServer(),
    ]);
    open = await endpoint('Open');
    enforced = await endpoint('Enforced', { enforce: true });
    held = await endpoint('Held', { forward: { routes: [{ target: { url: handler.url } }], paused: true } });
    harmless = await post(open.url, { name: 'harmless', body: Buffer.from('{"a":1}') });
    watched = await openPage(browser, serve.pageUrl);
    page = watched.page;
  });
  beforeEach(() => {
    watched.problems.length = 0;
  });
  afterAll(async () => {
    await watched?.close();
    await browser?.close();
    await Promise.all([serve?.stop(), handler?.close()]);
  });

  /** Nothing broke: no pane says so, nothing was thrown, no script ran. */
  const sound = async () => {
    expect(
      await page
        .getByText(/ broke$/)
        .locator('..')
        .allTextContents(),
    ).toEqual([]);
    expect(watched.problems).toEqual([]);
    expect(await page.title()).not.toBe('owned');
  };
  const go = async (hash: string) => {
    await page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
  };
  const tab = (name: string | RegExp, within = 'Delivery') =>
    page.getByRole('tablist', { name: within }).getByRole('tab', { name });
  /** Drawn, and the page still answers. */
  const settled = async () => {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
    await sound();
  };
  const showDelivery = async (deliveryId: string) => {
    await go('#/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await go(`#/inbox/${deliveryId}`);
    await page.getByRole('article', { name: 'Delivery' }).waitFor();
  };

  it.each(hostileBodies)('of $name breaks no view of its delivery', async (hostile) => {
    const deliveryId = await post(open.url, hostile);
    await serve.call('deliveries.replay', { deliveryId, target: { url: handler.url } });
    await showDelivery(deliveryId);
    const isEmpty = hostile.body.length === 0;
    await tab('Body').click();
    await settled();
    if (!isEmpty) {
      for (const mode of ['Raw', 'Hex', 'Pretty']) {
        await page.getByRole('radio', { name: mode }).click();
        await settled();
      }
      await page.getByRole('button', { name: 'Copy the body' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
    }
    for (const name of ['Headers', 'Signature', 'Timeline', 'Answer', 'Attempts']) {
      await tab(new RegExp(`^${name}`)).click();
      await settled();
    }
    await tab(/^Request as sent/, 'Attempt').click();
    await settled();
    await tab('Body').click();
  });

  it.each(hostileBodies)('of $name breaks no comparison, neither Verify nor Compose', async (hostile) => {
    const deliveryId = await post(open.url, hostile);
    await showDelivery(deliveryId);
    await page.keyboard.press('d');
    await page.locator('#inbox-list-1').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    await page.getByRole('article', { name: 'Comparison' }).waitFor();
    await page
      .getByText(/^(Body|They can't be compared)/)
      .first()
      .waitFor();
    await settled();
    await page.keyboard.press('Escape');
    await showDelivery(deliveryId);
    await tab(/^Signature/).click();
    await page.getByRole('button', { name: 'Verify again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Verify' }).waitFor();
    await page
      .getByText(/Not genuine|can't be|could not/)
      .first()
      .waitFor();
    await settled();
    await showDelivery(deliveryId);
    await page.keyboard.press('e');
    if (hostile.body.length > 0) await settled();
    await page.locator('body').press('Escape');
    await settled();
    await showDelivery(harmless);
    await sound();
  });

  it.each(hostileBodies)(
    'of $name breaks no list and no detail of what was rejected or is held',
    async (hostile) => {
      await post(enforced.url, hostile);
      await post(held.url, hostile);
      await go('#/inbox');
      await page.getByRole('button', { name: /^Rejected/ }).click();
      await page.getByRole('option').first().click();
      await page.getByRole('article', { name: 'Rejected request' }).waitFor();
      for (const name of ['Why', 'Body', 'Headers']) {
        await tab(new RegExp(`^${name}`), 'Rejected request').click();
        await settled();
      }
      await page.getByRole('button', { name: /^Held/ }).click();
      await page.getByRole('region', { name: 'Held', exact: true }).getByRole('listitem').last().waitFor();
      await page
        .getByRole('region', { name: 'Held', exact: true })
        .getByRole('listitem')
        .last()
        .getByRole('button', { name: 'More' })
        .click();
      await page.getByRole('menuitem', { name: 'Edit…' }).click();
      await page.getByRole('dialog').waitFor();
      await settled();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^All/ }).first().click();
      await settled();
    },
  );
});
