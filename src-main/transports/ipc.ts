import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { z } from 'zod';
import type { BridgeHost } from '#core/contract/bridge.ts';
import { channels } from '#core/contract/channels.ts';
import type { Reply } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { Engine } from '../engine/engine.ts';

export interface IpcTransportOptions {
  /** Calls that come before the engine is open wait for it. */
  engine: Promise<Engine>;
  /** The page that is ours: its main frame may call, nothing else may. */
  isOurPage(url: string): boolean;
  verbs: Omit<BridgeHost, 'platform'>;
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

/** Calls under way in a window, by the id that the window gave them. */
type CallsUnderWay = Map<string, AbortController>;

/**
 * The engine over Electron's IPC. The one place that registers handlers, so that the check of who is calling can't be
 * forgotten: a window that was attached, its main frame, showing our page.
 */
export function startIpcTransport({ engine, isOurPage, verbs }: IpcTransportOptions): IpcTransport {
  const windows = new Map<WebContents, CallsUnderWay>();
  const undos: (() => void)[] = [];

  const callsOf = (event: IpcMainInvokeEvent | IpcMainEvent): CallsUnderWay | null => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isOurPage(frame.url)) return null;
    return windows.get(event.sender) ?? null;
  };

  const answer = (channel: string, handler: (underWay: CallsUnderWay, args: unknown[]) => unknown) => {
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      const underWay = callsOf(event);
      if (!underWay) throw refused;
      return handler(underWay, args);
    });
    undos.push(() => ipcMain.removeHandler(channel));
  };

  answer(channels.call, async (underWay, args): Promise<Reply> => {
    const [name, input, callId] = CallArguments.parse(args);
    const controller = new AbortController();
    if (callId !== undefined) underWay.set(callId, controller);
    try {
      return await (await engine).dispatch(name, input, { signal: controller.signal });
    } finally {
      if (callId !== undefined) underWay.delete(callId);
    }
  });
  answer(channels.chooseFile, (_, [question]) => verbs.chooseFile(FileQuestion.parse(question)));
  answer(channels.openExternal, (_, [url]) => verbs.openExternal(z.string().parse(url)));
  answer(channels.showFile, (_, [path]) => verbs.showFile(z.string().parse(path)));

  const cancel = (event: IpcMainEvent, callId: unknown) => {
    if (typeof callId === 'string') callsOf(event)?.get(callId)?.abort();
  };
  ipcMain.on(channels.cancel, cancel);
  undos.push(() => ipcMain.removeListener(channels.cancel, cancel));

  void engine.then(
    (opened) =>
      undos.push(
        opened.subscribe((batch) => {
          for (const contents of windows.keys()) contents.send(channels.events, batch);
        }),
      ),
    // Whoever opened the engine says why it could not be opened.
    () => undefined,
  );

  return {
    attach(contents) {
      const underWay: CallsUnderWay = new Map();
      const abortAll = () => {
        for (const controller of underWay.values()) controller.abort();
      };
      windows.set(contents, underWay);
      // A page that was reloaded no longer waits for its answers.
      contents.on('did-navigate', abortAll);
      contents.once('destroyed', () => {
        windows.delete(contents);
        abortAll();
      });
    },
    close() {
      for (const undo of undos) undo();
    },
  };
}
