import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '#main/engine/create-engine.ts';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';
import { makeTempDir, removeDir } from '../support/temp-dir.ts';
import { writeDelivery } from '../support/written-history.ts';

const minute = 60_000;

/** On a busy machine too. */
const patient = { timeout: 20_000 };
const target = 'http://127.0.0.1:9/hooks';

/** Twelve hours of a target that was down for one and a half of them, up to now. */
async function writeIncident(dataDir: string): Promise<void> {
  const engine = await createEngine({ host: 'cli', version: '0.0.0', dataDir, listen: false });
  const beganAtMs = Date.now() - 12 * 60 * minute;
  engine.parts.history.transaction(() => {
    for (let at = 0; at < 360; at++) {
      const isDown = at >= 150 && at < 195;
      const fails = at % 40 === 7;
      writeDelivery(engine.parts.history, target, [
        {
          startedAtMs: beganAtMs + at * 2 * minute,
          durationMs: isDown ? 2 : 40 + (at % 17) * 9,
          answer: isDown ? { failed: 'refused' } : { status: fails ? 500 : 200 },
        },
      ]);
    }
  });
  await engine.close();
}

describe.skipIf(browserMissing)('the retry lab', () => {
  let serve: RunningServe;
  let browser: Browser;
  let dataDir: string;
  let opened: WatchedPage | undefined;

  beforeAll(async () => {
    dataDir = await makeTempDir('lab');
    await writeIncident(dataDir);
    serve = await startServe({ page: true, dataDir });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await serve?.stop();
    await removeDir(dataDir);
  });
  afterEach(async () => {
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    expect(problems).toEqual([]);
  });

  async function open(
    mode: string,
    options: Parameters<typeof openPage>[2] = {},
    screen = 'simulate',
  ): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/${screen}`, options);
    if (screen === 'simulate') await opened.page.getByRole('radio', { name: mode, exact: true }).click();
    return opened.page;
  }

  it('replays an incident from the overview of its target, with a sentence a policy', async () => {
    const page = await open('', {}, 'inbox');
    await page.getByRole('button', { name: 'How targets fare' }).click();
    await page.getByRole('button', { name: 'Replay with other policies' }).click();
    await expect.poll(() => page.getByLabel('Target').inputValue(), patient).toBe('http://127.0.0.1:9');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText(/^With Stripe's policy nothing of 360 deliveries would have been lost/).waitFor();
    await page.getByText(/^With Shopify's policy/).waitFor();
    const outages = page.getByRole('table', { name: 'Outages' });
    await expect.poll(() => outages.getByRole('row').count(), patient).toBe(2);
    expect(await outages.textContent()).toContain('refused × 45');
    expect(await axeProblems(page)).toEqual([]);
  });

  it('finds a policy for goals, draws the front, explains a point and writes it as configuration', async () => {
    const page = await open('Advise');
    await page.getByLabel('Deliveries in it').fill('500');
    await page.getByLabel('In an outage of').fill('1 h');
    await page.getByRole('button', { name: 'Find a policy' }).click();
    await page.getByText('Reaches all goals:').first().waitFor();
    const points = page.getByRole('button', { name: /^(Reaches all goals|Misses a goal)/ });
    expect(await points.count()).toBeGreaterThan(3);
    await points.first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => points.first().getAttribute('aria-pressed'), patient).toBe('true');
    await page.getByLabel('configuration for Svix (self-hosted)', { exact: true }).waitFor();
    expect(
      await page.getByLabel('configuration for Svix (self-hosted)', { exact: true }).textContent(),
    ).toMatch(/^retry_schedule = \[/);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Play it' }).click();
    await page.getByRole('table', { name: 'Attempts of Your policy' }).waitFor();
  });

  it('says in a sentence what a receiver must bear after an outage', async () => {
    const page = await open('Capacity', { theme: 'light' });
    await page.getByLabel('Deliveries in it').fill('1000');
    await page.getByRole('button', { name: 'Work it out' }).click();
    await page
      .getByText(/^After an outage of 6 h with .* deliveries waiting, bear \d+ requests a second/)
      .waitFor();
    const rows = page
      .getByRole('table', { name: 'What becomes of a handler that bears less' })
      .getByRole('row');
    expect(await rows.count()).toBe(12);
    expect(await axeProblems(page)).toEqual([]);
  });

  it('says where there is no history', async () => {
    const page = await open('Incident');
    await page.getByLabel('Target').fill('http://127.0.0.1:1/');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText(/^No attempt at http:\/\/127\.0\.0\.1:1\/ ended/).waitFor();
    (opened?.problems ?? []).splice(0);
  });

  it('plays a story as a time-lapse from moment to moment where no motion is wanted, and lets it be scrubbed', async () => {
    const page = await open('Play');
    await page.getByText(/^Delivered after/).waitFor();
    const slider = page.getByRole('slider', { name: 'Moment of the story' });
    const bars = page.locator('[data-mark]');
    await bars.first().waitFor();
    const all = await bars.count();
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => bars.count(), patient).toBeLessThan(all);
    await expect.poll(() => slider.getAttribute('aria-valuetext'), patient).toMatch(/^0 ms of /);
    await page.getByRole('button', { name: 'Play as a time-lapse' }).click();
    await expect.poll(() => slider.getAttribute('aria-valuetext'), patient).not.toMatch(/^0 ms of /);
    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(() => bars.count(), patient).toBe(all);
    await page.getByRole('button', { name: 'Show the whole story' }).click();
    await expect(page.getByRole('button', { name: 'Show the whole story' }).isDisabled()).resolves.toBe(true);
    expect(await axeProblems(page)).toEqual([]);
  });
});
