import { createPrivateKey, X509Certificate } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { TlsInfo } from '#core/contract/tls.ts';
import { trustInstructions } from '#core/tls/trust-instructions.ts';
import type { EngineParts } from '../engine.ts';
import { type Identity, makeAuthority, makeServerIdentity } from './certificates.ts';

/** The certificate authority of this data folder: made when it is first asked for, its key in the vault. */
export interface Authority {
  /** All but where the receiver listens. */
  info(): Omit<TlsInfo, 'enabled' | 'url' | 'problem'>;
  /** Its certificate, where one was made already: nothing is made for who only asks. */
  existing(): string | null;
  /** A server's certificate for this machine's names; a fresh one each time. */
  serverIdentity(): Identity;
  /** Replaces it: what trusted the old one trusts the new one only after it has been told. */
  rotate(): void;
}

const settingsKey = 'tls.authority';
/** The names stay as they were when it was made: a certificate that names another holds for none of them. */
const Stored = z.object({
  certificate: z.string(),
  keyRef: z.string(),
  name: z.string(),
  names: z.object({ dns: z.array(z.string()), addresses: z.array(z.string()) }),
});
type Stored = z.infer<typeof Stored>;

/** Loopback and what this machine is called and reached by. */
function machineNames(): Stored['names'] {
  const own = hostname().toLowerCase();
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(own);
  const addresses = Object.values(networkInterfaces())
    .flat()
    .flatMap((found) => (found === undefined || found.scopeid ? [] : [found.address]));
  return {
    dns: [...new Set(['localhost', ...(isName ? [own] : [])])],
    addresses: [...new Set(['127.0.0.1', '::1', ...addresses])],
  };
}

export function createAuthority({
  history,
  vault,
  clock,
}: Pick<EngineParts, 'history' | 'vault' | 'clock'>): Authority {
  function make(): Stored {
    const madeAtMs = clock.nowMs();
    const name = `Tacklebox on ${hostname()}, ${new Date(madeAtMs).toISOString().slice(0, 10)}`;
    const names = machineNames();
    const { certificate, key } = makeAuthority(name, names, madeAtMs);
    const stored = { certificate, keyRef: vault.keep(key), name, names };
    history.settings.set(settingsKey, stored);
    return stored;
  }

  function kept(): Stored {
    const stored = Stored.safeParse(history.settings.get(settingsKey));
    if (!stored.success) return make();
    const isOver = Date.parse(new X509Certificate(stored.data.certificate).validTo) <= clock.nowMs();
    return isOver ? make() : stored.data;
  }

  return {
    info() {
      const { certificate, names } = kept();
      const parsed = new X509Certificate(certificate);
      return {
        certificate,
        fingerprint: parsed.fingerprint256,
        notAfter: new Date(parsed.validTo).toISOString(),
        names: [...names.dns, ...names.addresses],
        instructions: trustInstructions('tacklebox-ca.pem'),
      };
    },
    existing: () => Stored.safeParse(history.settings.get(settingsKey)).data?.certificate ?? null,
    serverIdentity() {
      const { keyRef, name, names } = kept();
      const key = createPrivateKey(vault.open(keyRef));
      return makeServerIdentity({ name, key }, names, clock.nowMs());
    },
    rotate: () => void make(),
  };
}
