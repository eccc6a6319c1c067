import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

const secret = 'a secret of mine';
const body = '{"b": 1.0, "a": "ä"}';

describe.skipIf(browserMissing)('the form of a scheme of one’s own', () => {
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
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/verify`);
    const { page } = opened;
    await page.getByRole('tab', { name: 'By hand' }).click();
    await page.getByRole('combobox', { name: 'Checked as' }).click();
    await page.getByRole('option', { name: 'A scheme of my own' }).click();
    await page.getByRole('button', { name: 'Begin with an HMAC' }).click();
    return page;
  }
  const choose = async (page: Page, label: string, option: string | RegExp) => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };

  /** Signs by the scheme over the API, and fills in what it made. */
  async function fill(page: Page, scheme: object) {
    const { headers } = await serve.call('signatures.sign', { scheme, secret, body });
    for (const [at, [name, value]] of Object.entries<string>(headers).entries()) {
      if (at > 0)
        await page
          .getByRole('button', { name: /Add|Another header/ })
          .first()
          .click();
      await page.getByLabel(`header ${at + 1}: name`).fill(name);
      await page.getByLabel(`header ${at + 1}: value`).fill(value);
    }
    await page.getByLabel('Body').fill(body);
    await page.getByLabel('Secret', { exact: true }).fill(secret);
  }
  const genuine = (page: Page) =>
    page
      .getByText(/^Genuine/)
      .first()
      .waitFor();

  it('puts parts in by name, cuts the digest, derives the key, and says it all in words', async () => {
    const page = await open();
    const content = page.getByRole('textbox', { name: 'Signed content' });
    await content.fill('{timestamp}.');
    await page.getByRole('button', { name: 'Part', exact: true }).click();
    await page.getByRole('menuitem', { name: /canonical JSON/ }).click();
    expect(await content.inputValue()).toBe('{timestamp}.{canonicalJson}');
    await choose(page, 'Key', 'The SHA-256 of the secret’s text');
    await page.getByLabel('Cut to').fill('20');
    await choose(page, 'Timestamp', 'In a header of its own');
    await choose(page, 'Unit', /HTTP date/);
    await page.getByText('cut to its first 20 bytes').waitFor();
    await page.getByText('then the body as canonical JSON (RFC 8785).').first().waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await fill(page, {
      kind: 'hmac',
      signedContent: '{timestamp}.{canonicalJson}',
      key: 'sha256-of-utf8',
      truncateBytes: 20,
      signature: { at: { in: 'header', name: 'X-Signature-256' }, format: 'sha256={signature}' },
      timestamp: { at: { in: 'header', name: 'X-Timestamp' }, unit: 'http-date', toleranceSeconds: 300 },
    });
    await genuine(page);
  });

  it('has RFC 9421 with a starter, and a template that can’t be read yet keeps the form', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Signed content' }).fill('{bod');
    await page.getByRole('alert').filter({ hasText: 'signedContent' }).waitFor();
    await choose(page, 'Kind', /RFC 9421/);
    await page.getByText('Content-Digest (RFC 9530) binds the body.').waitFor();
    await page.getByLabel('Covered components').fill('content-digest');
    await fill(page, { kind: 'http-signature', algorithm: 'hmac-sha256', components: ['content-digest'] });
    await genuine(page);
  });

  it('has forms for public keys and tokens, with what each can say', async () => {
    const page = await open();
    await choose(page, 'Kind', /^Public key/);
    await choose(page, 'Algorithm', 'ecdsa-p384-sha384');
    await choose(page, 'Form of an ECDSA signature', /r and s/);
    await page.getByText(/ECDSA \(P384, SHA384\).*r and s one after the other/).waitFor();
    await choose(page, 'Algorithm', 'rsa-pss-sha512');
    await page.getByText(/RSA-PSS \(SHA512\)/).waitFor();
    await choose(page, 'Kind', /^JSON Web Token/);
    await choose(page, 'Algorithm', 'HS384');
    await page.getByText(/HS384; its key is the secret’s text/).waitFor();
    await page.getByRole('switch', { name: 'A claim holds a digest of the body' }).click();
    await page.getByText('It says nothing of the body').waitFor();
  });
});
