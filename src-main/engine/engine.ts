import type { Crypto } from '#core/bytes/crypto.ts';
import type { CallContext, Reply } from '#core/contract/index.ts';
import type { SystemInfo } from '#core/contract/system.ts';
import type { Clock } from './clock.ts';
import type { BatchListener, EventBus } from './events.ts';
import type { FileGrants } from './files/file-grants.ts';
import type { Transfers } from './files/transfers.ts';
import type { History } from './history/open-history.ts';
import type { Queue } from './queue/queue.ts';
import type { Receiver, ReceiverTimeouts } from './receiver/receiver.ts';
import type { Sender } from './sender/sender.ts';
import type { SettingsStore } from './settings-store.ts';
import type { Authority } from './tls/authority.ts';
import type { HostIdentities } from './tls/host-identities.ts';
import type { SecretBox } from './vault/secret-box.ts';
import type { Vault } from './vault/vault.ts';

/** What the handlers are made of. */
export interface EngineParts {
  readonly host: SystemInfo['host'];
  readonly version: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly events: EventBus;
  readonly history: History;
  readonly vault: Vault;
  readonly settings: SettingsStore;
  readonly receiver: Receiver;
  readonly queue: Queue;
  readonly files: FileGrants;
  readonly transfers: Transfers;
  readonly authority: Authority;
  readonly hostIdentities: HostIdentities;
  readonly sender: Sender;
}

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
  /** Serve HTTPS whatever the settings say; on this port where it is named. */
  receiverTls?: boolean;
  receiverTlsPort?: number;
  /** How long senders may take over headers and bodies; see receiver/limits.ts where absent. */
  receiverTimeouts?: ReceiverTimeouts;
  /** How many bytes of bodies may be under way over all connections; see receiver/limits.ts where absent. */
  maxBytesUnderWay?: number;
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
  subscribe(listener: BatchListener): () => void;
  /** Stops accepting, finishes what is in flight, flushes, closes the file. */
  close(): Promise<void>;
}
