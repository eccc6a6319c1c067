import { type Browser, chromium, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '../../scripts/lib/browser.mjs';

/** Why the tests of the interface can't run here; null where they can. For `describe.skipIf`. */
export const browserMissing: string | null = findBrowser()
  ? null
  : 'no Chromium was found: install one, or name it in CHROME_PATH';

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(browserMissing ?? 'no browser');
  return chromium.launch({ executablePath, args: browserArgs });
}

export interface WatchedPage {
  page: Page;
  /** Uncaught errors, console errors and refused resources so far. A test asserts that there are none. */
  problems: string[];
  close(): Promise<void>;
}

/** A page of its own context, in the given theme, that remembers what went wrong in it. */
export async function openPage(
  browser: Browser,
  url: string,
  options: { theme?: 'light' | 'dark'; width?: number; height?: number } = {},
): Promise<WatchedPage> {
  const { theme = 'dark', width = 1280, height = 800 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  await page.goto(url);
  return { page, problems, close: () => context.close() };
}
