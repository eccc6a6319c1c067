import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type CountingServer, countingServer } from '../support/counting-server.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

/** Each way to send something signed, without a secret being typed: the window shows none and asks for none. */
describe.skipIf(browserMissing)('a stored secret signs by reference', () => {
  let serve: RunningServe;
  let browser: Browser;
  let handler: CountingServer;
  let opened: WatchedPage | undefined;
  let endpoint: { webhookId: string; url: string; name: string };

  beforeAll(async () => {
    [serve, browser] = await Promise.all([startServe({ page: true }), launchBrowser()]);
    endpoint = await serve.call('endpoints.create', { name: 'Stars', provider: 'github' });
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
  });
  beforeEach(async () => {
    handler = await countingServer();
  });
  afterEach(async () => {
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    await handler.close();
    expect(problems).toEqual([]);
  });

  const open = async (hash: string): Promise<Page> => {
    opened = await openPage(browser, `${serve.pageUrl}#/${hash}`);
    return opened.page;
  };

  /** Sends a signed event to the endpoint, which catches it. */
  async function caught(): Promise<string> {
    await serve.call('deliveries.send', {
      provider: 'github',
      eventType: 'star',
      payload: { action: 'created' },
      target: { url: endpoint.url },
    });
    const { items } = await serve.call('deliveries.list', { direction: 'in', limit: 1 });
    return items[0].deliveryId;
  }

  /** What the engine says of the handler's first request, checked with the endpoint's secret. */
  async function verdict(): Promise<{ ok: boolean; body: string }> {
    await handler.receivedAtLeast(1);
    const { body = '', rawHeaders = [] } = handler.received[0] ?? {};
    const { webhookId } = endpoint;
    const { ok } = await serve.call('signatures.verify', { webhookId, body, headers: rawHeaders });
    return { ok, body };
  }

  it('when a caught delivery is replayed, edited and signed anew', async () => {
    const page = await open(`inbox/${await caught()}`);
    await page.getByRole('button', { name: /^Replay/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Target' }).fill(handler.url);
    await dialog.getByRole('switch', { name: 'Edit headers and body' }).click();
    await dialog.getByRole('textbox', { name: 'Body' }).fill('{"action":"deleted"}');
    await dialog.getByRole('switch', { name: 'Sign anew' }).click();
    await dialog
      .getByRole('combobox', { name: 'Sign with' })
      .getByText('The stored secret of Stars')
      .waitFor();
    expect(await dialog.getByLabel('Secret', { exact: true }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Replay' }).last().click();
    expect(await verdict()).toEqual({ ok: true, body: '{"action":"deleted"}' });
  });

  it('when a held delivery is edited, without being told to', async () => {
    const { webhookId } = endpoint;
    const forward = { routes: [{ target: { url: handler.url } }], paused: true };
    await serve.call('endpoints.update', { webhookId, forward });
    await caught();
    const page = await open('inbox');
    await page.getByRole('button', { name: /^Held \d/ }).click();
    await page.getByRole('listitem').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Body' }).fill('{"action":"edited"}');
    expect(await dialog.getByRole('switch', { name: 'Sign anew' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('listitem').getByText('edited').waitFor();
    await page.getByRole('button', { name: 'Release all' }).click();
    expect(await verdict()).toEqual({ ok: true, body: '{"action":"edited"}' });
    await serve.call('endpoints.update', { webhookId, forward: null });
  });

  it('when a policy is run for real', async () => {
    const page = await open('simulate');
    await page.getByLabel('Target').fill(handler.url);
    await page.getByRole('combobox', { name: 'Sign with' }).click();
    await page.getByRole('option', { name: /The secret of Stars/ }).click();
    await page.getByRole('button', { name: 'Run for real' }).click();
    expect((await verdict()).ok).toBe(true);
  });

  it('when a delivery is verified, whose bytes stay where they are', async () => {
    const deliveryId = await caught();
    const page = await open(`inbox/${deliveryId}`);
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/signatures.verify'));
    await page.getByRole('tab', { name: 'Signature' }).click();
    await page.getByRole('button', { name: 'Verify again' }).click();
    const input = (await asked).postDataJSON();
    expect(input).toMatchObject({ deliveryId, webhookId: endpoint.webhookId });
    expect(input).not.toHaveProperty('body');
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();
  });
});
