import { join } from 'node:path';
import type { AllHandlers } from '#core/contract/index.ts';
import type { Clock } from './clock.ts';
import { dispatch } from './dispatch.ts';
import type { Engine, EngineOptions, EngineParts } from './engine.ts';
import { createEventBus } from './events.ts';
import { createFileGrants } from './files/file-grants.ts';
import { createTransfers } from './files/transfers.ts';
import { createGauntletRuns } from './gauntlet/gauntlet-runs.ts';
import { deliveryHandlers } from './handlers/deliveries.ts';
import { endpointHandlers } from './handlers/endpoints.ts';
import { gauntletHandlers } from './handlers/gauntlet.ts';
import { providerHandlers } from './handlers/providers.ts';
import { queueHandlers } from './handlers/queue.ts';
import { retryHandlers } from './handlers/retry.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { signatureHandlers } from './handlers/signatures.ts';
import { systemHandlers } from './handlers/system.ts';
import { tlsHandlers } from './handlers/tls.ts';
import { explainStorageError } from './history/database/sqlite-errors.ts';
import { withCachedEndpoints } from './history/endpoint-cache.ts';
import { folderFiles } from './history/folder-files.ts';
import { type History, openHistory } from './history/open-history.ts';
import { startRetention } from './history/retention.ts';
import { nodeCrypto } from './node-crypto.ts';
import { createForwarding } from './queue/forwarding.ts';
import { createQueue } from './queue/queue.ts';
import { createReceiver } from './receiver/receiver.ts';
import { createSender } from './sender/sender.ts';
import { createSettingsStore } from './settings-store.ts';
import { createAuthority } from './tls/authority.ts';
import { createClientTrust } from './tls/client-trust.ts';
import { createHostIdentities } from './tls/host-identities.ts';
import { sealStored } from './vault/seal-stored.ts';
import { environmentBox, keyFileBox } from './vault/secret-box.ts';
import { createVault } from './vault/vault.ts';

/** The end of the year 9999: later moments have no ISO 8601 of four digits, and no place in the history. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A clock that is set to no time that the history can write: its nearest one is taken, and nothing else breaks. */
const withinCalendar = (clock: Clock): Clock => ({
  nowMs: () => Math.min(lastMs, Math.max(0, clock.nowMs() || 0)),
});

const systemClock = { nowMs: () => Date.now() };

const printBug = (error: unknown, where: string): void =>
  console.error(`${where} failed; this is a bug in Tacklebox:`, error);

/** Whatever was opened is closed again, in the opposite order; one that fails keeps none of the others open. */
class Closing {
  private readonly steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.steps.push(step);
  }

  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/**
 * Opens a data folder and starts to catch, to send and to answer. A receiver whose port is taken does not stop it: its
 * status says why. Throws data_folder_in_use, data_folder_unwritable, database_newer, database_corrupt, …
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { host, dataDir, version, onBug = printBug } = options;
  const clock = withinCalendar(options.clock ?? systemClock);
  const closing = new Closing();
  try {
    const open = () => openHistory({ dataDir, clock, durability: 'normal', onBug, host });
    let opened = open();
    closing.add(() => opened.close());
    const box =
      options.secretBox ?? (options.key === undefined ? keyFileBox(dataDir) : environmentBox(options.key));
    const vaultOf = ({ secrets: repo, transaction }: History) =>
      createVault({ repo, transaction, box, clock });
    if (sealStored({ history: opened, vault: vaultOf(opened) }) > 0) {
      // The index was made of what stood in clear: it is made anew.
      await opened.close();
      opened = open();
    }
    const history = { ...opened, endpoints: withCachedEndpoints(opened.endpoints) };
    const events = createEventBus({
      counts: () => history.counts(),
      gather: () => history.settle(),
      onHeard: (heard) => history.setWatched(heard),
      onBug,
    });
    closing.add(() => events.flush());
    history.damaged.onChange(() =>
      events.emit({ type: 'system.damagedChanged', count: history.damaged.count() }),
    );
    history.onSettled((settled) =>
      events.emitAll(() => settled().map((summary) => ({ type: 'delivery.captured', ...summary }))),
    );
    const settings = createSettingsStore(history.settings, events);
    history.setDurability(settings.get().durability);
    const vault = vaultOf(opened);
    const base = { host, version, dataDir, clock, crypto: nodeCrypto, events, history, vault, settings };

    const authority = createAuthority(base);
    const hostIdentities = createHostIdentities(base);
    const sender = createSender({ trustFor: createClientTrust({ authority, hosts: hostIdentities }) });
    const queue = createQueue({ ...base, sender, onBug });
    closing.add(() => queue.close());
    const forwarding = createForwarding({ ...base, queue, onBug });
    closing.add(() => forwarding.close());
    const receiver = createReceiver({
      ...base,
      onBug,
      onAccepted: forwarding.accept,
      timeouts: options.receiverTimeouts,
      maxBytesUnderWay: options.maxBytesUnderWay,
    });
    closing.add(() => receiver.close());
    closing.add(startRetention(base, onBug));

    const parts: EngineParts = {
      ...base,
      queue,
      receiver,
      authority,
      hostIdentities,
      sender,
      files: createFileGrants(),
      transfers: createTransfers(dataDir),
    };
    const runs = createGauntletRuns({ ...parts, onBug });
    closing.add(() => runs.close());
    const handlers: AllHandlers = {
      deliveries: deliveryHandlers(parts),
      endpoints: endpointHandlers(parts),
      providers: providerHandlers(parts),
      queue: queueHandlers(parts),
      retry: retryHandlers(parts),
      gauntlet: gauntletHandlers(parts, runs),
      settings: settingsHandlers(parts),
      signatures: signatureHandlers(parts),
      system: systemHandlers(parts),
      tls: tlsHandlers(parts),
    };
    settings.onChange(({ durability }) => history.setDurability(durability));
    if (options.listen !== false) {
      const { receiverHost, receiverPort, receiverTls, receiverTlsPort } = settings.get();
      const listenHost = options.receiverHost ?? receiverHost;
      await receiver.listen(listenHost, options.receiverPort ?? receiverPort);
      if (options.receiverTls ?? receiverTls) {
        const port = options.receiverTlsPort ?? receiverTlsPort;
        await receiver.serveTls({ identity: authority.serverIdentity(), host: listenHost, port });
      }
    }
    queue.start();
    forwarding.start();
    return {
      parts,
      async dispatch(name, input, context) {
        await history.settled();
        return dispatch(handlers, name, input, onBug, context);
      },
      subscribe: (listener) => events.subscribe(listener),
      close: () => closing.run(),
    };
  } catch (error) {
    await closing.run().catch((failure: unknown) => onBug(failure, 'engine.close'));
    throw explainStorageError(error, join(dataDir, folderFiles.database));
  }
}
