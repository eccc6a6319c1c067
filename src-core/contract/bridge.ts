import type { Reply } from './index.ts';

/** What a native file dialog is asked for. */
export interface FileQuestion {
  mode: 'open' | 'save';
  title: string;
  suggestedName?: string;
  /** Extensions without the dot, such as `har`. */
  extensions?: string[];
}

/** A file that the user has just chosen. The window learns its name; where it is stays with the main process. */
export interface ChosenFile {
  /** What `deliveries.export` and `deliveries.import` take for it, once. */
  file: string;
  name: string;
}

/** What the desktop can do that a browser can't. Verbs, never Electron's own objects. */
export interface BridgeHost {
  /** `darwin`, `win32`, `linux`, … */
  readonly platform: string;
  /** Null where the user chose nothing. */
  chooseFile(question: FileQuestion): Promise<ChosenFile | null>;
  /** Opens an http(s) address in the user's browser; refuses any other kind. */
  openExternal(url: string): Promise<void>;
  /** Hears which screen the desktop's menu goes to. Answers its own undo. */
  onGo(listener: (screen: string) => void): () => void;
  /** Shows the data folder in the file manager. */
  showDataFolder(): Promise<void>;
}

/** What the preload exposes as `window.tacklebox`: the contract, in the desktop window. */
export interface TackleboxBridge {
  /** Never rejects for an expected error: those are replies. `callId` names the call for `cancel`. */
  call(name: string, input: unknown, callId?: string): Promise<Reply>;
  cancel(callId: string): void;
  /** Batches of events as the engine made them. Answers its own undo. */
  subscribe(listener: (batch: unknown[]) => void): () => void;
  readonly host: BridgeHost;
}
