import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { axeProblems } from '../support/axe.ts';
import { browserMissing, launchBrowser, openPage, type WatchedPage } from '../support/browser.ts';
import { type RunningServe, startServe } from '../support/serve.ts';

const Attempts = z.object({
  attempts: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
});
const Sent = z.object({
  deliveryId: z.string(),
  state: z.string(),
  attemptList: z.array(z.object({ attemptId: z.string(), startedAt: z.string().nullable() })),
});

interface Drawn {
  bars: { left: number; right: number }[];
  ticks: { x: number; ms: number; label: string }[];
  box: { left: number; right: number };
}

/** Where the browser has put things, in pixels of the screen; nothing of how they came there. */
const read = (page: Page): Promise<Drawn> =>
  page.evaluate(() => {
    const figure = document.querySelector('figure');
    const svg = figure?.querySelector('svg:has([data-part="axis"])');
    if (!figure || !svg) throw new Error('no timeline is drawn');
    const box = svg.getBoundingClientRect();
    return {
      box: { left: box.left, right: box.right },
      bars: [...svg.querySelectorAll('[data-part="bar"]')].map((bar) => {
        const { left, right } = bar.getBoundingClientRect();
        return { left, right };
      }),
      ticks: [...svg.querySelectorAll('[data-tick-ms]')].map((tick) => ({
        x: tick.querySelector('line')?.getBoundingClientRect().left ?? Number.NaN,
        ms: Number(tick.getAttribute('data-tick-ms')),
        label: tick.textContent ?? '',
      })),
    };
  });

const unitMs: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a tick of an elapsed axis says, as a person reads it: `1 h 30 min`, `+5 min`, `start`. */
function saidMs(label: string): number {
  if (label === '0' || label === 'start') return 0;
  const clock = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(label);
  if (clock) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000;
  return [...label.matchAll(/([\d.]+) (ms|s|min|h|d)\b/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? Number.NaN),
    0,
  );
}

/** The place of a moment by the rule of three between two ticks, as one would with a ruler. */
function ruler({ ticks }: Drawn): (ms: number) => number {
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || first === last) throw new Error('an axis has two ticks at least');
  const pxPerMs = (last.x - first.x) / (last.ms - first.ms);
  return (ms) => first.x + (ms - first.ms) * pxPerMs;
}

const scenario = 'down 0-50min, then 200';
const policy = {
  maxAttempts: 8,
  schedule: { kind: 'list', waitsMs: [600_000, 900_000, 1_200_000, 1_800_000] },
  timeoutMs: 30_000,
};

