import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { confineContents } from './confinement.ts';
import {
  fitBounds,
  minimumSize,
  readWindowState,
  type WindowState,
  writeWindowState,
} from './window-state.ts';

export interface WindowOptions {
  url: string;
  stateFile: string;
  isOurPage(url: string): boolean;
}

/** The interface's ground (`--bg`) in both themes: what is seen before the first paint. */
const grounds = { dark: '#0d1214', light: '#f5f7f8' };

const currentGround = () => (nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light);

/** A reload mends a page that crashed; one that crashes again at once is left for the user to see. */
const crashLoopMs = 10_000;

function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrashMs = 0;
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    console.error(`The window's page ended: ${reason}`);
    const again = Date.now() - lastCrashMs < crashLoopMs;
    lastCrashMs = Date.now();
    if (!again) window.webContents.reload();
  });
}

/** Makes the theme the whole application's, native parts included, and keeps it for the next start. */
export function applyTheme(stateFile: string, theme: WindowState['theme']): void {
  if (nativeTheme.themeSource === theme) return;
  nativeTheme.themeSource = theme;
  writeWindowState(stateFile, { ...readWindowState(stateFile), theme });
  for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(currentGround());
}

/** Opens the window where it was, on its page, confined to it. */
export function openWindow({ url, stateFile, isOurPage }: WindowOptions): BrowserWindow {
  const state = readWindowState(stateFile);
  nativeTheme.themeSource = state.theme;
  const window = new BrowserWindow({
    ...fitBounds(
      state.bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Tacklebox',
    icon: path.join(import.meta.dirname, '..', '..', 'resources', 'icons', 'tacklebox-256.png'),
    backgroundColor: currentGround(),
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.maximized) window.maximize();
  confineContents(window.webContents, isOurPage);
  reloadAfterCrash(window);
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(stateFile, {
      ...readWindowState(stateFile),
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
    }),
  );
  void window.loadURL(url);
  return window;
}
