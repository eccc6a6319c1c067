import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import type { TlsIdentity } from '#core/http/tls-identity.ts';
import { isThisMachine } from '../requests/this-machine.ts';
import { systemTrust, type TlsTrust } from '../sender/secure-connect.ts';
import type { TrustFor } from '../sender/sender.ts';
import type { Authority } from './authority.ts';
import type { HostIdentities } from './host-identities.ts';

/** Contexts kept: each is made of some 150 certificates, which takes milliseconds. */
const maxContexts = 50;

const readOrNothing = (file: string): string[] => {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    // Node itself goes on with a warning.
    return [];
  }
};

/** What this machine trusts anyway: naming an authority would replace it. */
function systemAuthorities(): readonly string[] {
  // Not in every Electron that is supported.
  const { getCACertificates }: { getCACertificates?: (type: 'default') => string[] } = tls;
  if (getCACertificates) return getCACertificates('default');
  const { NODE_EXTRA_CA_CERTS: extra } = process.env;
  return [...tls.rootCertificates, ...(extra ? readOrNothing(extra) : [])];
}

/**
 * What is trusted at an address and offered to it: our own authority on this machine, what the user has set for the host,
 * and what the target brings along, which is for its own origin alone.
 */
export function createClientTrust({
  authority,
  hosts,
}: {
  authority: Pick<Authority, 'existing'>;
  hosts: Pick<HostIdentities, 'of'>;
}): TrustFor {
  const contexts = new Map<string, tls.SecureContext>();

  function contextOf(authorities: readonly string[], own: TlsIdentity | undefined): tls.SecureContext {
    const { certificate, key, passphrase } = own ?? {};
    const id = createHash('sha256')
      .update(JSON.stringify([authorities, certificate, key, passphrase]))
      .digest('hex');
    const known = contexts.get(id);
    if (known) return known;
    const made = tls.createSecureContext({
      ...(authorities.length > 0 ? { ca: [...systemAuthorities(), ...authorities] } : {}),
      ...(certificate && key ? { cert: certificate, key } : {}),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    if (contexts.size >= maxContexts) contexts.clear();
    contexts.set(id, made);
    return made;
  }

  return (url, target): TlsTrust => {
    if (url.protocol !== 'https:') return systemTrust;
    const isOwnOrigin = target.tls !== undefined && new URL(target.url).origin === url.origin;
    const identities = [...(isOwnOrigin && target.tls ? [target.tls] : []), ...hosts.of(url)];
    const ownAuthority = isThisMachine(url.hostname) ? authority.existing() : null;
    const authorities = identities.flatMap((identity) => identity.authorities ?? []);
    const own = identities.find(({ certificate, key }) => certificate !== undefined && key !== undefined);
    const context = authorities.length === 0 && !own ? null : contextOf(authorities, own);
    return { context, gaveCertificate: own !== undefined, ownAuthority };
  };
}
