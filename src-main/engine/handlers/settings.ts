import type { Contract, Handlers } from '#core/contract/index.ts';
import { TackleboxError } from '#core/errors/tacklebox-error.ts';
import type { EngineParts } from '../engine.ts';

interface Address {
  host: string;
  port: number;
}

/** The user's settings. What they change takes effect at once: the receiver moves, the rest is looked up where it is used. */
export const settingsHandlers = ({
  settings,
  receiver,
  authority,
}: EngineParts): Handlers<Contract['settings']> => {
  /** Moves the receiver. Where it can't go there, it stays where it was. */
  async function move(from: Address & { listening: boolean }, to: Address): Promise<void> {
    const moved = await receiver.listen(to.host, to.port);
    if (moved.listening) return;
    if (from.listening) await receiver.listen(from.host, from.port);
    throw new TackleboxError(
      'receiver_port_taken',
      moved.problem ?? `Nothing can be caught on port ${to.port}.`,
    );
  }

  return {
    get: () => settings.get(),

    async update(change) {
      const now = receiver.status();
      const host = change.receiverHost ?? now.host;
      const port = change.receiverPort ?? now.port;
      const isNamed = change.receiverHost !== undefined || change.receiverPort !== undefined;
      const isThere = now.listening && host === now.host && port === now.port;
      if (isNamed && !isThere) await move(now, { host, port });
      const updated = settings.update(change);
      if (change.receiverTls !== undefined || change.receiverTlsPort !== undefined || isNamed) {
        const tls = { host: updated.receiverHost, port: updated.receiverTlsPort };
        await receiver.serveTls(
          updated.receiverTls ? { identity: authority.serverIdentity(), ...tls } : null,
        );
      }
      return updated;
    },
  };
};
