import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { countingServer } from '../support/counting-server.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('the Compose screen', () => {
  let serve: RunningServe;
  let browser: Browser;
  let opened: WatchedPage | undefined;

  beforeAll(async () => {
    serve = await startServe({ page: true });
    await serve.call('endpoints.create', { name: 'Stripe here', provider: 'stripe' });
    await serve.call('endpoints.create', { name: 'Anything', provider: 'generic' });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
  });
  afterEach(async () => {
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/compose`, options);
    const { page } = opened;
    await page.locator('.monaco-editor .view-lines').first().waitFor();
    return page;
  }

  async function choose(page: Page, provider: string, eventType?: string): Promise<void> {
    await page.getByRole('combobox', { name: 'Provider' }).click();
    await page.keyboard.type(provider);
    await page
      .getByRole('option', { name: new RegExp(`^.?${provider}`, 'i') })
      .first()
      .click();
    if (eventType === undefined) return;
    await page.getByRole('combobox', { name: 'Event type' }).click();
    await page.keyboard.type(eventType);
    await page.getByRole('option', { name: eventType }).first().click();
  }

  const sendTo = (page: Page, url: string) =>
    page.getByRole('textbox', { name: 'Address to send to' }).fill(url);

  async function pickEndpoint(page: Page, name: string): Promise<void> {
    await page.getByRole('main').getByRole('button', { name: 'Endpoints' }).click();
    await page.getByRole('menuitem', { name: new RegExp(name) }).click();
  }

  async function signWith(page: Page, choice: string): Promise<void> {
    await page.getByRole('tab', { name: 'Signing' }).click();
    await page.getByRole('combobox', { name: 'Sign with' }).click();
    await page.getByRole('option', { name: choice }).click();
  }

  /** Puts text in place of the whole payload. */
  async function write(page: Page, payload: string): Promise<void> {
    await page.getByRole('tab', { name: 'Payload' }).click();
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+a');
    // Pasted, as typed brackets would be closed by the editor.
    await page.evaluate((text) => navigator.clipboard.writeText(text), payload);
    await page.keyboard.press('ControlOrMeta+v');
  }

  const newest = async (direction: 'in' | 'out') => {
    const { items } = await serve.call('deliveries.list', { direction, limit: 1 });
    return serve.call('deliveries.get', { deliveryId: items[0].deliveryId });
  };

  it('signs with the secret of an endpoint of ours without being told it', async () => {
    const page = await open();
    await choose(page, 'Stripe', 'charge.succeeded');
    await pickEndpoint(page, 'Stripe here');
    await page.getByText('What will be signed').waitFor();
    await page.getByText(/Signed by the engine with the stored secret/).waitFor();
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('200 OK').first().waitFor();
    await page.getByRole('table', { name: 'Phases of the attempt' }).waitFor();
    expect(await newest('in')).toMatchObject({ verdict: 'verified', eventType: 'charge.succeeded' });
  });

  it('signs for any other target with the stored secret of an endpoint that is named', async () => {
    const handler = await countingServer();
    onTestFinished(handler.close);
    const page = await open();
    await choose(page, 'Stripe', 'charge.succeeded');
    await sendTo(page, handler.url);
    await page.getByText(/goes out unsigned/).waitFor();
    await signWith(page, 'The secret of Stripe here');
    await page.getByText(/Signed by the engine with the stored secret/).waitFor();
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('200 OK').first().waitFor();
    const { body = '', rawHeaders = [] } = handler.received[0] ?? {};
    const { webhooks } = await serve.call('endpoints.list');
    const { webhookId } = webhooks.find(({ name }: { name: string }) => name === 'Stripe here');
    const verdict = await serve.call('signatures.verify', { webhookId, body, headers: rawHeaders });
    expect(verdict).toMatchObject({ ok: true, code: 'genuine' });
  });

  it('shows the very headers that it would send, and copies them as a cURL line', async () => {
    const page = await open();
    await choose(page, 'GitHub', 'push');
    await sendTo(page, 'http://127.0.0.1:9/webhooks');
    await signWith(page, 'Another secret');
    await page.getByLabel('Secret', { exact: true }).fill('It’s a secret');
    const headers = page.getByRole('table', { name: 'Headers that will be sent' });
    await headers.getByText('X-Hub-Signature-256').waitFor();
    const signature = await headers.getByText(/^sha256=[0-9a-f]{64}$/).textContent();
    await page.getByRole('button', { name: 'Copy as cURL' }).click();
    await page.getByText('Copied as cURL').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`X-Hub-Signature-256: ${signature}`);
    expect(copied).toContain('X-GitHub-Event: push');
  });

  it('sends with Ctrl+Enter from within the editor, variables filled in', async () => {
    const page = await open();
    await choose(page, 'Generic');
    await pickEndpoint(page, 'Anything');
    await write(page, '{ "id": "{{uuid}}", "at": "{{timestamp | number}}", "who": "{{name}}" }');
    await page.getByText(/No variable of that name: name/).waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText('200 OK').first().waitFor();
    const { request } = await newest('in');
    const sent = JSON.parse(request.body.data);
    expect(sent.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent.at).toBeTypeOf('number');
    expect(sent.who).toBe('{{name}}');
    expect(request.body.data).not.toContain(' "');
  });

  it('underlines what does not fit the event’s schema', async () => {
    const page = await open();
    await choose(page, 'Alfred', 'agent.created');
    await page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'detached' });
    await write(page, '{"event": 42');
    await page.locator('.squiggly-error').first().waitFor();
    await write(page, '{"event": 42}');
    await page.locator('.squiggly-warning').first().waitFor();
  });

  it('says in plain words why nobody answered, and when it tries again', async () => {
    const page = await open();
    await choose(page, 'Generic');
    await sendTo(page, '127.0.0.1:9/webhooks');
    await page.getByRole('tab', { name: /Retries/ }).click();
    await page.getByRole('combobox', { name: 'Retries' }).click();
    await page.getByRole('option', { name: 'My own' }).click();
    await page.getByLabel('Waits between attempts').fill('1 h, 2 h');
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByRole('main').getByText('refused', { exact: true }).waitFor();
    await page.getByText(/^in (59:\d\d|1:00:00)$/).waitFor();
    expect(await newest('out')).toMatchObject({ state: 'retrying' });
  });

  it('asks for an address before it sends, and takes none but http', async () => {
    const page = await open();
    await sendTo(page, '');
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByRole('alert').filter({ hasText: 'Say where to send it' }).waitFor();
    await sendTo(page, 'ftp://example.com');
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByRole('alert').filter({ hasText: 'http://' }).waitFor();
  });

  it('remembers the draft, and forgets the secret, when the window is opened again', async () => {
    const page = await open();
    await choose(page, 'Stripe', 'invoice.paid');
    await sendTo(page, 'http://localhost:3999/hooks');
    await signWith(page, 'Another secret');
    await page.getByLabel('Secret', { exact: true }).fill('whsec_remember_me_not');
    await page.reload();
    await page.getByRole('combobox', { name: 'Event type' }).getByText('invoice.paid').waitFor();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Address to send to' }).inputValue())
      .toBe('http://localhost:3999/hooks');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('remember_me_not');
  });

  it('begins with a caught delivery, byte for byte, without its old signature', async () => {
    const page = await open();
    await choose(page, 'Stripe', 'charge.succeeded');
    await pickEndpoint(page, 'Stripe here');
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('200 OK').first().waitFor();
    const caught = await newest('in');
    await page.goto(`${serve.pageUrl}#/compose/${caught.deliveryId}`);
    await page.getByText('Begun with').waitFor();
    await page.getByRole('tab', { name: /Headers/ }).click();
    expect(await page.getByRole('textbox', { name: /name$/ }).evaluateAll(valuesOf)).not.toContain(
      'Stripe-Signature',
    );
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('200 OK').first().waitFor();
    const again = await newest('in');
    expect(again.deliveryId).not.toBe(caught.deliveryId);
    expect(again.verdict).toBe('verified');
    expect(again.request.body.data).toBe(caught.request.body.data);
  });

  it.each([
    ['light', 1280],
    ['dark', 1024],
  ] as const)('has nothing that axe objects to, %s at %i', async (theme, width) => {
    const page = await open({ theme, width, height: width === 1024 ? 640 : 800 });
    await choose(page, 'Stripe', 'charge.succeeded');
    await pickEndpoint(page, 'Stripe here');
    for (const tab of ['Payload', 'Headers', 'Signing', 'Retries']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      expect(await axeProblems(page), tab).toEqual([]);
    }
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.getByText('200 OK').first().waitFor();
    expect(await axeProblems(page), 'result').toEqual([]);
  });
});

const valuesOf = (inputs: (SVGElement | HTMLElement)[]): string[] =>
  inputs.map((input) => (input instanceof HTMLInputElement ? input.value : ''));
