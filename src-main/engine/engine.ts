import type { CallContext, EngineEvent, Reply } from '#core/contract/index.ts';
import type { SystemInfo } from '#core/contract/system.ts';
import type { Clock, EngineParts, SecretBox } from './parts.ts';
import type { ReceiverTimeouts } from './receiver/receiver.ts';

export interface EngineOptions {
  host: SystemInfo['host'];
  /** Made where it isn't there; one engine a folder. */
  dataDir: string;
  version: string;
  /** The receiver's port and address; the settings' where absent. 0 picks a free port. */
  receiverPort?: number;
  receiverHost?: string;
  /** False: nothing is caught (a CLI command that only reads). */
  listen?: boolean;
  /** How long senders may take over headers and bodies; see receiver/limits.ts where absent. */
  receiverTimeouts?: ReceiverTimeouts;
  clock?: Clock;
  /** The host's keyring; a key file or TACKLEBOX_KEY where absent. */
  secretBox?: SecretBox;
  /** `TACKLEBOX_KEY`: encrypts secrets where the host has no keyring. */
  key?: string;
  onBug?: (error: unknown, where: string) => void;
}

/** One engine, whatever the host: the desktop's main process, `serve`, or a terminal command. */
export interface Engine {
  readonly parts: EngineParts;
  dispatch(name: string, input: unknown, context?: CallContext): Promise<Reply>;
  /** Batches of events, about 50 ms apart. Answers its own undo. */
  subscribe(listener: (batch: EngineEvent[]) => void): () => void;
  /** Stops accepting, finishes what is in flight, flushes, closes the file. */
  close(): Promise<void>;
}
