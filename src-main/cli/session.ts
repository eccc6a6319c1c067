import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createContractClient } from '#core/contract/client.ts';
import type { ContractClient, EngineEvent } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { EngineOptions } from '../engine/engine.ts';
import { resolveHostOptions } from '../hosts/options.ts';
import { readServeRecord } from '../hosts/serve-record.ts';
import { version } from '../hosts/version.ts';
import { faint } from './output.ts';
import { connectToServe } from './serve-session.ts';

export type ExportChoice = Omit<Parameters<ContractClient['deliveries']['export']>[0], 'file'>;

/** An engine to ask, wherever it runs. */
export interface Session {
  readonly client: ContractClient;
  /** Writes deliveries to a file of the terminal's own machine and user. */
  exportTo(file: string, input: ExportChoice): Promise<{ count: number; bytes: number }>;
  importFrom(file: string, format: 'jsonl' | 'har'): Promise<{ count: number; skipped: number }>;
  /** Resolves when events arrive from now on. */
  subscribe(listener: (batch: EngineEvent[]) => void): Promise<void>;
  close(): Promise<void>;
}

export interface SessionFlags {
  dataDir?: string | undefined;
  /** The receiver's port, for a command that catches. */
  port?: string | undefined;
}

async function ownEngine(options: Omit<EngineOptions, 'host' | 'version'>): Promise<Session> {
  const engine = await createEngine({
    host: 'cli',
    version,
    onBug: (error, where) => console.error(`${where} failed; this is a bug in Tacklebox:`, error),
    ...options,
  });
  const client = createContractClient((name, input, signal) =>
    engine.dispatch(name, input, signal && { signal }),
  );
  const { files } = engine.parts;
  return {
    client,
    exportTo: (file, input) => client.deliveries.export({ ...input, file: files.grant(file) }),
    importFrom: (file, format) => client.deliveries.import({ file: files.grant(file), format }),
    subscribe: async (listener) => void engine.subscribe(listener),
    close: () => engine.close(),
  };
}

/**
 * An engine on the data folder: one in this process, or the `serve` that holds the folder. Throws data_folder_in_use where
 * the desktop app holds it, which can't be talked to from outside.
 */
export async function openSession(flags: SessionFlags, { listen = false } = {}): Promise<Session> {
  const { dataDir, receiverPort, host, key } = resolveHostOptions({
    dataDir: flags.dataDir,
    receiverPort: flags.port,
  });
  try {
    return await ownEngine({ dataDir, listen, receiverPort, receiverHost: host, key });
  } catch (error) {
    const inUse = error instanceof TackleboxError && error.code === 'data_folder_in_use';
    const serve = inUse ? readServeRecord(dataDir) : null;
    if (serve) return connectToServe(serve);
    throw error;
  }
}

/** An engine on a folder that goes when it closes: for commands that keep nothing. */
export async function openScratchSession(): Promise<Session> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tacklebox-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const session = await ownEngine({ dataDir, listen: false });
    return { ...session, close: () => session.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The data folder's engine; where the desktop app holds the folder, one that keeps nothing: sending must not wait for it. */
export async function openOrScratch(flags: SessionFlags): Promise<Session> {
  try {
    return await openSession(flags);
  } catch (error) {
    if (!(error instanceof TackleboxError) || error.code !== 'data_folder_in_use') throw error;
    console.error(faint(`Not kept in the history: ${error.message}`));
    return openScratchSession();
  }
}

/** Opens, works, closes, also where the work failed. */
export async function withSession<T>(
  opening: Promise<Session>,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await opening;
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
