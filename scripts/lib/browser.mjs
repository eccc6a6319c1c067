import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const installed = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder
      ? ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((file) =>
          path.join(folder, file),
        )
      : [];
  }),
};

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browsers that Playwright's own installer put there, the newest first. */
function playwrights() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    { darwin: path.join(homedir(), 'Library/Caches/ms-playwright') }[
      /** @type {'darwin'} */ (process.platform)
    ] ??
    path.join(homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .flatMap((name) =>
      ['chrome-linux64/chrome', 'chrome-linux/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'].map(
        (file) => path.join(cache, name, file),
      ),
    );
}

/**
 * A Chromium to drive: CHROME_PATH, one of the system's, or Playwright's. Null where there is none.
 * @returns {string | null}
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) return isExecutable(named) ? named : null;
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => commands.map((command) => path.join(folder, command)));
  const known = installed[/** @type {keyof typeof installed} */ (process.platform)] ?? [];
  return [...onPath, ...known, ...playwrights()].find(isExecutable) ?? null;
}

/** Headless, as root in a container, and without the traffic of a browser's own. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
