import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { gitHubHeaders } from '../support/http.ts';
import { type RunningServe, startServe } from '../support/serve.ts';
import { testDir } from '../support/temp-dir.ts';

const secret = 'a secret';
const body = '{"zen":"Design for failure."}';

describe.skipIf(browserMissing)('the Verify screen', () => {
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

  async function open(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/verify`, options);
    await opened.page.getByText('Is it genuine?').waitFor();
    return opened.page;
  }

  /** Into the editor as a person would, through the clipboard. */
  async function paste(page: Page, tab: string, text: string): Promise<void> {
    await page.getByRole('tab', { name: tab }).click();
    await page.locator('[data-monaco] .view-lines').click();
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('ControlOrMeta+v');
  }

  const httpText = (sent: string) =>
    [
      'POST /hooks HTTP/1.1',
      'Host: api.example.com',
      'X-GitHub-Event: ping',
      ...Object.entries(gitHubHeaders(body, secret)).map(([name, value]) => `${name}: ${value}`),
      '',
      sent,
    ].join('\n');

  it('shows how far the search for mistakes is, and ends it when asked', async () => {
    const page = await open();
    // Large, so that the search outlasts a person's click.
    const large = JSON.stringify({ zen: 'Design for failure. '.repeat(20_000), list: Array(2000).fill(1.5) });
    await paste(page, 'Raw HTTP', httpText(large));
    await page.getByLabel('Secret', { exact: true }).fill('another');
    await page.getByText(/tries so far; now /).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('the search ended early').first().waitFor();
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);
  });

  it('tells who sent a pasted request, whether it is genuine, and gives code for each language', async () => {
    const page = await open();
    await paste(page, 'Raw HTTP', httpText(body));
    await page.getByText('It looks so because it carries X-GitHub-Event').waitFor();
    await page.getByText('POST https://api.example.com/hooks').waitFor();
    await page.getByLabel('Secret', { exact: true }).fill('another');
    await page.getByText('Not genuine with this secret').first().waitFor();
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();

    await page.getByRole('tab', { name: 'Rust' }).click();
    await page.getByRole('region', { name: 'code for Rust' }).waitFor();
    await page.getByRole('tab', { name: 'Python' }).click();
    await expect
      .poll(() => page.getByRole('region', { name: 'code for Python' }).textContent())
      .toContain('compare_digest');
  });

  it('finds what would make a changed request genuine, and shows the bytes', async () => {
    const page = await open();
    await paste(page, 'Raw HTTP', httpText(`${body}\n`));
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    await page
      .getByText(/Not genuine with this secret\. It becomes genuine when.*trailing newline/)
      .waitFor();
    await page.getByText('Proven: with this change the signature matches.').waitFor();
    await page.getByText('1 byte too many at offset 29 of the body').waitFor();
  });

  it('checks the very bytes that were pasted, line ends of every kind, through edits and undo', async () => {
    const page = await open();
    const odd = '\ufeff{"a":1,\r\n"b":"\u2028",\n"c":2}\r\n\r';
    const head = [
      'POST /hooks HTTP/1.1',
      'Host: api.example.com',
      'X-GitHub-Event: ping',
      ...Object.entries(gitHubHeaders(odd, secret)).map(([name, value]) => `${name}: ${value}`),
    ].join('\r\n');
    await paste(page, 'Raw HTTP', `${head}\r\n\r\n${odd}`);
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    const genuine = () =>
      page
        .getByText(/^Genuine/)
        .first()
        .waitFor();
    await genuine();
    await page.locator('[data-monaco] .view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('x');
    await page.getByText('Not genuine with this secret').first().waitFor();
    await page.keyboard.press('ControlOrMeta+z');
    await genuine();
  });

  it('accepts any one of several secrets', async () => {
    const page = await open();
    await paste(page, 'Raw HTTP', httpText(body));
    await page.getByLabel('Secret', { exact: true }).fill('the old one');
    await page.getByRole('button', { name: 'Another' }).click();
    await page.getByLabel('Secret 2', { exact: true }).fill(secret);
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();
  });

  it('reads cURL lines, and says where one can’t be read', async () => {
    const page = await open();
    const options = Object.entries(gitHubHeaders(body, secret))
      .map(([name, value]) => `-H '${name}: ${value}' `)
      .join('');
    const line = `curl https://api.example.com/hooks ${options}--data-raw '${body}'`;
    await paste(page, 'cURL', `${line} -d "$MORE"`);
    await page.getByRole('alert').getByText('$MORE').waitFor();
    // Whatever the tab, a text is read for what it is.
    await paste(page, 'Raw HTTP', line);
    await page.getByText('Read as a cURL line.').waitFor();
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();
  });

  it('takes a file byte for byte, and lets one choose a request of a HAR file', async () => {
    const page = await open();
    const entry = (text: string) => ({
      request: {
        method: 'POST',
        url: 'https://api.example.com/hooks',
        headers: Object.entries(gitHubHeaders('one\r\ntwo\n', secret)).map(([name, value]) => ({
          name,
          value,
        })),
        postData: { text },
      },
    });
    const file = path.join(await testDir(), 'requests.har');
    await writeFile(file, JSON.stringify({ log: { entries: [entry('other'), entry('one\r\ntwo\n')] } }));
    await page.getByRole('tab', { name: 'HAR' }).click();
    await page.getByLabel('File with the request').setInputFiles(file);
    await page.getByRole('combobox', { name: 'Checked as' }).click();
    await page.getByRole('option', { name: 'GitHub', exact: true }).click();
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    await page.getByText('Not genuine with this secret').first().waitFor();
    await page.getByRole('combobox', { name: 'Which request of the file' }).click();
    await page.getByRole('option', { name: /^2\./ }).click();
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();

    const raw = path.join(await testDir(), 'request.http');
    await writeFile(
      raw,
      `${httpText('one\r\ntwo\n')}`.replace(
        /sha256=\w+/,
        gitHubHeaders('one\r\ntwo\n', secret)['X-Hub-Signature-256'] ?? '',
      ),
    );
    await page.getByRole('tab', { name: 'Raw HTTP' }).click();
    await page.getByLabel('File with the request').setInputFiles(raw);
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();
  });

  it('checks an old request at the time when it was signed', async () => {
    const page = await open();
    const timestamp = 1_700_000_000;
    const { headers } = await serve.call('signatures.sign', { provider: 'stripe', secret, body, timestamp });
    const [name, value] = Object.entries(headers)[0] ?? ['', ''];
    await paste(page, 'Raw HTTP', `POST / HTTP/1.1\nHost: a.test\n${name}: ${value}\n\n${body}`);
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    await page
      .getByText(/too old|older/i)
      .first()
      .waitFor();
    await page.getByRole('combobox', { name: 'Time of the check' }).click();
    await page.getByRole('option', { name: 'When it was signed' }).click();
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();
  });

  it('checks by a scheme of one’s own, filled in by hand', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'By hand' }).click();
    await page.getByRole('combobox', { name: 'Checked as' }).click();
    await page.getByRole('option', { name: 'A scheme of my own' }).click();
    await page.getByRole('button', { name: 'Begin with an HMAC' }).click();
    await page.getByLabel('Signature’s header').fill('X-Mine');
    const scheme = {
      kind: 'hmac',
      signature: { at: { in: 'header', name: 'X-Mine' }, format: 'sha256={signature}' },
    };
    const { headers } = await serve.call('signatures.sign', { scheme, secret, body });
    await page.getByLabel('header 1: name').fill('X-Mine');
    await page.getByLabel('header 1: value').fill(headers['X-Mine']);
    await page.getByLabel('Body').fill(body);
    await page.getByLabel('Secret', { exact: true }).fill(secret);
    await page
      .getByText(/^Genuine/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: 'Signed content' }).fill('{method}{body}');
    await page.getByText('Not genuine with this secret').first().waitFor();
  });

  it('is reached from a delivery’s signature, with its endpoint’s secret', async () => {
    const { url } = await serve.call('endpoints.create', {
      name: 'Mine',
      provider: 'github',
      secret,
      enforce: 'never',
    });
    const headers = { ...gitHubHeaders(body, secret), 'x-github-event': 'ping' };
    await fetch(url, { method: 'POST', headers, body: `${body}\n` });
    const { items } = await serve.call('deliveries.list', { limit: 1 });
    opened = await openPage(browser, `${serve.pageUrl}#/inbox/${items[0].deliveryId}`);
    const { page } = opened;
    await page.getByRole('tab', { name: /Signature/ }).click();
    await page.getByRole('button', { name: 'Verify again' }).click();
    await page.getByText(/It becomes genuine when.*trailing newline/).waitFor();
    await page.getByRole('combobox', { name: 'And the secrets of an endpoint' }).getByText('Mine').waitFor();
    await expect.poll(() => page.getByText('When it arrived').count()).toBe(1);
    expect(await page.getByText(secret, { exact: true }).count()).toBe(0);
  });

  it('is reached from a request that was rejected for its signature', async () => {
    const { url } = await serve.call('endpoints.create', { name: 'Strict', provider: 'github', secret });
    const answer = await fetch(url, {
      method: 'POST',
      headers: gitHubHeaders(body, secret),
      body: `${body} `,
    });
    expect(answer.status).toBe(401);
    opened = await openPage(browser, `${serve.pageUrl}#/inbox`);
    const { page } = opened;
    await page.getByRole('button', { name: /^Rejected/ }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Verify again' }).click();
    await page.getByText(/Not genuine with this secret\. It becomes genuine when/).waitFor();
    await page
      .getByRole('combobox', { name: 'And the secrets of an endpoint' })
      .getByText('Strict')
      .waitFor();
  });

  it.each([
    { theme: 'dark', width: 1280, height: 800 },
    { theme: 'light', width: 1024, height: 640 },
  ] as const)('is accessible in the $theme theme at $width x $height', async (options) => {
    const page = await open(options);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'See an example' }).click();
    await page.getByText('Proven: with this change the signature matches.').waitFor();
    await page.getByRole('region', { name: 'code for Node.js' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole('tab', { name: 'By hand' }).click();
    expect(await axeProblems(page)).toEqual([]);
  });
});
