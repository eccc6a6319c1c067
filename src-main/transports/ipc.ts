import path from 'node:path';
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { FileQuestion as AskedFile, BridgeHost, ChosenFile } from '#core/contract/bridge.ts';
import { channels } from '#core/contract/channels.ts';
import type { Reply } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Engine } from '../engine/engine.ts';
import { ask, beat, framed, type ToldEvent } from './told.ts';

export interface IpcTransportOptions {
  /** Calls that come before the engine is open wait for it. */
  engine: Promise<Engine>;
  /** The page that is ours: its main frame may call, nothing else may. */
  isOurPage(url: string): boolean;
  verbs: Pick<BridgeHost, 'openExternal' | 'showDataFolder'> & {
    /** The path that the user chose. It stays here: the window gets a word for it. */
    chooseFile(question: AskedFile): Promise<string | null>;
  };
}

export interface IpcTransport {
  /** Lets this window call, and sends it the events, until it is destroyed. */
  attach(contents: WebContents): void;
  close(): void;
}

const CallArguments = z.tuple([z.string(), z.unknown(), z.string().optional()]);
const FileQuestion = z.object({
  mode: z.enum(['open', 'save']),
  title: z.string(),
  suggestedName: z.string().optional(),
  extensions: z.array(z.string().regex(/^[a-z0-9]+$/i)).optional(),
});

const refused = new TackleboxError('forbidden_origin', 'Only the window of Tacklebox may call the engine.');

/** What a window has asked for and not yet got, and the end of its events. */
interface OpenWindow {
  /** By the id that the window gave them. */
  underWay: Map<string, AbortController>;
  /** Ends the events; nothing before they were asked for. */
  unfollow(): void;
}

/**
 * The engine over Electron's IPC. The one place that registers handlers, so that the check of who is calling can't be
 * forgotten: a window that was attached, its main frame, showing our page.
 */
export function startIpcTransport({ engine, isOurPage, verbs }: IpcTransportOptions): IpcTransport {
  const windows = new Map<WebContents, OpenWindow>();
  const undos: (() => void)[] = [];

  const windowOf = (event: IpcMainInvokeEvent | IpcMainEvent): OpenWindow | null => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isOurPage(frame.url)) return null;
    return windows.get(event.sender) ?? null;
  };

  const answer = (channel: string, handler: (window: OpenWindow, args: unknown[]) => unknown) => {
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      const window = windowOf(event);
      if (!window) throw refused;
      return handler(window, args);
    });
    undos.push(() => ipcMain.removeHandler(channel));
  };

  answer(channels.call, async ({ underWay }, args): Promise<Reply> => {
    const [name, input, callId] = CallArguments.parse(args);
    const controller = new AbortController();
    if (callId !== undefined) underWay.set(callId, controller);
    try {
      return await ask(await engine, name, input, { signal: controller.signal });
    } finally {
      if (callId !== undefined) underWay.delete(callId);
    }
  });
  answer(channels.chooseFile, async (_, [question]): Promise<ChosenFile | null> => {
    const chosen = await verbs.chooseFile(FileQuestion.parse(question));
    if (chosen === null) return null;
    return { file: (await engine).parts.files.grant(chosen), name: path.basename(chosen) };
  });
  answer(channels.openExternal, (_, [url]) => verbs.openExternal(z.string().parse(url)));
  answer(channels.showDataFolder, () => verbs.showDataFolder());

  const cancel = (event: IpcMainEvent, callId: unknown) => {
    if (typeof callId === 'string') windowOf(event)?.underWay.get(callId)?.abort();
  };
  ipcMain.on(channels.cancel, cancel);
  undos.push(() => ipcMain.removeListener(channels.cancel, cancel));

  const listen = (event: IpcMainEvent) => {
    const window = windowOf(event);
    const contents = event.sender;
    if (!window) return;
    const send = (frame: ToldEvent[]) => {
      if (!contents.isDestroyed()) contents.send(channels.events, frame);
    };
    void engine.then(
      (opened) => {
        if (windows.get(contents) !== window) return;
        window.unfollow();
        const undoEvents = opened.subscribe((batch, places) => send(framed(batch, places)));
        const undoBeat = beat(opened, send);
        window.unfollow = () => {
          undoEvents();
          undoBeat();
        };
      },
      // Whoever opened the engine says why it could not be opened.
      () => undefined,
    );
  };
  ipcMain.on(channels.listen, listen);
  undos.push(() => ipcMain.removeListener(channels.listen, listen));

  return {
    attach(contents) {
      const window: OpenWindow = { underWay: new Map(), unfollow: () => undefined };
      const abortAll = () => {
        for (const controller of window.underWay.values()) controller.abort();
      };
      windows.set(contents, window);
      // A page that was reloaded no longer waits for its answers.
      contents.on('did-navigate', abortAll);
      contents.once('destroyed', () => {
        windows.delete(contents);
        window.unfollow();
        abortAll();
      });
    },
    close() {
      for (const undo of undos) undo();
      for (const window of windows.values()) window.unfollow();
    },
  };
}