describe.skipIf(browserMissing)('the drawn timeline', () => {
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

  async function simulated(
    others: object[] = [],
    bars = 5,
    options: Parameters<typeof openPage>[2] = {},
  ): Promise<Page> {
    opened = await openPage(browser, `${serve.pageUrl}#/simulate`, options);
    const { page } = opened;
    const draft = {
      ...{ kind: 'tacklebox-simulation', version: 2, seed: 1, deliveries: 1, overMs: 0, latencyMs: 50 },
      ...{ receiverConcurrency: null, receiverPerSecond: null, senderConcurrency: null },
      scenarioText: scenario,
      first: { provider: null, policy },
      others: others.map((other) => ({ provider: null, policy: other })),
    };
    await page.getByLabel('Simulation file').setInputFiles({
      name: 'simulation.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(draft)),
    });
    await expect.poll(async () => (await read(page)).bars.length, { timeout: 20_000 }).toBe(bars);
    return page;
  }

  const played = async () =>
    Attempts.parse(
      await serve.call('retry.simulate', { policy, scenario, seed: 1, startsAt: '2026-01-01T00:00:00Z' }),
    ).attempts;
  const pick = (page: Page, axis: string) => page.getByRole('radio', { name: axis, exact: true }).click();

  it('puts every attempt where its time is, by the ticks of its own axis', async () => {
    const page = await simulated();
    await pick(page, 'Linear');
    const drawn = await read(page);
    const attempts = await played();
    const at = ruler(drawn);
    for (const [index, { startMs }] of attempts.entries())
      expect(Math.abs((drawn.bars[index]?.left ?? Number.NaN) - at(startMs))).toBeLessThan(1);
    for (const { ms, label } of drawn.ticks) expect(saidMs(label)).toBe(ms);
  });

  it('fits its whole story first, on each of its axes, and says which one it is', async () => {
    const page = await simulated();
    for (const axis of ['Linear', 'Log', 'By step']) {
      await pick(page, axis);
      const { bars, box } = await read(page);
      for (const { left, right } of bars) {
        expect(left).toBeGreaterThanOrEqual(box.left);
        expect(right).toBeLessThanOrEqual(box.right);
      }
      if (axis !== 'Linear') await page.getByText(axis === 'Log' ? /^Logarithmic/ : /^By step:/).waitFor();
    }
  });

  it('keeps attempts between the ticks that say before and after, on a logarithmic axis', async () => {
    const page = await simulated();
    await pick(page, 'Log');
    const { bars, ticks } = await read(page);
    for (const [index, { startMs }] of (await played()).entries()) {
      const left = bars[index]?.left ?? Number.NaN;
      for (const { x, label } of ticks) {
        if (saidMs(label) < startMs) expect(x).toBeLessThan(left + 1);
        if (saidMs(label) > startMs) expect(x).toBeGreaterThan(left - 1);
      }
    }
  });

  it('stays true while it is zoomed by keys, wheel and brush; shows where that is, and how it ended', async () => {
    const page = await simulated();
    await pick(page, 'Linear');
    const attempts = await played();
    const isTrue = async () => {
      const drawn = await read(page);
      const at = ruler(drawn);
      const inView = drawn.bars.filter(({ left, right }) => left > drawn.box.left && right < drawn.box.right);
      for (const { left } of inView)
        expect(Math.min(...attempts.map(({ startMs }) => Math.abs(at(startMs) - left)))).toBeLessThan(1);
      return drawn;
    };
    const whole = await isTrue();
    const picture = page.getByRole('group', { name: /drawn$/ });
    const map = page.locator('[data-part="mini-map"]');
    expect(await map.count()).toBe(0);
    await picture.getByRole('button').first().focus();
    for (let time = 0; time < 3; time++) await page.keyboard.press('+');
    await map.waitFor();
    const closer = await isTrue();
    const span = ({ ticks }: Drawn) => (ticks.at(-1)?.ms ?? 0) - (ticks[0]?.ms ?? 0);
    expect(span(closer)).toBeLessThan(span(whole) / 2);
    await page
      .locator('[data-part="state"]')
      .getByText(/^delivered after/)
      .waitFor();
    await page.keyboard.press('0');
    await expect.poll(() => map.count(), { timeout: 10_000 }).toBe(0);

    const middle = (whole.box.left + whole.box.right) / 2;
    const y = (await picture.boundingBox())?.y ?? 0;
    await page.mouse.move(middle - 100, y + 8);
    await page.mouse.down();
    await page.mouse.move(middle + 100, y + 8, { steps: 4 });
    await page.mouse.up();
    await map.waitFor();
    const brushed = await isTrue();
    const before = ruler(whole);
    for (const { ms } of brushed.ticks) {
      expect(before(ms)).toBeGreaterThan(middle - 102);
      expect(before(ms)).toBeLessThan(middle + 102);
    }
    await page.mouse.wheel(0, 4000);
    await expect.poll(() => map.count(), { timeout: 10_000 }).toBe(0);
    await page.mouse.wheel(0, -600);
    await map.waitFor();
    await isTrue();
  });

  it('is walked with the arrow keys, each mark saying its figures', async () => {
    const page = await simulated();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page
      .getByRole('group', { name: /drawn$/ })
      .getByRole('button')
      .first()
      .focus();
    expect(await focused()).toContain('sent');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(focused)
      .toMatch(/connection refused · attempt 1 .*during outage.*waits 10 min: the policy's schedule/);
    await page.keyboard.press('End');
    await expect.poll(focused, { timeout: 10_000 }).toMatch(/^200 · attempt 5 · after 1 h 15 min/);
  });

  it('says the same as a table', async () => {
    const page = await simulated();
    await page.getByRole('button', { name: 'As a table' }).click();
    const rows = page.getByRole('table', { name: /as a table$/ }).getByRole('row');
    const text = (await rows.allTextContents()).join('\n');
    expect(text).toContain('waits10 min');
    expect(text).toContain("the policy's schedule");
    expect(text).toContain('outage');
    expect(text).toContain('delivered after 1 h 15 min');
    expect(await axeProblems(page)).toEqual([]);
  });

  it('lays several policies on one axis, says the difference, and gives no two parts the same id', async () => {
    const twice = { ...policy, schedule: { kind: 'list', waitsMs: [1_200_000, 1_800_000, 60_000, 60_000] } };
    const page = await simulated([twice, { ...policy, giveUpOn: '418' }], 13);
    await page.getByText(/^Second (delivers|gives up)/).waitFor();
    await page.getByText(/^Third delivers at the same moment as First/).waitFor();
    const { bars, ticks } = await read(page);
    expect(ticks.length).toBeGreaterThan(1);
    expect(bars[0]?.left).toBeCloseTo(bars[5]?.left ?? 0, 1);
    const found = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
      const named = [...document.querySelectorAll('[clip-path]')].map(
        (part) => /#([^")]+)/.exec(part.getAttribute('clip-path') ?? '')?.[1] ?? '',
      );
      return { twice, lost: named.filter((id) => document.getElementById(id) === null), clips: named.length };
    });
    expect(found).toEqual({ twice: [], lost: [], clips: bars.length });
  });

  it('shows a real delivery at its own times, and opens the attempt whose bar is pressed', async () => {
    let calls = 0;
    const server = createServer((request, response) => {
      calls += 1;
      request.resume();
      response.writeHead(calls < 3 ? 503 : 200).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      const { deliveryId } = Sent.parse(
        await serve.call('deliveries.send', {
          provider: 'generic',
          body: '{"type":"order.paid"}',
          target: { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` },
          retryPolicy: { maxAttempts: 3, schedule: { kind: 'list', waitsMs: [400, 800] } },
        }),
      );
      const get = async () => Sent.parse(await serve.call('deliveries.get', { deliveryId }));
      await expect.poll(async () => (await get()).state, { timeout: 20_000 }).toBe('succeeded');
      const { attemptList } = await get();
      opened = await openPage(browser, `${serve.pageUrl}#/inbox/${deliveryId}`);
      const { page } = opened;
      await page.getByRole('tab', { name: 'Timeline' }).click();
      await pick(page, 'Linear');
      await expect.poll(async () => (await read(page)).bars.length, { timeout: 20_000 }).toBe(3);
      const drawn = await read(page);
      const at = ruler(drawn);
      for (const [index, { startedAt }] of attemptList.entries())
        expect(
          Math.abs((drawn.bars[index]?.left ?? Number.NaN) - at(Date.parse(startedAt ?? ''))),
        ).toBeLessThan(1);
      const picture = page.getByRole('group', { name: /drawn$/ });
      await picture.getByRole('button', { name: /^503/ }).last().press('Enter');
      await page.getByRole('tab', { name: /^Attempts/, selected: true }).waitFor();
    } finally {
      server.close();
    }
  });

  it('shows both sides of a forward: what was done here with its times, and the attempts at the target', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      const made = await serve.call('endpoints.create', {
        name: 'Both',
        provider: 'generic',
        enforce: 'never',
      });
      const forward = { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/` };
      await serve.call('endpoints.update', { webhookId: made.webhookId, forward });
      await fetch(made.url, { method: 'POST', body: '{"type":"order.paid"}' });
      const list = () => serve.call('deliveries.list', { webhookId: made.webhookId });
      await expect.poll(async () => (await list()).items[0]?.state, { timeout: 20_000 }).toBe('succeeded');
      const { deliveryId } = (await list()).items[0];
      opened = await openPage(browser, `${serve.pageUrl}#/inbox/${deliveryId}`);
      const { page } = opened;
      await page.getByRole('tab', { name: 'Timeline' }).click();
      const picture = page.getByRole('group', { name: /drawn$/ });
      await picture
        .getByRole('button', {
          name: /Caught here · answered 200 .*reading .*verifying .*keeping .*answering/,
        })
        .waitFor();
      await picture.getByRole('button', { name: /^To 127\.0\.0\.1:\d+ · 200 OK · forwarded/ }).waitFor();
      await page.getByRole('list', { name: 'Legend' }).getByText('the signature was checked').waitFor();
    } finally {
      server.close();
    }
  });

  it('says that a policy has switched the target off, and takes it back', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
      const send = async () =>
        Sent.parse(
          await serve.call('deliveries.send', {
            provider: 'generic',
            body: '{}',
            target: { url },
            retryPolicy: { maxAttempts: 2, disableAfter: { failedAttempts: 1 } },
          }),
        ).deliveryId;
      await send();
      const deliveryId = await send();
      opened = await openPage(browser, `${serve.pageUrl}#/inbox/${deliveryId}`);
      const { page } = opened;
      await page.getByRole('tab', { name: 'Timeline' }).click();
      await page.getByText('Dead letter: its target was switched off by its policy').waitFor();
      await page
        .getByText(/1 attempts? in a row failed/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: /^Switch .* on again$/ }).click();
      await expect
        .poll(async () => (await serve.call('queue.status')).switchedOff, { timeout: 10_000 })
        .toEqual([]);
    } finally {
      server.close();
    }
  });

  it.each([
    ['light', 1024, 640],
    ['dark', 1280, 800],
  ] as const)('is accessible in %s at %dx%d, zoomed too', async (theme, width, height) => {
    const page = await simulated([{ ...policy, maxAttempts: 6 }], 10, { theme, width, height });
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await axeProblems(page)).toEqual([]);
  });
});
