import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type CountingServer, countingServer, status } from '../support/counting-server.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('the hold queue', () => {
  let serve: RunningServe;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;
  let handler: CountingServer;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    [serve, handler] = await Promise.all([startServe({ page: true }), countingServer()]);
  });
  afterEach(async () => {
    await watched?.close();
    await Promise.all([serve?.stop(), handler?.close()]);
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}) => {
    watched = await openPage(browser, serve.pageUrl, options);
    page = watched.page;
  };
  const post = (url: string, body: string) =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const holding = async (name: string): Promise<{ webhookId: string; url: string }> => {
    const made = await serve.call('endpoints.create', { name });
    const forward = { routes: [{ target: { url: handler.url } }], paused: true };
    await serve.call('endpoints.update', { webhookId: made.webhookId, forward });
    return made;
  };
  const group = (name = 'Billing') => page.getByRole('region', { name, exact: true });
  const rows = (name?: string) => group(name).getByRole('listitem');
  const row = (type: string) => rows().filter({ hasText: type });
  const order = async (name?: string) =>
    (await rows(name).allTextContents()).map((text) => /[a-z]+\.event/.exec(text)?.[0]);
  const openHeld = async () => page.getByRole('button', { name: /^Held \d/ }).click();
  const bodies = () => handler.received.map(({ body }) => body);

  it('holds what a paused endpoint catches; it goes edited and in another order', async () => {
    const { url } = await holding('Billing');
    await open();
    await post(url, '{"type":"first.event"}');
    await post(url, '{"type":"second.event"}');
    await page.getByRole('button', { name: 'Held 2' }).click();
    await rows().nth(1).waitFor();
    expect(await order()).toEqual(['first.event', 'second.event']);
    expect(bodies()).toEqual([]);

    await row('first.event').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Body' }).fill('{"type":"first.event","edited":true}');
    const headers = dialog.getByRole('textbox', { name: 'Headers' });
    await headers.fill(`${await headers.inputValue()}\nX-Added: by hand`);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row('first.event').getByText('edited').waitFor();

    await row('second.event')
      .getByRole('button', { name: /second/ })
      .press('Alt+ArrowUp');
    await expect.poll(() => order()).toEqual(['second.event', 'first.event']);
    await page.getByRole('button', { name: 'Release all' }).click();
    await page.getByText('Nothing is held').waitFor();
    await handler.receivedAtLeast(2);
    expect(bodies()).toEqual(['{"type":"second.event"}', '{"type":"first.event","edited":true}']);
    expect(handler.received[1]?.header('x-added')).toBe('by hand');
    expect(watched.problems).toEqual([]);
  });

  it('opens the edit again with what was changed', async () => {
    const { url } = await holding('Billing');
    await post(url, '{"type":"only.event"}');
    await open();
    await openHeld();
    const edit = async () => {
      await rows().getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Edit…' }).click();
      return page.getByRole('dialog').getByRole('textbox', { name: 'Body' });
    };
    await (await edit()).fill('changed');
    await page.getByRole('button', { name: 'Save' }).click();
    await rows().getByText('edited').waitFor();
    expect(await (await edit()).inputValue()).toBe('changed');
  });

  it('duplicates, drops only after asking, and lets chosen ones go alone', async () => {
    const { url } = await holding('Billing');
    for (const type of ['first', 'second', 'third']) await post(url, `{"type":"${type}.event"}`);
    await open();
    await openHeld();
    await rows().nth(2).waitFor();
    await row('first.event').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect.poll(() => order()).toEqual(['first.event', 'first.event', 'second.event', 'third.event']);

    await row('second.event').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Drop…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drop 1' }).click();
    await expect.poll(() => order()).toEqual(['first.event', 'first.event', 'third.event']);

    await row('third.event').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Release 1' }).click();
    await handler.receivedAtLeast(1);
    await expect.poll(() => order()).toEqual(['first.event', 'first.event']);
    expect(bodies()).toEqual(['{"type":"third.event"}']);
  });

  it('lets one endpoint go on and leaves the other', async () => {
    const { url: billing } = await holding('Billing');
    const { url: shop } = await holding('Shop');
    await post(billing, '{"type":"billing.event"}');
    await post(shop, '{"type":"shop.event"}');
    await open();
    await openHeld();
    await rows('Shop').first().waitFor();
    await group('Shop').getByRole('button', { name: 'Resume forwarding' }).click();
    await handler.receivedAtLeast(1);
    await group('Shop').waitFor({ state: 'detached' });
    expect(await order('Billing')).toEqual(['billing.event']);
    await post(shop, '{"type":"later.event"}');
    await handler.receivedAtLeast(2);
    expect(bodies()).toEqual(['{"type":"shop.event"}', '{"type":"later.event"}']);
  });

  it('says how many a bulk action is for before it is done', async () => {
    await handler.close();
    handler = await countingServer(status(503));
    const retryPolicy = { maxAttempts: 2, schedule: { kind: 'list', waitsMs: [3_600_000] } };
    for (let index = 0; index < 2; index++)
      await serve.call('deliveries.send', { body: '{}', target: { url: handler.url }, retryPolicy });
    await open();
    await page.getByRole('button', { name: 'Retrying 2' }).click();
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'All that are listed…' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await choose('Retry now…');
    await page.getByText('This will retry 2 deliveries.').waitFor();
    expect(handler.received).toHaveLength(2);
    await page.getByRole('button', { name: 'Retry 2' }).click();
    await handler.receivedAtLeast(4);
    await page.getByRole('button', { name: 'Dead letter 2' }).click();
    await choose('Redeliver dead letters…');
    await page.getByText('This will redeliver 2 dead letters.').waitFor();
    await page.getByRole('button', { name: 'Redeliver 2' }).click();
    await handler.receivedAtLeast(6);
    await page.getByRole('button', { name: 'Retrying 2' }).click();
    await choose('Cancel…');
    await page.getByText('This will cancel 2 deliveries.').waitFor();
    await page.getByRole('button', { name: 'Cancel 2' }).click();
    await page.getByText('Cancelled: 2 deliveries').waitFor();
    expect((await serve.call('deliveries.list', { status: 'cancelled' })).items).toHaveLength(2);
    expect(watched.problems).toEqual([]);
  });

  it('pauses all sending from the palette, and goes on by a click on the status bar', async () => {
    await open();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Pause all');
    await page.keyboard.press('Enter');
    const paused = page.getByRole('button', { name: 'Sending paused' });
    await paused.waitFor();
    expect(await serve.call('queue.status')).toMatchObject({ paused: true });
    await paused.click();
    await paused.waitFor({ state: 'detached' });
    expect(await serve.call('queue.status')).toMatchObject({ paused: false });
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to complain about (%s)', async (theme) => {
    const { url } = await holding('Billing');
    const { url: shop } = await holding('Shop');
    await post(url, '{"type":"first.event"}');
    await post(url, '{"type":"second.event"}');
    await post(shop, '{"type":"shop.event"}');
    const { items } = await serve.call('queue.held');
    await serve.call('queue.edit', { attemptId: items[0].attemptId, body: 'changed' });
    await open({ theme, width: 1024, height: 640 });
    await openHeld();
    await rows().nth(1).waitFor();
    await page.getByRole('tab', { name: 'Body' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
    await rows().first().getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Release 1' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await rows().first().getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Body' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
  });
});
