import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';
import { startUnsteadyProxy, type UnsteadyProxy, type WireEvent } from '../support/unsteady-proxy.ts';

/** Opens from outside. */
function gate(): { open(): void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

describe.skipIf(browserMissing)('the page behind an unsteady connection', () => {
  let browser: Browser;
  let serve: RunningServe;
  let proxy: UnsteadyProxy;
  let watched: WatchedPage | undefined;
  let page: Page;
  let target: Server;
  let targetUrl: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    target = createServer((_, response) => response.end('fine'));
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    targetUrl = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`;
  });
  afterAll(async () => {
    await browser?.close();
    target?.close();
  });
  beforeEach(async () => {
    serve = await startServe({ page: true });
    proxy = await startUnsteadyProxy(serve.interfaceUrl);
  });
  afterEach(async () => {
    await watched?.close();
    watched = undefined;
    await proxy?.close();
    await serve?.stop();
  });

  const open = async (hash = '') => {
    watched = await openPage(browser, `${proxy.url}?token=${serve.token}${hash}`);
    page = watched.page;
  };
  const makeEndpoint = (name = 'Billing'): Promise<{ webhookId: string; url: string }> =>
    serve.call('endpoints.create', { name });
  const post = async (url: string, type = 'order.paid'): Promise<string> => {
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ type }),
      headers: { 'content-type': 'application/json' },
    });
    return ((await answer.json()) as { deliveryId: string }).deliveryId;
  };
  /** Holds answers of these methods until the gate opens, from the moment the engine gave them. */
  const holdAnswers = (...methods: string[]) => {
    const { open: release, opened } = gate();
    let given = 0;
    let all = () => {};
    const allGiven = new Promise<void>((resolve) => {
      all = resolve;
    });
    const left = new Set(methods);
    proxy.answer = (method) => {
      if (!methods.includes(method)) return undefined;
      left.delete(method);
      given += 1;
      if (left.size === 0) all();
      return opened;
    };
    return { release, allGiven, given: () => given };
  };
  const status = () => page.getByRole('contentinfo');
  const rows = () => page.getByRole('option');
  const connected = () => page.getByRole('button', { name: /Receiver on/ }).waitFor();
  /** Until the engine's reads in flight are done and the heartbeat has passed: nothing else will come by itself. */
  const nextHeartbeat = async () => {
    const before = proxy.passed.length;
    await expect
      .poll(() => proxy.passed.slice(before).some((frame) => frame[0]?.type === 'system.heartbeat'), {
        timeout: 10_000,
      })
      .toBe(true);
  };

  it('shows the newer event, however late the older answer is: counts, endpoints, settings, rows', async () => {
    const { webhookId, url } = await makeEndpoint();
    await post(url);
    const held = holdAnswers('system.info', 'endpoints.list', 'settings.get', 'deliveries.list');
    await open();
    await held.allGiven;
    // The engine has answered; now everything changes, and the page hears of it before the answers arrive.
    const second = await post(url, 'order.refunded');
    await serve.call('endpoints.update', { webhookId, name: 'Renamed' });
    await serve.call('settings.update', { theme: 'light' });
    await serve.call('deliveries.pin', { deliveryId: second, pinned: true });
    await proxy.handedOn('settings.changed');
    await proxy.handedOn('delivery.changed', (event) => event.deliveryId === second);
    held.release();
    await rows().nth(1).waitFor();
    await status().getByText('2 deliveries').waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    expect(await rows().first().textContent()).toContain('order.refunded');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('listbox', { name: 'Endpoints' }).getByText('Renamed').waitFor();
  });

  it('fills the Inbox though the first reads failed', async () => {
    const { url } = await makeEndpoint();
    await post(url);
    const failedOnce = new Set<string>();
    proxy.answer = (method) => {
      if (failedOnce.has(method)) return undefined;
      failedOnce.add(method);
      return 'cut';
    };
    await open();
    await rows().first().waitFor();
    await status().getByText('1 delivery').waitFor();
    await page.getByRole('option', { name: /order.paid/ }).click();
    await page.getByRole('article', { name: 'Delivery' }).waitFor();
  });

  it('notices frames that never came, also the very last one', async () => {
    const { webhookId, url } = await makeEndpoint();
    await open();
    await connected();
    await nextHeartbeat();
    proxy.frame = (frame) => (frame.some(({ type }) => type !== 'system.heartbeat') ? [] : [frame]);
    await post(url);
    await serve.call('endpoints.update', { webhookId, name: 'Renamed' });
    await rows().first().waitFor();
    await status().getByText('1 delivery').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('listbox', { name: 'Endpoints' }).getByText('Renamed').waitFor();
  });

  it('takes frames in the order in which they were told, not in which they came', async () => {
    const { webhookId } = await makeEndpoint();
    await open();
    await connected();
    await nextHeartbeat();
    const kept: WireEvent[][] = [];
    proxy.frame = (frame) => {
      if (!frame.some(({ type }) => type === 'endpoint.changed')) return [frame];
      kept.unshift(frame);
      return kept.length < 2 ? [] : kept.splice(0);
    };
    await serve.call('endpoints.update', { webhookId, name: 'First' });
    await expect.poll(() => kept.length, { timeout: 10_000 }).toBe(1);
    await serve.call('endpoints.update', { webhookId, name: 'Second' });
    await proxy.handedOn(
      'endpoint.changed',
      ({ endpoint }) => (endpoint as { name: string }).name === 'First',
    );
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    const list = page.getByRole('listbox', { name: 'Endpoints' });
    await list.getByText('Second').waitFor();
    await nextHeartbeat();
    expect(await list.getByText('First').count()).toBe(0);
  });

  it('says within seconds that a socket fell silent, and shows what it missed when it is back', async () => {
    const { url } = await makeEndpoint();
    await open();
    await connected();
    proxy.silent = true;
    await post(url);
    await status().getByText('Connection lost, trying again').waitFor({ timeout: 15_000 });
    proxy.silent = false;
    await rows().first().waitFor();
    await status().getByText('Connection lost, trying again').waitFor({ state: 'detached' });
  });

  it('shows what another run of the engine keeps, and nothing of the one before', async () => {
    const { url } = await makeEndpoint();
    await post(url);
    await open();
    await rows().first().waitFor();
    // At the same address another engine: with fewer revisions told, and nothing caught.
    const other = await startServe({ page: true, token: serve.token });
    proxy.lead(other.interfaceUrl);
    proxy.cutSockets();
    await page.getByText('Nothing can arrive yet').waitFor();
    await other.stop();
  });

  describe('while the connection was away', () => {
    /** Changes what is shown while the page can't hear of it. */
    const away = async (change: () => Promise<unknown>) => {
      proxy.down = true;
      proxy.cutSockets();
      await status().getByText('Connection lost, trying again').waitFor();
      await change();
      proxy.down = false;
    };

    it('keeps nothing old in the detail', async () => {
      const { url } = await makeEndpoint();
      const deliveryId = await post(url);
      await open(`#/inbox/${deliveryId}`);
      await page.getByRole('article', { name: 'Delivery' }).waitFor();
      await away(() => serve.call('deliveries.replay', { deliveryId, target: { url: targetUrl } }));
      await page.getByRole('tab', { name: /Attempts/ }).waitFor();
    });

    it('keeps nothing old in what came to an endpoint lately', async () => {
      const { webhookId, url } = await makeEndpoint();
      await open(`#/endpoints/${webhookId}`);
      await page.getByText('Nothing has arrived yet.', { exact: false }).first().waitFor();
      await away(() => post(url));
      await page.getByRole('button', { name: /order.paid/ }).waitFor();
    });

    it('keeps nothing old among the deliveries to verify', async () => {
      const { url } = await makeEndpoint();
      await open('#/verify');
      await page.getByRole('tab', { name: 'A delivery' }).click();
      await page.getByRole('combobox', { name: 'Delivery' }).waitFor();
      await away(() => post(url));
      await connected();
      await page.getByRole('combobox', { name: 'Delivery' }).click();
      await page.getByRole('option', { name: /order.paid/ }).waitFor();
    });

    it('keeps nothing old in how targets fare', async () => {
      const { url } = await makeEndpoint();
      const deliveryId = await post(url);
      await open();
      await page.getByRole('button', { name: 'How targets fare' }).click();
      await page.getByText('No attempt ended in this time').waitFor();
      await away(async () => {
        await serve.call('deliveries.replay', { deliveryId, target: { url: targetUrl } });
      });
      await page.getByRole('heading', { name: new URL(targetUrl).origin }).waitFor();
    });

    it('keeps nothing old of what came back for a composed event', async () => {
      await open('#/compose');
      await page
        .getByRole('textbox', { name: /URL|address|target/i })
        .first()
        .fill(targetUrl);
      await page.getByRole('button', { name: /^Send/ }).click();
      await page.getByRole('button', { name: 'Open in the Inbox' }).waitFor();
      await away(async () => {
        const { items } = await serve.call('deliveries.list', {});
        await serve.call('deliveries.replay', {
          deliveryId: items[0].deliveryId,
          target: { url: targetUrl },
        });
      });
      await expect
        .poll(() => page.getByRole('navigation', { name: 'Attempts' }).getByRole('button').count(), {
          timeout: 20_000,
        })
        .toBe(2);
    });
  });
});
