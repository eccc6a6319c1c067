import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

const secret = 'whsec_9fKq2vXbL0mZ7tRw';

/** A request as Stripe would make it, with bytes added to its body on the way. */
function stripeRequest(
  payload: unknown,
  addedOnTheWay = '',
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify(payload);
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return {
    body: body + addedOnTheWay,
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` },
  };
}

describe.skipIf(browserMissing)('the Inbox', () => {
  let serve: RunningServe;
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    serve = await startServe({ page: true });
  });
  afterEach(async () => {
    await watched?.close();
    await serve?.stop();
  });

  const open = async (options: Parameters<typeof openPage>[2] = {}) => {
    watched = await openPage(browser, serve.pageUrl, options);
    page = watched.page;
  };
  const makeEndpoint = (
    provider = 'generic',
    enforce?: string,
  ): Promise<{ webhookId: string; url: string }> =>
    serve.call('endpoints.create', { name: 'Billing', provider, ...(enforce ? { enforce } : {}) });
  const post = (url: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const rows = () => page.getByRole('option');
  const list = () => page.getByRole('listbox', { name: /Deliveries/ });

  it('says what to do next while nothing has arrived', async () => {
    await open();
    await page.getByText('Nothing can arrive yet').waitFor();
    const { url } = await makeEndpoint();
    await page.getByText('Nothing has arrived yet').waitFor();
    await expect.poll(() => page.locator('code').textContent()).toContain(`curl -X POST ${url}`);
    expect(watched.problems).toEqual([]);
  });

  it('shows a request as it arrives, its body to the digit', async () => {
    const { url } = await makeEndpoint();
    await open();
    await page.getByText('Nothing has arrived yet').waitFor();
    await post(url, '{"type":"order.paid","amount":12345678901234567890}');
    await rows().first().waitFor();
    await page.getByRole('region', { name: 'Body' }).getByText('12345678901234567890').waitFor();
    await page.getByRole('radio', { name: 'Hex' }).click();
    await page.getByText('7b 22 74 79 70 65 22 3a').waitFor();
    expect(watched.problems).toEqual([]);
  });

  it('keeps the rows in their place while one reads further down, and offers the new ones', async () => {
    const { url } = await makeEndpoint();
    for (let index = 0; index < 60; index++) await post(url, `{"index":${index}}`);
    await open();
    await rows().nth(20).waitFor();
    await list().evaluate((element) => element.scrollTo(0, 720));
    const seen = page.locator('[role=option][aria-posinset="25"]');
    await seen.waitFor();
    const before = await seen.boundingBox();
    await post(url, '{"index":"new"}');
    const chip = page.getByRole('button', { name: '1 new' });
    await chip.waitFor();
    expect(await seen.boundingBox()).toEqual(before);
    await chip.click();
    await page.locator('[role=option][aria-setsize="61"][aria-posinset="1"]').waitFor();
    await chip.waitFor({ state: 'detached' });
  });

  it('is worked by keys alone', async () => {
    const { url } = await makeEndpoint();
    for (const type of ['first', 'second', 'third']) await post(url, `{"type":"${type}.event"}`);
    await open();
    await rows().nth(2).waitFor();
    const selected = page.locator('[role=option][aria-selected=true]');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect.poll(() => selected.getAttribute('aria-posinset')).toBe('3');
    await page.keyboard.press('k');
    await expect.poll(() => selected.getAttribute('aria-posinset')).toBe('2');
    await page.keyboard.press('t');
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    await page.keyboard.press('s');
    await page.getByRole('tab', { name: 'Signature', selected: true }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('img', { name: 'pinned' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('is:pinned');
    await page.locator('[role=option][aria-setsize="1"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[role=option][aria-setsize="3"]').first().waitFor();
    expect(watched.problems).toEqual([]);
  });

  it('finds words in bodies, and says when a token does not fit', async () => {
    const { url } = await makeEndpoint();
    await post(url, '{"customer":"mira@example.com"}');
    await post(url, '{"customer":"jonas@example.com"}');
    await open();
    await rows().nth(1).waitFor();
    const search = page.getByRole('searchbox');
    await search.fill('mira@example.com');
    await page.locator('[role=option][aria-setsize="1"]').waitFor();
    await search.fill('status:soon');
    await page.getByText(/status: takes 404/).waitFor();
    await search.fill('no-such-word-anywhere');
    await page.getByText('No delivery fits this filter').waitFor();
    await page.getByRole('button', { name: 'Show all deliveries' }).click();
    await rows().nth(1).waitFor();
  });

  it('filters by what a body holds, live, and suggests the values that are there', async () => {
    const { url } = await makeEndpoint();
    await post(url, '{"data":{"amount":250}}');
    await post(url, '{"data":{"amount":1200}}');
    await open();
    await rows().nth(1).waitFor();
    const search = page.getByRole('searchbox');
    await search.fill('body.data.amount>1000');
    await page.locator('[role=option][aria-setsize="1"]').waitFor();
    await post(url, '{"data":{"amount":999}}');
    await post(url, '{"data":{"amount":1001}}');
    await page.locator('[role=option][aria-setsize="2"]').first().waitFor();
    await rows().nth(0).click();
    await page.getByText('1001').last().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Find others with this value' }).click();
    expect(await search.inputValue()).toBe('body.$.data.amount:1001');
    await page.locator('[role=option][aria-setsize="1"]').waitFor();
    await search.fill('provider:gen');
    await page.getByRole('button', { name: /^generic/ }).click();
    expect(await search.inputValue()).toBe('provider:generic ');
    await page.locator('[role=option][aria-setsize="4"]').first().waitFor();
  });

  it('explains a signature that fails, down to the byte', async () => {
    const { webhookId, url } = await makeEndpoint('stripe', 'never');
    await serve.call('endpoints.setSecret', { webhookId, secret });
    const { body, headers } = stripeRequest({ id: 'evt_1', type: 'invoice.payment_failed' }, '\n');
    await post(url, body, headers);
    await open();
    await rows().first().waitFor();
    await page.getByText('Not genuine').waitFor();
    await page.keyboard.press('s');
    await page.getByText(/Proven: with this change the signature matches/).waitFor();
    await page.getByText('1 byte too many').waitFor();
    await page.getByText('Received', { exact: true }).waitFor();
    expect(await page.locator('body').textContent()).not.toContain(secret);
    expect(watched.problems).toEqual([]);
  });

  it('keeps what was rejected in a list of its own, with the reason', async () => {
    await makeEndpoint();
    await open();
    await page.getByText('Nothing has arrived yet').waitFor();
    await post(`${serve.receiverUrl}/v1/hooks/whk_00000000000000000000000000`, '{"lost":true}');
    await page.getByRole('button', { name: 'Rejected 1' }).click();
    await page.getByRole('option').getByText('Unknown endpoint').waitFor();
    await page.getByRole('tab', { name: 'Body' }).click();
    await page.getByText('"lost"').waitFor();
    expect(watched.problems).toEqual([]);
  });

  describe('with a handler to send to', () => {
    let handler: Server;
    let received: string[];
    let handlerUrl: string;

    beforeEach(async () => {
      received = [];
      handler = createServer(async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        received.push(body);
        response.writeHead(202, { 'content-type': 'text/plain' }).end('queued');
      });
      await new Promise<void>((resolve) => handler.listen(0, '127.0.0.1', resolve));
      handlerUrl = `http://127.0.0.1:${(handler.address() as AddressInfo).port}/hook`;
    });
    afterEach(() => handler.close());

    it('replays a delivery byte for byte and draws the attempt', async () => {
      const { url } = await makeEndpoint();
      const body = '{"spaced" :  true}\n';
      await post(url, body);
      await open();
      await rows().first().waitFor();
      await page.getByRole('region', { name: 'Body' }).waitFor();
      await page.keyboard.press('r');
      await page.getByRole('textbox', { name: 'Target' }).fill(handlerUrl);
      await page.keyboard.press('Enter');
      await page.getByText('Replayed: 202 Accepted').waitFor();
      await page.getByRole('button', { name: /202 Accepted.*replayed/ }).waitFor();
      expect(received).toEqual([body]);
      await page.getByRole('tab', { name: /Attempts/ }).click();
      await page.getByLabel("Response's body").getByText('queued').waitFor();
      expect(watched.problems).toEqual([]);
    });
  });

  it('masks the credentials of a sender until they are asked for', async () => {
    const { url } = await makeEndpoint();
    await fetch(url, {
      method: 'POST',
      headers: { authorization: 'Bearer planted-in-a-header' },
      body: '{"a":1}',
    });
    await open();
    await rows().first().waitFor();
    await page.getByRole('tab', { name: /Headers/ }).click();
    const headers = page.getByRole('table', { name: 'Headers' });
    await headers.getByText('Bearer ••••••••').waitFor();
    await page.getByRole('button', { name: 'Reveal' }).click();
    await headers.getByText('Bearer planted-in-a-header').waitFor();
    await page.getByRole('button', { name: 'Hide' }).click();
    await headers.getByText('Bearer ••••••••').waitFor();
    expect(watched.problems).toEqual([]);
  });

  it('deletes only after asking', async () => {
    const { url } = await makeEndpoint();
    await post(url, '{"a":1}');
    await open();
    await rows().first().waitFor();
    await page.getByRole('region', { name: 'Body' }).waitFor();
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing has arrived yet').waitFor();
  });

  it('lays two deliveries side by side', async () => {
    const { url } = await makeEndpoint();
    await post(url, '{"paid":false,"id":1}');
    await post(url, '{"paid":true,"id":1}');
    await open();
    await rows().nth(1).waitFor();
    await page.getByRole('region', { name: 'Body' }).waitFor();
    await page.keyboard.press('d');
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    await page.getByRole('table', { name: 'Differences of the bodies' }).getByText('/paid').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Body' }).waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'has nothing for axe to complain about in the %s theme',
    async (theme) => {
      const { webhookId, url } = await makeEndpoint('stripe', 'never');
      await serve.call('endpoints.setSecret', { webhookId, secret });
      const { body, headers } = stripeRequest({ id: 'evt_1', type: 'invoice.payment_failed' }, '\n');
      await post(url, body, headers);
      await post(`${serve.receiverUrl}/v1/hooks/whk_00000000000000000000000000`, '{}');
      await open({ theme });
      await rows().first().waitFor();
      const found: string[] = [];
      for (const tab of ['Body', 'Headers', 'Signature', 'Timeline', 'Answer']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('tab', { name: tab, selected: true }).waitFor();
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, nodes } of violations)
          found.push(...nodes.map((node) => `${tab}: ${id}: ${node.html.slice(0, 200)}`));
      }
      expect(found).toEqual([]);
    },
  );

  it('fits a window of 1024 x 640 without scrolling sideways', async () => {
    const { url } = await makeEndpoint();
    await post(url, '{"a":1}', { 'x-long': 'x'.repeat(300) });
    await open({ width: 1024, height: 640 });
    await rows().first().waitFor();
    for (const tab of ['Headers', 'Timeline', 'Answer', 'Body']) {
      await page.getByRole('tab', { name: tab }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
    }
    const replay = await page.getByRole('button', { name: /Replay/ }).boundingBox();
    expect((replay?.x ?? 0) + (replay?.width ?? 2000)).toBeLessThan(1024);
  });
});
