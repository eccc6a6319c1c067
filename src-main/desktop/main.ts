import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, session, shell } from 'electron';
import { channels } from '#core/contract/channels.ts';
import type { ScreenId } from '#core/contract/screens.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Engine } from '../engine/engine.ts';
import { makeFolderPrivate } from '../engine/history/database/private-files.ts';
import { type HostFlags, type HostOptions, resolveHostOptions } from '../hosts/options.ts';
import { version } from '../hosts/version.ts';
import { startIpcTransport } from '../transports/ipc.ts';
import { confineSession } from './confinement.ts';
import { openExternal } from './external-links.ts';
import { chooseFile } from './file-dialogs.ts';
import { handleInterfaceScheme, pageUrl, registerInterfaceScheme } from './interface-protocol.ts';
import { keyringBox } from './keyring.ts';
import { setMenu } from './menu.ts';
import { applyTheme, openWindow } from './window.ts';

/** Given by `electron-vite dev`: the page comes from its server, with hot reload. */
const devUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
const url = devUrl ?? pageUrl;
const isOurPage = (address: string) => address === url || address.startsWith(new URL('/', url).href);

const sentenceOf = (error: unknown) =>
  error instanceof TackleboxError
    ? error.message
    : error instanceof Error
      ? String(error.stack)
      : String(error);

function giveUp(error: unknown): void {
  console.error('Tacklebox could not start:', error);
  dialog.showErrorBox('Tacklebox could not start', sentenceOf(error));
  app.exit(3);
}

/** Chromium's own switches and the application's folder stand among the arguments; they are left alone. */
function readFlags(): HostFlags {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: {
      'data-dir': option,
      'receiver-port': option,
      host: option,
      tls: { type: 'boolean' },
      'tls-port': option,
    },
    strict: false,
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    dataDir: text(values['data-dir']),
    receiverPort: text(values['receiver-port']),
    host: text(values.host),
    tls: values.tls ? 'true' : undefined,
    tlsPort: text(values['tls-port']),
  };
}

/** Loaded here and not before: the window's process starts meanwhile, which takes as long. */
async function startEngine(options: HostOptions): Promise<Engine> {
  const { createEngine } = await import('../engine/create-engine.ts');
  return createEngine({
    host: 'desktop',
    version,
    dataDir: options.dataDir,
    receiverPort: options.receiverPort,
    receiverHost: options.host,
    receiverTls: options.tls,
    receiverTlsPort: options.tlsPort,
    secretBox: keyringBox(),
    key: options.key,
    onBug: (error, where) => console.error(`${where} failed; this is a bug in Tacklebox:`, error),
  });
}

/** Quitting waits for the engine: what is in flight is finished and flushed. */
function closeBeforeQuit(engine: Promise<Engine>, closeTransport: () => void): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closeTransport();
    void engine
      .then((opened) => opened.close())
      .catch((error: unknown) => console.error('The engine did not close well:', error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}

/** A second start of the same data folder brings the first one's window to the front. */
function focusOnSecondStart(): void {
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
}

async function run(options: HostOptions): Promise<void> {
  const stateFile = path.join(options.dataDir, 'window-state.json');
  await app.whenReady();
  handleInterfaceScheme(path.join(import.meta.dirname, '..', 'renderer'));
  confineSession(session.defaultSession, isOurPage);

  // Begins once this turn is over: the window's process starts and loads its page while the database opens.
  const engine = nextTurn().then(() => startEngine(options));
  const transport = startIpcTransport({
    engine,
    isOurPage,
    verbs: {
      chooseFile: (question) => chooseFile(BrowserWindow.getFocusedWindow() ?? shownWindow(), question),
      openExternal,
      showDataFolder: async () => shell.showItemInFolder(options.dataDir),
    },
  });
  const open = () => {
    const window = openWindow({ url, stateFile, isOurPage });
    transport.attach(window.webContents);
    return window;
  };
  const shownWindow = () => BrowserWindow.getAllWindows()[0] ?? open();
  open();
  closeBeforeQuit(engine, transport.close);
  app.on('activate', shownWindow);
  setMenu(
    (screen) => goTo(shownWindow(), screen),
    () => void openExternal('https://www.standardwebhooks.com/'),
  );

  const opened = await engine;
  applyTheme(stateFile, opened.parts.settings.get().theme);
  opened.parts.settings.onChange(({ theme }) => applyTheme(stateFile, theme));
}

/** Shows a screen in the page that is open: loading it anew would lose what was typed. */
function goTo(window: BrowserWindow, screen: ScreenId): void {
  const { webContents } = window;
  const send = () => webContents.send(channels.go, screen);
  if (webContents.isLoading()) webContents.once('did-finish-load', send);
  else send();
}

function start(): void {
  const options = resolveHostOptions(readFlags());
  // Before Chromium puts its own there.
  makeFolderPrivate(options.dataDir);
  // Chromium's caches go beside the data, and the lock on them makes one window per data folder.
  app.setPath('userData', path.join(options.dataDir, 'window'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerInterfaceScheme();
  focusOnSecondStart();
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  run(options).catch(giveUp);
}

try {
  start();
} catch (error) {
  giveUp(error);
}
