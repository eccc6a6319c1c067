import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { makeCertificate } from '../support/self-signed.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

describe.skipIf(browserMissing)('HTTPS in Settings', () => {
  let serve: RunningServe;
  let browser: Browser;
  let opened: WatchedPage | undefined;

  beforeAll(async () => {
    serve = await startServe({ page: true });
    await serve.call('settings.update', { receiverTlsPort: 0 });
    await serve.call('endpoints.create', { name: 'Calls', provider: 'voice-agent' });
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

  const open = async (route: string): Promise<Page> => {
    opened = await openPage(browser, `${serve.pageUrl}#/${route}`);
    return opened.page;
  };

  it('switches it on, and endpoints show, copy and use their address over HTTPS', async () => {
    const page = await open('settings');
    await page.getByText('HTTPS is off').waitFor();
    await page.getByRole('switch', { name: 'Catch over HTTPS too' }).click();
    await page.getByText('Serving HTTPS').waitFor();
    const { tlsUrl } = (await serve.call('system.info')).receiver;
    await page.getByText(tlsUrl, { exact: true }).waitFor();
    expect(await axeProblems(page)).toEqual([]);

    await page.goto(`${serve.pageUrl}#/endpoints`);
    await page.getByRole('option', { name: /Calls/ }).click();
    await page.getByRole('button', { name: 'Copy the address', exact: true }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.startsWith(`${tlsUrl}/v1/hooks/whk_`)).toBe(true);
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('The test event was caught').waitFor();
  });

  it('saves the authority’s certificate, shows how to trust it, and makes a new one', async () => {
    const page = await open('settings');
    const { certificate, fingerprint } = await serve.call('tls.info');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save its certificate' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('tacklebox-ca.pem');
    expect(await readFile(await saved.path(), 'utf8')).toBe(certificate);

    await page.getByRole('combobox', { name: 'Client or system' }).click();
    await page.getByRole('option', { name: 'Python' }).click();
    const steps = page.getByRole('region', { name: 'steps for Python' });
    expect(await steps.textContent()).toContain('SSL_CERT_FILE=tacklebox-ca.pem');

    await page.getByText(fingerprint).waitFor();
    await page.getByRole('button', { name: 'Make a new one…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new one' }).click();
    await page.getByText(fingerprint).waitFor({ state: 'detached' });
  });

  it('takes a client certificate for a host, says what is wrong with one, and removes it', async () => {
    const page = await open('settings');
    const [caller, other] = [makeCertificate({ name: 'caller' }), makeCertificate({ name: 'other' })];
    await page.getByRole('button', { name: 'Add a host…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Trust at a host' });
    await dialog.getByLabel('Host', { exact: true }).fill('api.example.com');
    await dialog.getByLabel('Client certificate').fill(caller.cert);
    await dialog.getByLabel('Its private key').fill(other.key);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('does not belong to the certificate').waitFor();
    await dialog.getByLabel('Its private key').fill(caller.key);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('offers “caller”').waitFor();
    expect((await serve.call('tls.hosts')).items).toMatchObject([{ host: 'api.example.com', hasKey: true }]);
    await page.getByRole('button', { name: 'Remove api.example.com' }).click();
    await page.getByText('Nothing is set').waitFor();
  });
});
