import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { seed } from '../seed/seed.ts';
import { openBrowserStage, openDesktopStage, type Stage, type Theme } from './stages.ts';
import { timelineSituations } from './timeline-situations.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
];
const themes: Theme[] = ['light', 'dark'];

/** How to come to each picture from the open page. Selection goes by keys, as a user would. */
const screens: Record<string, (page: Page) => Promise<unknown>> = {
  inbox: (page) => show(page, 'inbox'),
  'inbox-delivery': async (page) => {
    await show(page, 'inbox');
    await settled(page);
    for (const key of ['j', 'j', 'j', 'Enter']) await page.keyboard.press(key);
  },
  'inbox-signature': async (page) => {
    await page.keyboard.press('s');
  },
  'inbox-timeline': async (page) => {
    await page.keyboard.press('t');
  },
  'inbox-diagnosis': async (page) => {
    await page.getByText('Failed', { exact: true }).last().click();
    await settled(page);
    await page.keyboard.press('s');
  },
  compose: (page) => show(page, 'compose'),
  endpoints: (page) => show(page, 'endpoints'),
  verify: (page) => show(page, 'verify'),
  simulate: (page) => show(page, 'simulate'),
  gauntlet: (page) => show(page, 'gauntlet'),
  settings: (page) => show(page, 'settings'),
  palette: async (page) => {
    await page.keyboard.press('Control+k');
  },
};

const show = (page: Page, screen: string) => page.goto(new URL(`#/${screen}`, page.url()).href);

/** Resolves when the page has not changed for a while: over IPC there is no network to go idle. */
const quietMs = 300;
const becomesQuiet = `new Promise((resolve) => {
  const observer = new MutationObserver(() => again());
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      observer.disconnect();
      resolve();
    }, ${quietMs});
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  again();
})`;

/** What is fetched has arrived and been drawn, and fonts are there. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction('document.fonts.status === "loaded"');
  await page.evaluate(becomesQuiet);
}

async function photographAll(
  stage: Stage,
  folder: string,
  shots: Record<string, (page: Page) => Promise<unknown>>,
): Promise<string[]> {
  const files: string[] = [];
  for (const theme of themes) {
    for (const size of sizes) {
      const page = await stage.open(theme, size);
      for (const [name, reach] of Object.entries(shots)) {
        await reach(page);
        await settled(page);
        const file = path.join(folder, `${name}-${theme}-${size.width}x${size.height}.png`);
        await page.screenshot({ path: file });
        files.push(file);
      }
      await stage.leave(page);
    }
  }
  return files;
}

async function withDataDir<T>(folder: string, work: (dataDir: string) => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tacklebox-screenshots-'));
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Photographs every screen into the folder. Answers the files. */
export const photograph = (folder: string, on: 'browser' | 'desktop'): Promise<string[]> =>
  withDataDir(folder, async (dataDir) => {
    await seed(dataDir);
    const stage = await (on === 'desktop' ? openDesktopStage(dataDir) : openBrowserStage(dataDir));
    try {
      return await photographAll(stage, folder, screens);
    } finally {
      await stage.close();
    }
  });

/** Photographs the timeline in everything that it can show (`only`: some of it). Answers the files. */
export const photographTimelines = (folder: string, only: readonly string[]): Promise<string[]> =>
  withDataDir(folder, async (dataDir) => {
    const stage = await openBrowserStage(dataDir);
    try {
      const situations = await timelineSituations(stage);
      const wanted = Object.entries(situations.reach).filter(
        ([name]) => only.length === 0 || only.includes(name),
      );
      return await photographAll(stage, folder, Object.fromEntries(wanted)).finally(situations.close);
    } finally {
      await stage.close();
    }
  });
