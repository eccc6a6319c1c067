import { onTestFinished } from 'vitest';
import { createContractClient } from '#core/contract/client.ts';
import type { ContractClient, EngineEvent } from '#core/contract/index.ts';
import { createEngine } from '#main/engine/create-engine.ts';
import type { Engine, EngineOptions } from '#main/engine/engine.ts';
import type { SettingsStore } from '#main/engine/settings-store.ts';
import { testDir } from './temp-dir.ts';

/** An engine of the running test, on a free port. */
export interface TestEngine {
  engine: Engine;
  client: ContractClient;
  dataDir: string;
  port: number;
  settings: SettingsStore;
  /** All events so far. */
  seen: EngineEvent[];
  /** What should never happen; a test that ends with any fails. */
  bugs: unknown[];
  /** Resolves with the first event, of the past ones too, that fits. */
  event<T extends EngineEvent['type']>(
    type: T,
    fits?: (event: Extract<EngineEvent, { type: T }>) => boolean,
  ): Promise<Extract<EngineEvent, { type: T }>>;
  close(): Promise<void>;
}

/** Opens an engine over a real folder and real sockets; closes it when the test has finished. */
export async function testEngine(options: Partial<EngineOptions> = {}): Promise<TestEngine> {
  const dataDir = options.dataDir ?? (await testDir('engine'));
  const bugs: unknown[] = [];
  const engine = await createEngine({
    host: 'serve',
    version: '0.0.0',
    receiverPort: 0,
    onBug: (error) => bugs.push(error),
    ...options,
    dataDir,
  });
  const seen: EngineEvent[] = [];
  const watchers = new Set<() => void>();
  engine.subscribe((batch) => {
    seen.push(...batch);
    for (const watcher of [...watchers]) watcher();
  });
  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= engine.close();
    return closed;
  };
  onTestFinished(async () => {
    await close();
    if (bugs.length > 0) throw new AggregateError(bugs, 'The engine reported bugs.');
  });
  return {
    engine,
    client: createContractClient((name, input, signal) => engine.dispatch(name, input, signal && { signal })),
    dataDir,
    port: engine.parts.receiver.status().port,
    settings: engine.parts.settings,
    seen,
    bugs,
    event: (type, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          for (const event of seen) {
            if (event.type !== type) continue;
            const found = event as Extract<EngineEvent, { type: typeof type }>;
            if (!fits(found)) continue;
            watchers.delete(look);
            resolve(found);
            return;
          }
        };
        watchers.add(look);
        look();
      }),
    close,
  };
}
