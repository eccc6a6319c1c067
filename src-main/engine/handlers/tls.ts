import type { Contract, Handlers } from '#core/contract/index.ts';
import type { TlsInfo } from '#core/contract/tls.ts';
import type { EngineParts } from '../engine.ts';

/** The certificate authority made here, and the HTTPS that it is for. */
export const tlsHandlers = ({
  authority,
  hostIdentities,
  receiver,
}: EngineParts): Handlers<Contract['tls']> => {
  const info = (): TlsInfo => {
    const { tlsUrl = null, tlsProblem = null } = receiver.status();
    return { enabled: tlsUrl !== null, url: tlsUrl, problem: tlsProblem, ...authority.info() };
  };
  return {
    info,
    async rotate() {
      authority.rotate();
      const { tlsUrl = null, host } = receiver.status();
      if (tlsUrl !== null) {
        const port = Number(new URL(tlsUrl).port);
        await receiver.serveTls({ identity: authority.serverIdentity(), host, port });
      }
      return info();
    },
    hosts: () => ({ items: hostIdentities.list() }),
    setHost: ({ host, ...identity }) => hostIdentities.set(host, identity),
    removeHost: ({ host }) => ({ removed: hostIdentities.remove(host) }),
  };
};
