import type { Contract, Handlers } from '#core/contract/index.ts';
import { simulationLimits } from '#core/retry/simulation/simulation.ts';
import type { EngineParts } from '../engine.ts';
import { parseCursor } from '../history/deliveries/delivery-reads.ts';
import * as receiverLimits from '../receiver/limits.ts';
import * as senderLimits from '../sender/limits.ts';

const knownVersions = ['node', 'electron', 'chrome', 'v8'];

/** What runs here, where its data is, what it is bounded by. */
export const systemHandlers = (parts: EngineParts): Handlers<Contract['system']> => ({
  info: () => {
    const { host, version, dataDir, receiver, history, vault, settings } = parts;
    const versions = Object.entries(process.versions).filter(([name]) => knownVersions.includes(name));
    return {
      version,
      versions: Object.fromEntries(versions.map(([name, value]) => [name, value ?? ''])),
      host,
      dataDir,
      receiver: receiver.status(),
      counts: history.counts(),
      secretsAtRest: { kind: vault.box.kind, description: vault.box.description },
      limits: {
        maxBodyBytes: settings.get().maxBodyBytes,
        ...prefixed('receiver', receiverLimits),
        ...prefixed('sender', senderLimits),
        ...prefixed('simulation', simulationLimits),
      },
    };
  },

  damaged: ({ limit, after }) => parts.history.damaged.list(parseCursor(after), limit),

  async discardDamaged({ damagedIds }) {
    return { count: await parts.history.damaged.discard(damagedIds) };
  },
});

function prefixed(area: string, limits: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(limits).map(([name, value]) => [`${area}.${name}`, value]));
}
