import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

const run = promisify(execFile);

describe.skipIf(browserMissing)('the Endpoints screen', () => {
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
    // The browser notes each answer of 4xx; tests of refused input ask for one.
    const problems = (opened?.problems ?? []).filter((problem) => !problem.includes('status of 400'));
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/endpoints`, options);
    await opened.page.getByRole('heading', { name: 'Endpoints' }).waitFor();
    return opened.page;
  }

  async function make(page: Page, name: string, provider: string): Promise<{ secret: string; url: string }> {
    await page
      .getByRole('button', { name: /New endpoint/ })
      .first()
      .click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('combobox', { name: 'Provider' }).click();
    await page.keyboard.type(provider);
    await page
      .getByRole('option', { name: new RegExp(provider, 'i') })
      .first()
      .click();
    await page.getByRole('button', { name: 'Create endpoint' }).click();
    const dialog = page.getByRole('dialog', { name: `${name} is ready` });
    return {
      secret: (await dialog.getByRole('region', { name: 'signing secret' }).textContent()) ?? '',
      url: (await dialog.getByRole('region', { name: 'address' }).textContent()) ?? '',
    };
  }

  const select = async (page: Page, name: string, tab: string) => {
    await page.getByRole('option', { name: new RegExp(name) }).click();
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  };

  const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor();

  it('shows a new secret once, with a cURL line that is accepted and verified', async () => {
    const page = await open();
    const { secret, url } = await make(page, 'Stripe billing', 'Stripe');
    expect(secret).toMatch(/^whsec_/);
    const line = await page.getByRole('region', { name: 'cURL line' }).textContent();
    const { stdout } = await run('bash', ['-c', `${line} -s -w ' %{http_code}'`]);
    expect(stdout).toMatch(/"received":\s*true.* 200$/);
    const { items } = await serve.call('deliveries.list', { direction: 'in', limit: 1 });
    expect(items[0]).toMatchObject({ verdict: 'verified', provider: 'stripe' });
    expect(url).toContain(items[0].webhookId);

    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await page.getByRole('option', { name: /Stripe billing/ }).click();
    expect(await page.getByText(secret).count()).toBe(0);
    await page.getByText('Verified').first().waitFor();
  });

  it('keeps what was typed and not saved over a change of tab, of endpoint and of screen, until it is saved', async () => {
    const { webhookId } = await serve.call('endpoints.create', { name: 'Half done' });
    await serve.call('endpoints.create', { name: 'Another one' });
    const page = await open();
    await select(page, 'Half done', 'Checking');
    const from = page.getByRole('textbox', { name: 'Accept from' });
    await from.fill(' 10.0.0.0/8 \n\n192.168.1.1');
    await page.getByText('Not saved yet.').waitFor();
    await page.getByRole('tab', { name: /^Answer/ }).click();
    await select(page, 'Another one', 'Overview');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await select(page, 'Half done', 'Checking');
    expect(await from.inputValue()).toBe(' 10.0.0.0/8 \n\n192.168.1.1');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    await page.getByText('Not saved yet.').waitFor({ state: 'detached' });
    const { access } = await serve.call('endpoints.get', { webhookId });
    expect(access.allowFrom).toEqual(['10.0.0.0/8', '192.168.1.1']);
    await expect.poll(() => from.inputValue()).toBe('10.0.0.0/8\n192.168.1.1');
  });

  it('sends a signed test event to an endpoint without ever having its secret', async () => {
    const page = await open();
    await make(page, 'Test events', 'GitHub');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await page.reload();
    await select(page, 'Test events', 'Overview');
    await page.getByText('Nothing has arrived yet').waitFor();
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('The test event was caught').waitFor();
    await page.getByRole('button', { name: /Verified/ }).waitFor();
  });

  it('rotates a secret with an overlap, in which both are accepted', async () => {
    const page = await open();
    const first = await make(page, 'Rotated', 'Alfred');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await select(page, 'Rotated', 'Checking');
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const dialog = page.getByRole('dialog', { name: /New secret for Rotated/ });
    const second = (await dialog.getByRole('region', { name: 'signing secret' }).textContent()) ?? '';
    expect(second).not.toBe(first.secret);
    await dialog.getByRole('button', { name: 'I have copied the secret' }).click();
    for (const secret of [first.secret, second]) {
      const sent = await serve.call('deliveries.send', {
        provider: 'alfred',
        secret,
        target: { url: first.url },
      });
      expect(sent.attemptList[0].outcome.status).toBe(200);
    }
  });

  it('answers in turn as set, and says at its field what the engine does not accept', async () => {
    const page = await open();
    const { url } = await make(page, 'Answers', 'Generic');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await select(page, 'Answers', 'Answer');
    await page.getByRole('combobox', { name: 'Answer to an accepted request' }).click();
    await page.getByRole('option', { name: /In turn/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await fetch(url, { method: 'POST', body: '{}' })).status);
    expect(statuses).toEqual([500, 500, 200, 200]);

    await page.getByRole('tab', { name: 'Checking' }).click();
    await page.getByLabel('Accept from').fill('300.1.2.3');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /entry 1: an IPv4/ })
      .first()
      .waitFor();
  });

  it('plays a scenario written in words', async () => {
    const page = await open();
    const { url } = await make(page, 'Scenario', 'Generic');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await select(page, 'Scenario', 'Answer');
    await page.getByRole('combobox', { name: 'Answer to an accepted request' }).click();
    await page.getByRole('option', { name: /A scenario/ }).click();
    const words = page.getByLabel('What happens to each attempt');
    await words.fill('500, 4291, then 200');
    await page.getByRole('alert').filter({ hasText: 'is no behaviour' }).waitFor();
    await words.fill('503, then 200');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(503);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(200);
  });

  it('forwards to the addresses given, and refuses what is no address', async () => {
    const page = await open();
    await make(page, 'Forwarded', 'Generic');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await select(page, 'Forwarded', 'Forward');
    await page.getByRole('button', { name: 'Forward to an address' }).click();
    await page.getByRole('textbox', { name: 'Address 1' }).fill('not an address');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: 'http:// or https://' }).waitFor();
    await page.getByRole('textbox', { name: 'Address 1' }).fill('http://127.0.0.1:9/webhooks');
    await page.getByLabel('Event types').fill('invoice.*, charge.refunded');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    const { webhooks } = await serve.call('endpoints.list');
    expect(
      webhooks.find(({ name }: { name: string }) => name === 'Forwarded').forward.routes[0],
    ).toMatchObject({
      target: { url: 'http://127.0.0.1:9/webhooks' },
      eventTypes: ['invoice.*', 'charge.refunded'],
    });
  });

  it('keeps the verify token agreed on with Meta, and rejects its handshake with another', async () => {
    const page = await open();
    const { url } = await make(page, 'Page feed', 'Meta');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await select(page, 'Page feed', 'Checking');
    await page.getByLabel('Verify token').fill('meatyhamhock');
    await page.getByRole('button', { name: 'Save' }).click();
    await saved(page);
    const ask = (token: string) =>
      fetch(`${url}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
    expect(await (await ask('meatyhamhock')).text()).toBe('1158201444');
    expect((await ask('other')).status).toBe(403);
  });

  it('deactivates after asking, and reactivates with the same address', async () => {
    const page = await open();
    const { url } = await make(page, 'Sleeping', 'Generic');
    await page.getByRole('button', { name: 'I have copied the secret' }).click();
    await select(page, 'Sleeping', 'Overview');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Deactivate…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await page.locator('header').getByText('Inactive').waitFor();
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Reactivate' }).click();
    await page.locator('header').getByText('Active', { exact: true }).waitFor();
    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
  });

  it('is walked with the keyboard alone', async () => {
    const page = await open();
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'New endpoint' }).waitFor();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'By keyboard is ready' }).waitFor();
    await page.keyboard.press('Escape');
    const selected = page.getByRole('option', { selected: true });
    await selected.focus();
    const before = await selected.textContent();
    await page.keyboard.press('j');
    expect(await selected.textContent()).not.toBe(before);
    await page.keyboard.press('k');
    await expect.poll(() => selected.textContent()).toBe(before);
  });

  it.each(['light', 'dark'] as const)('has nothing that axe objects to, %s', async (theme) => {
    const page = await open({ theme });
    await page.getByRole('option').first().click();
    for (const tab of ['Overview', 'Checking', 'Answer', 'Forward']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      expect(await axeProblems(page), tab).toEqual([]);
    }
    await page.keyboard.press('n');
    await page.getByRole('dialog').waitFor();
    expect(await axeProblems(page), 'new endpoint').toEqual([]);
  });
});
